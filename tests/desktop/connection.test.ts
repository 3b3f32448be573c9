import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueServerCertificate, pairingCode } from '#core/pki';
import { openHttps, type OpenHttpsDoor } from '#server/doors';
import { PASSWORD, testHost, type TestHost } from '#server/testing';
import { setupBody } from '#server/lobby/testing/entrance.ts';
import { signIn } from '../browser/testing/browser.ts';
import { settings as machine } from './stand-in/settings.ts';
import { buildParts, desktopPlace, startDesktop, startOnce, type StartedDesktop } from './testing/start-desktop.ts';

/* A desktop on a machine without data: set up here, or paired with a host on the network. */

const place = desktopPlace();
let desktop: StartedDesktop;
let page: Page;
let lan: TestHost;
let door: OpenHttpsDoor;
let code: string;
const settings = `${place.data}-desktop/connection.json`;

beforeAll(async () => {
  [lan] = await Promise.all([testHost(), buildParts(place.built)]);
  door = await openHttps(lan.host.handler, { host: '127.0.0.1', port: 0, server: lan.host.keys.server });
  code = pairingCode(lan.host.keys.authority.certificatePem);
  desktop = await startDesktop(place.data);
  page = await desktop.page();
});
afterAll(async () => {
  await desktop.quit();
  await door.close();
  await lan.remove();
  place.remove();
});

async function pairWith(address: string, typed: string): Promise<void> {
  await page.goto('https://panshi.invalid/desktop/connection');
  await page.locator('input[name=address]').fill(address);
  await page.locator('input[name=code]').fill(typed);
  await page.getByRole('button', { name: '连接' }).click();
}

describe('a machine without data', () => {
  it('begins with the setup, and keeps what is its own beside the data folder, which has to be empty', async () => {
    expect(await lookFrom(page)).toMatchObject({ state: 'empty' });
    expect(readdirSync(`${place.data}-desktop`)).not.toContain('vault.json');
  });

  it('is set up through the program: the recovery key is told once, and opens it', async () => {
    const lines = await page.evaluate(async (body) => {
      const answer = await fetch('/api/v1/lobby/setup', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return (await answer.text()).trim().split('\n').map((line) => JSON.parse(line) as { line: string; recoveryKey?: string });
    }, JSON.stringify(setupBody()));
    expect(lines.at(-1)?.line).toBe('made');
    const confirmed = await page.evaluate(async (body) => {
      const answer = await fetch('/api/v1/lobby/confirm', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return await answer.json() as unknown;
    }, JSON.stringify({ recoveryKey: lines.at(-1)?.recoveryKey }));
    expect(confirmed).toMatchObject({ state: 'open' });
  });
});

describe('pairing', () => {
  it('with a wrong code keeps nothing, says why, and leaves what was typed', async () => {
    const other = pairingCode((await createAuthority({ organisation: '冒充者' })).certificatePem);
    await pairWith(`127.0.0.1:${door.port}`, other);
    expect(await page.locator('[role=alert]').textContent()).toBe('该主机的证书与配对码不符，未保存。请核对地址与配对码；若都无误，请联系管理员。');
    expect(await page.locator('input[name=address]').inputValue()).toBe(`127.0.0.1:${door.port}`);
    expect(() => readFileSync(settings)).toThrow('ENOENT');
    await page.getByRole('link', { name: '返回' }).click();
    await page.locator('input[name=username]').waitFor();
    expect(await lookFrom(page)).toMatchObject({ state: 'open' });
  });

  it('with the right one works with that host, over the same pages, and ends the own one', async () => {
    const { pid } = desktop.electron.standIn.forked.at(-1) ?? {};
    await pairWith(`127.0.0.1:${door.port}`, code);
    await page.locator('input[name=username]').waitFor();
    expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({ mode: 'client', url: `https://127.0.0.1:${door.port}` });
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
    await signIn(page, 'sales.manager', PASSWORD);
    const made = await page.evaluate(async () => (await fetch('/api/v1/records/customer', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"code":"LAN","name":"局域网公司"}',
    })).status);
    expect(made).toBe(201);
    const boss = await lan.as('sales.manager');
    expect((await boss.list('customer', { filter: 'code == "LAN"' })).records).toMatchObject([{ name: '局域网公司' }]);
    expect(desktop.electron.standIn.escaped()).toEqual([]);
  });

  it('is kept: the next start goes to that host at once, and starts none of its own', async () => {
    expect(await desktop.quit()).toBe(0);
    desktop = await startDesktop(place.data);
    page = await desktop.page();
    await page.locator('input[name=username]').waitFor({ timeout: 20_000 });
    expect(desktop.electron.standIn.forked).toEqual([]);
    expect(await page.evaluate('window.panshi.desktop.place()')).toMatchObject({ connection: { mode: 'client', url: `https://127.0.0.1:${door.port}` } });
  });

  it('to a host that shows another authority since then is worth nothing: no request reaches it', async () => {
    const impostor = await createAuthority({ organisation: '冒充者' });
    door.replace(await issueServerCertificate(impostor, { hosts: ['127.0.0.1'], days: 1 }));
    // Connections that stood before go on; a new start makes new ones.
    expect(await desktop.quit()).toBe(0);
    desktop = await startDesktop(place.data);
    page = await desktop.page();
    expect(await page.evaluate(() => fetch('/api/v1/lobby').then(({ status }) => status, () => 'failed'))).toBe('failed');
    door.replace(lan.host.keys.server);
  });

  it('with damaged settings asks where to connect, and sets nothing up', async () => {
    expect(await desktop.quit()).toBe(0);
    writeFileSync(settings, '{"mode":"client"');
    desktop = await startDesktop(place.data);
    page = await desktop.page();
    expect(await page.locator('[role=alert]').textContent()).toContain('连接设置已损坏');
    expect(desktop.electron.standIn.forked).toEqual([]);
    await page.getByRole('button', { name: '使用本机' }).click();
    await page.locator('input[name=secret]').waitFor({ timeout: 20_000 });
    expect(JSON.parse(readFileSync(settings, 'utf8'))).toEqual({ mode: 'local' });
  });
});

