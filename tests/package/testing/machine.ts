import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/* What a test needs of a Debian machine on which the package comes and goes. */

/** There while a test owns what the package leaves on the machine. */
const MARK = '/run/panshi-package-test';
const LEFT_BEHIND = ['/var/lib/panshi', '/etc/panshi', '/run/panshi-was-running', '/var/lib/misc/panshi-was-enabled'];

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...env }, cwd: '/' });
  return { status, stdout: stdout ?? '', stderr: (stderr ?? '') + (error?.message ?? '') };
}

/** Runs dpkg; another one at work is waited for. */
export async function dpkg(...args: string[]): Promise<Ran> {
  for (let left = 60; ; left -= 1) {
    const ran = run('dpkg', args);
    if (ran.status === 0 || left === 0 || !/lock/.test(ran.stderr)) return ran;
    await wait(1000);
  }
}

/** Why the package cannot be tried here, or nothing. */
export function whyNotOnThisMachine(): string | undefined {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) return 'not a Debian machine';
  if (process.getuid?.() !== 0) return 'not root, so nothing can be installed';
  if (existsSync('/run/systemd/system')) return 'systemd runs here: a service of this machine might be disturbed';
  const taken = existsSync('/var/lib/panshi') || run('dpkg', ['-s', 'panshi-server']).status === 0;
  if (taken && !existsSync(MARK)) return 'a Panshi of somebody is installed here';
  return undefined;
}

/** Takes the machine, and clears away what a test that was killed has left. */
export async function takeMachine(): Promise<void> {
  writeFileSync(MARK, '');
  await clear();
}

export async function giveMachineBack(): Promise<void> {
  await clear();
  rmSync(MARK, { force: true });
}

async function clear(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  if (run('dpkg', ['-s', 'panshi-server']).status === 0) await dpkg('--purge', 'panshi-server');
  for (const path of LEFT_BEHIND) rmSync(path, { recursive: true, force: true });
  if (run('getent', ['passwd', 'panshi']).status === 0) run('userdel', ['panshi']);
}

const running = new Set<ChildProcess>();

export interface Service {
  readonly url: string;
  /** Asks it to end. @returns its exit status */
  stop(): Promise<number | null>;
}

/**
 * Starts what the installed unit says, as its user and without rights, as systemd would.
 * @param credentials the folder in which systemd lays what LoadCredential names
 * @throws Error with what it wrote, when it ends before it listens
 */
export async function startUnit(credentials: string): Promise<Service> {
  const unit = readFileSync('/usr/lib/systemd/system/panshi.service', 'utf8');
  const setting = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
  const env: Record<string, string> = { CREDENTIALS_DIRECTORY: credentials, PATH: '/usr/bin:/bin' };
  const file = setting('EnvironmentFile').replace(/^-/, '');
  const lines = [...setting('Environment').split(' '), ...(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])];
  for (const line of lines) {
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) env[name] = value;
  }
  const command = setting('ExecStart').split(' ').map((word) => word.replace(/\$\{(\w+)\}/g, (_whole, name: string) => env[name] ?? ''));
  const rights = [`--reuid=${setting('User')}`, `--regid=${setting('Group')}`, '--clear-groups', '--no-new-privs', '--bounding-set=-all'];
  const child = spawn('setpriv', [...rights, ...command], { cwd: setting('WorkingDirectory'), env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const url = await listening(child);
  return {
    url,
    async stop() {
      const ended = Promise.withResolvers<number | null>();
      child.once('exit', ended.resolve);
      child.kill('SIGTERM');
      return await ended.promise;
    },
  };
}

async function listening(child: ChildProcess): Promise<string> {
  const found = Promise.withResolvers<string>();
  let heard = '';
  const hear = (chunk: Buffer): void => {
    heard += chunk.toString();
    const [, url] = /"event":"listening","url":"([^"]+)"/.exec(heard) ?? [];
    if (url !== undefined) found.resolve(url);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  child.once('exit', (status) => found.reject(new Error(`ended with ${String(status)}: ${heard}`)));
  return await found.promise;
}
