import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, papersOf, type Client } from '#common/api';
import { httpsFetch } from '#server/testing/https-fetch.ts';
import { buildServer, debianVersion, whyNotHere } from '../../installer/server/index.ts';
import { ensurePages } from '../../scripts/build/pages.ts';
import { dpkg, giveMachineBack, run, startUnit, takeMachine, whyNotOnThisMachine } from './testing/machine.ts';

const why = whyNotHere() ?? whyNotOnThisMachine();
if (why !== undefined) process.stderr.write(`The server package is not tried here: ${why}\n`);

const PASSPHRASE = 'correct horse battery staple';
const PASSWORD = 'Quartz-Lantern-93';
const ANSWERS = {
  company: { name: '北风贸易有限公司', currency: 'CNY', chart: 'small-enterprise' },
  passphrase: PASSPHRASE,
  users: [
    { username: 'li.books', name: '李会计', password: PASSWORD, roles: ['accountant'] },
    { username: 'li.system', name: '李建国', password: PASSWORD, roles: ['system-administrator'] },
    { username: 'zhao.security', name: '赵敏', password: PASSWORD, roles: ['security-administrator'] },
    { username: 'sun.audit', name: '孙丽', password: PASSWORD, roles: ['audit-administrator'] },
  ],
};
const DATA = '/var/lib/panshi';

