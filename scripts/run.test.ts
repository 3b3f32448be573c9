import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const runner = resolve(import.meta.dirname, 'run.mjs');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panshi-runner-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs `source` through the runner; `signal` is sent once the script has printed something. */
async function run(source: string, args: string[] = [], signal?: NodeJS.Signals): Promise<{ stdout: string; status: number | null }> {
  const file = join(folder, 'script.ts');
  await writeFile(file, source);
  const child = spawn(process.execPath, [runner, file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { promise, resolve: done, reject } = Promise.withResolvers<{ stdout: string; status: number | null }>();
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
    if (signal) child.kill(signal);
  });
  child.on('error', reject);
  child.on('close', (status) => done({ stdout, status }));
  return promise;
}

test('a TypeScript file runs on Node 24 with its arguments, and nothing else is on stdout', async () => {
  const source = "const [major]: string[] = process.versions.node.split('.');\nconsole.log(JSON.stringify({ major, args: process.argv.slice(2) }));\n";
  const { stdout, status } = await run(source, ['--json', 'two words']);
  expect(JSON.parse(stdout)).toEqual({ major: '24', args: ['--json', 'two words'] });
  expect(status).toBe(0);
});

test('the exit status is the script\'s', async () => {
  expect((await run('process.exit(3);\n')).status).toBe(3);
  expect((await run("process.kill(process.pid, 'SIGKILL');\n")).status).toBe(137); // 128 + 9
});

test('a signal reaches the script, which may end in order', async () => {
  const source = "process.on('SIGTERM', () => { console.log('ended'); process.exit(7); });\nsetInterval(() => {}, 1000);\nconsole.log('ready');\n";
  expect(await run(source, [], 'SIGTERM')).toEqual({ stdout: 'ready\nended\n', status: 7 });
});