describe('a packaged program', () => {
  it.each(['remote-debugging-port', 'no-sandbox', 'inspect'])('does not start with --%s', async (name) => {
    Object.assign(machine, { packaged: true, switches: { data: `${place.data}-other`, [name]: '' } });
    const electron = await startOnce();
    expect(await electron.app.ended.promise).toBe(1);
    expect(electron.standIn.shown).toEqual([expect.objectContaining({ kind: 'error', content: expect.stringContaining(`--${name}`) })]);
    expect(electron.standIn.windows()).toEqual([]);
    Object.assign(machine, { packaged: false });
  });
});

describe('a host that cannot even start', () => {
  it('is told of in the window, with what it wrote, since no log has been opened by then', async () => {
    expect(await desktop.quit()).toBe(0);
    const file = `${place.data}-no-folder`;
    writeFileSync(file, 'a file where a folder should be');
    desktop = await startDesktop(file, { packaged: true });
    page = await desktop.page();
    await page.locator('summary').click({ timeout: 30_000 });
    expect(await page.locator('pre').textContent()).toContain('ENOTDIR');
    expect(await page.getByRole('button', { name: '重新启动' }).isVisible()).toBe(true);
    Object.assign(machine, { packaged: false });
  });
});

describe('on Windows', () => {
  it('says who it is before it does anything else, as the shortcut of its installer does', async () => {
    const { platform } = process;
    Object.defineProperty(process, 'platform', { value: 'win32' });
    try {
      Object.assign(machine, { packaged: true, switches: { data: `${place.data}-other`, inspect: '' } });
      const electron = await startOnce();
      expect(await electron.app.ended.promise).toBe(1);
      const id = /^appId: (.+)$/m.exec(readFileSync('electron-builder.yml', 'utf8'))?.[1];
      expect(electron.standIn.done).toContain(`setAppUserModelId ${id}`);
    } finally {
      Object.defineProperty(process, 'platform', { value: platform });
      Object.assign(machine, { packaged: false });
    }
  });
});

async function lookFrom(on: Page): Promise<unknown> {
  return await on.evaluate(async () => (await fetch('/api/v1/lobby')).json() as Promise<unknown>);
}