describe.runIf(why === undefined)('the server package', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'panshi-deb-'));
  const credentials = join(scratch, 'credentials');
  const packages = { old: '', next: '' };
  let agent: Agent | undefined;

  beforeAll(async () => {
    await takeMachine();
    const pages = await ensurePages();
    packages.old = await buildServer({ version: '9.0.0-rc.1', compression: 'none', into: scratch, pages });
    packages.next = await buildServer({ version: '9.0.0', compression: 'none', into: scratch, pages });
    // Others may look into the scratch folder no further than it takes to come through.
    chmodSync(scratch, 0o711);
    mkdirSync(credentials);
    writeFileSync(join(credentials, 'unlock'), `${PASSPHRASE}\n`);
  });

  afterAll(async () => {
    agent?.destroy();
    await giveMachineBack();
    rmSync(scratch, { recursive: true, force: true });
  });

  function client(url: string): Client {
    agent?.destroy();
    agent = new Agent({ ca: readFileSync(join(DATA, 'keys', 'authority.pem')), keepAlive: true });
    return createClient({ baseUrl: url, fetch: httpsFetch(agent), lang: 'en' });
  }

  /** Signs in, and makes what needs the program's other files: pages, a thread, fonts, a spreadsheet. */
  async function useIt(url: string, version: string): Promise<void> {
    const books = client(url);
    expect(await (await books.send('GET', '/healthz')).json()).toEqual({ status: 'ok' });
    expect(run('panshi', ['--version']).stdout.trim()).toBe(version);
    await books.signIn({ username: 'li.books', password: PASSWORD });
    for (const format of ['pdf', 'xlsx'] as const) {
      const file = await papersOf(books).reportFile('trial-balance', { from: '2026-01' }, format);
      const bytes = Buffer.from(await file.arrayBuffer());
      expect(bytes.subarray(0, 4).toString('latin1')).toBe(format === 'pdf' ? '%PDF' : 'PK\u0003\u0004');
    }
    const page = await httpsFetch(agent ?? new Agent())(new Request(new URL('/', url)));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="app"');
  }

  it('sorts a release after its candidates', () => {
    expect(packages.old).toContain(`_${debianVersion('9.0.0-rc.1')}_`);
    expect(run('dpkg', ['--compare-versions', debianVersion('9.0.0-rc.1'), 'lt', debianVersion('9.0.0')]).status).toBe(0);
  });

  it('installs without a network and says what to do next', async () => {
    const ran = await dpkg('--install', packages.old);
    expect(ran.stderr).toBe('');
    expect(ran.status).toBe(0);
    expect(ran.stdout).toContain('请运行 panshi init');
    expect(ran.stdout).toContain('Run panshi init');
    expect(statSync(DATA).mode & 0o777).toBe(0o700);
    expect(run('stat', ['-c', '%U:%G', DATA]).stdout.trim()).toBe('panshi:panshi');
    expect(run('panshi', ['--version']).stdout.trim()).toBe('9.0.0-rc.1');
    expect(run('dpkg', ['--verify', 'panshi-server']).stdout).toBe('');
  });

  it('brings a unit that systemd accepts', () => {
    const checked = run('systemd-analyze', ['verify', '--man=no', '/usr/lib/systemd/system/panshi.service']);
    if (/ENOENT/.test(checked.stderr)) process.stderr.write('systemd-analyze is not here; the unit is not judged by it\n');
    else expect(checked).toMatchObject({ status: 0, stderr: '' });
  });

  it('does not start without data, and says what is missing', async () => {
    await expect(startUnit(credentials)).rejects.toThrow(/ended with 1: .*(init|初始)/s);
  });

  it('is set up as its own user by root, and serves pages, papers and spreadsheets', async () => {
    const answers = join(scratch, 'answers.json');
    writeFileSync(answers, JSON.stringify(ANSWERS), { mode: 0o600 });
    chownSync(answers, Number(run('id', ['-u', 'panshi']).stdout), 0);
    const made = run('panshi', ['init', '--answers', answers]);
    expect(made.stderr).toBe('');
    expect(JSON.parse(made.stdout)).toMatchObject({ event: 'initialised', data: DATA });
    expect(run('find', [DATA, '!', '-user', 'panshi']).stdout).toBe('');
    expect(run('find', [DATA, '-perm', '/077']).stdout).toBe('');

    chownSync(credentials, Number(run('id', ['-u', 'panshi']).stdout), 0);
    writeFileSync('/etc/panshi/server.env', 'PANSHI_HOST=127.0.0.1\nPANSHI_PORT=0\n');
    const service = await startUnit(credentials);
    await useIt(service.url, '9.0.0-rc.1');
    expect(await service.stop()).toBe(0);
  });

  it('starts no host whose passphrase was not handed over', async () => {
    const none = join(scratch, 'no-credentials');
    mkdirSync(none);
    writeFileSync(join(none, 'unlock'), '\n');
    await expect(startUnit(none)).rejects.toThrow(/ended with 1: .*--unlock-file/s);
  });

  it('takes the passphrase from /etc/panshi/unlock for commands of root', () => {
    writeFileSync('/etc/panshi/unlock', PASSPHRASE, { mode: 0o600 });
    const examined = run('panshi', ['doctor']);
    expect(examined.stdout).toContain('ok   store encryption');
    expect(examined.stdout).not.toContain('FAIL');
    expect(examined.status).toBe(0);
  });

  it('keeps data and settings over an upgrade', async () => {
    const ran = await dpkg('--install', packages.next);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).not.toContain('panshi init');
    expect(readFileSync('/etc/panshi/server.env', 'utf8')).toContain('PANSHI_PORT=0');
    const service = await startUnit(credentials);
    await useIt(service.url, '9.0.0');
    expect(await service.stop()).toBe(0);
  });

  it('leaves data and what opens it when it is removed and when it is purged', async () => {
    expect((await dpkg('--remove', 'panshi-server')).status).toBe(0);
    expect(existsSync('/usr/lib/panshi')).toBe(false);
    expect(existsSync('/etc/panshi/server.env')).toBe(true);
    const purged = await dpkg('--purge', 'panshi-server');
    expect(purged.status).toBe(0);
    expect(purged.stdout).toContain('已保留');
    expect(existsSync('/etc/panshi/server.env')).toBe(false);
    expect(existsSync(join(DATA, 'store', 'panshi.db'))).toBe(true);
    expect(existsSync('/etc/panshi/unlock')).toBe(true);
  });

  it('comes back to the data, and leaves nothing when there is none', async () => {
    expect((await dpkg('--install', packages.next)).stdout).not.toContain('panshi init');
    const examined = run('panshi', ['doctor']);
    expect(examined.status).toBe(0);
    rmSync(DATA, { recursive: true });
    expect((await dpkg('--purge', 'panshi-server')).status).toBe(0);
    for (const path of [DATA, '/etc/panshi', '/usr/lib/panshi', '/usr/bin/panshi']) expect(existsSync(path), path).toBe(false);
    expect(run('getent', ['passwd', 'panshi']).status).not.toBe(0);
  });
});
