import { readdirSync, readFileSync, readlinkSync, existsSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DesktopApi } from '#common/desktop';
import { PASSPHRASE, PASSWORD } from '#server/testing';
import { signIn } from '../browser/testing/browser.ts';
import { buildParts, desktopPlace, setUpFolder, startDesktop, startOnce, type StartedDesktop } from './testing/start-desktop.ts';

/* The desktop from its first line on, with a host of its own: real pages in a real Chromium, a real host in a process of its own. */

declare const window: { panshi: { desktop: DesktopApi }; open(url: string): unknown; opened?: string[] };

const place = desktopPlace();
const out = mkdtempSync(join(tmpdir(), 'panshi-saved-'));
let desktop: StartedDesktop;
let page: Page;

/** A call of the interface, as a page makes it. */
async function ask(on: Page, method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown>; headers: Record<string, string> }> {
  return await on.evaluate(async ([how, where, given]) => {
    const answer = await fetch(`/api/v1${where}`, {
      method: how as string, ...(given === undefined ? {} : { body: JSON.stringify(given), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text), headers: Object.fromEntries(answer.headers) };
  }, [method, path, body] as const);
}

const record = (body: Record<string, unknown>) => String((body['id'] ?? (body['record'] as { id?: string } | undefined)?.id) ?? '');

async function unlockByHand(): Promise<void> {
  await page.locator('input[name=secret]').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.locator('input[name=username]').waitFor();
}

beforeAll(async () => {
  await Promise.all([buildParts(place.built), setUpFolder(place.data)]);
  desktop = await startDesktop(place.data);
  page = await desktop.page();
});
afterAll(async () => {
  await desktop.quit();
  place.remove();
  rmSync(out, { recursive: true });
});

describe('a start', () => {
  it('goes in the order that its locks need', () => {
    const { done } = desktop.electron.standIn;
    const order = ['registerSchemesAsPrivileged', 'enableSandbox', 'setPath userData', 'requestSingleInstanceLock'];
    expect(done.filter((step) => order.includes(step))).toEqual(order);
    expect(desktop.electron.standIn.privileged).toMatchObject([{ scheme: 'panshi', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, bypassCSP: false } }]);
    expect(done).toEqual(expect.arrayContaining(['spellChecker false', 'webrtc disable_non_proxied_udp']));
  });

  it('opens one window, isolated and in a sandbox, at the place that has room for it', () => {
    const [only, ...others] = desktop.electron.standIn.windows();
    expect(others).toEqual([]);
    expect(only?.options).toMatchObject({
      x: 240, y: 70, width: 1440, height: 900, show: false,
      webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false, spellcheck: false },
    });
  });

  it('finds the data locked, and opens it with the passphrase, after which it offers the keychain', async () => {
    await page.locator('input[name=secret]').waitFor();
    expect((await ask(page, 'GET', '/lobby')).body).toMatchObject({ state: 'locked' });
    expect((await ask(page, 'GET', '/records/customer')).status).toBe(503);
    await unlockByHand();
    expect(desktop.electron.standIn.shown).toContainEqual(expect.objectContaining({ kind: 'message', message: '以后在此计算机上自动解锁？' }));
  });

  it('gives the page the policy of the pages, and a small way to the program', async () => {
    const answer = await page.evaluate(async () => {
      const got = await fetch('/');
      return [got.headers.get('content-security-policy'), Object.keys(window), Object.keys(window.panshi), Object.keys(window.panshi.desktop).length] as const;
    });
    expect(answer[0]).toMatch(/^default-src 'none'; script-src 'self'/);
    expect(answer[2]).toEqual(['desktop']);
    expect(answer[1]).not.toEqual(expect.arrayContaining(['require']));
    expect(await page.evaluate(() => window.panshi.desktop.place())).toEqual({ version: '0.1.0', platform: process.platform, connection: { mode: 'local' } });
  });
});

describe('at work', () => {
  it('signs in on the page, which never gets the token', async () => {
    await signIn(page, 'boss', PASSWORD);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const again = await ask(page, 'POST', '/session', { username: 'boss', password: PASSWORD });
    expect([again.status, again.body['token'], again.headers['set-cookie']]).toEqual([200, '', undefined]);
    expect((await ask(page, 'GET', '/session')).body).toMatchObject({ username: 'boss' });
  });

  it('enters and confirms an order: 10 × 18.00 and 13 % tax are 203.40', async () => {
    const product = record((await ask(page, 'POST', '/records/product', { code: 'CHAI', name: '茶', listPrice: '18', taxRate: '0.13' })).body);
    const customer = record((await ask(page, 'POST', '/records/customer', { code: 'EAST', name: '华东贸易有限公司' })).body);
    const draft = await ask(page, 'POST', '/records/sales-order', { customer, date: '2026-01-10', lines: [{ product, quantity: '10' }] });
    expect(draft.status).toBe(201);
    const done = await ask(page, 'POST', `/records/sales-order/${record(draft.body)}/actions/submit`, {});
    expect(done.body).toMatchObject({ state: 'confirmed', totalAmount: '203.40' });
  });

  it('hears of changes as they happen', async () => {
    const heard = await page.evaluate(async () => {
      const answer = await fetch('/api/v1/events');
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      void fetch('/api/v1/records/customer', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"code":"LIVE","name":"事件公司"}' });
      let text = '';
      while (!text.includes('"customer"')) text += (await reader?.read())?.value ?? '';
      await reader?.cancel();
      return [answer.headers.get('content-type'), text] as const;
    });
    expect(heard[0]).toMatch('text/event-stream');
    expect(heard[1]).toMatch(/event: change/);
  });

  it('carries a file of a megabyte there and back', async () => {
    const same = await page.evaluate(async () => {
      const { records } = await (await fetch('/api/v1/records/customer?limit=1')).json() as { records: { id: string }[] };
      const bytes = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * 31) % 251);
      const base = `/api/v1/records/customer/${records[0]?.id}/attachments`;
      const kept = await (await fetch(base, { method: 'POST', body: bytes, headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.bin' } })).json() as { id: string };
      const back = new Uint8Array(await (await fetch(`${base}/${kept.id}`)).arrayBuffer());
      return back.length === bytes.length && back.every((byte, at) => byte === bytes[at]);
    });
    expect(same).toBe(true);
  });

  it('opens no socket for it: the host has none', () => {
    if (process.platform !== 'linux') return;
    const { pid } = desktop.electron.standIn.forked.at(-1) ?? {};
    const sockets = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`))?.[1] ?? []);
    const internet = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) => readFileSync(`/proc/${pid}/net/${kind}`, 'utf8').split('\n').slice(1).map((line) => line.trim().split(/\s+/)[9]));
    expect(sockets.length).toBeGreaterThan(0); // those to the program
    expect(sockets.filter((inode) => internet.includes(inode))).toEqual([]);
  });
});

describe('the outside', () => {
  it('is not navigated to, opened or asked, and the window stays where it is', async () => {
    const before = page.url();
    await page.evaluate(() => void (location.href = 'https://example.com/?secret'));
    await page.evaluate(() => window.open('https://example.com/window'));
    for (const address of ['https://example.com/fetch', 'http://127.0.0.1:9/', 'ws://127.0.0.1:9/', 'file:///etc/passwd']) {
      expect(await page.evaluate((to) => (to.startsWith('ws') ? new Promise((resolve) => {
        try {
          const socket = new WebSocket(to);
          socket.addEventListener('error', () => resolve('blocked'));
          socket.addEventListener('open', () => resolve('open'));
        } catch {
          resolve('blocked');
        }
      }) : fetch(to).then(() => 'open', () => 'blocked')), address)).toBe('blocked');
    }
    await vi.waitFor(() => expect(desktop.electron.standIn.opened).toContain('deny https://example.com/window'));
    expect(desktop.electron.standIn.blocked()).toContain('https://example.com/?secret');
    expect(desktop.electron.standIn.escaped()).toEqual([]);
    expect(page.url()).toBe(before);
    await page.locator('[data-part=shell]').waitFor();
  });

  it('gets no voice by a window that is led to the interface: only its description may be looked at', async () => {
    const { opened, blocked } = desktop.electron.standIn;
    await page.evaluate(() => void (location.href = '/api/v1/session'));
    await page.evaluate(() => window.open('/api/v1/session'));
    await vi.waitFor(() => expect(opened).toContain('deny panshi://app/api/v1/session'));
    expect(blocked()).toContain('panshi://app/api/v1/session');
    await page.evaluate(() => window.open('/api/v1/docs'));
    await vi.waitFor(() => expect(opened).toContain('allow panshi://app/api/v1/docs'));
    await page.locator('[data-part=shell]').waitFor();
  });

  it('is not where papers are: they open in a window of their own, which has no way to the program', async () => {
    await page.evaluate(() => window.open(URL.createObjectURL(new Blob(['报价单 203.40'], { type: 'text/plain; charset=utf-8' }))));
    const paper = await vi.waitUntil(() => desktop.electron.standIn.papers[0], { timeout: 10_000 });
    expect(desktop.electron.standIn.opened.at(-1)).toMatch(/^allow blob:panshi:\/\/app\//);
    expect(await paper.evaluate(() => document.body.textContent)).toBe('报价单 203.40');
    expect(await paper.evaluate(() => 'panshi' in window)).toBe(false);
  });

  it('gets no permission, device, certificate or download', async () => {
    const { handlers } = desktop.electron.standIn.session();
    const call = (name: string, ...args: unknown[]) => (handlers[name] as (...given: unknown[]) => unknown)(...args);
    const own = { getURL: () => 'panshi://app/' };
    const granted = (permission: string) => new Promise((resolve) => call('permissionRequest', own, permission, resolve, { requestingUrl: 'panshi://app/', isMainFrame: true }));
    expect(await granted('media')).toBe(false);
    expect(await granted('clipboard-sanitized-write')).toBe(true);
    expect(call('permissionCheck', own, 'geolocation', 'panshi://app', { requestingUrl: 'panshi://app/', isMainFrame: true })).toBe(false);
    expect(call('devicePermission', {})).toBe(false);
    expect(await new Promise((resolve) => call('certificate', {}, resolve))).toBe(-2);
    expect(await new Promise((resolve) => call('onBeforeRequest', { url: 'wss://example.com/' }, resolve))).toEqual({ cancel: true });
    const event = { prevented: false, preventDefault() { this.prevented = true; } };
    desktop.electron.standIn.session().emit('will-download', event, { getURL: () => 'https://example.com/x.exe' });
    expect(event.prevented).toBe(true);
  });

  it('is kept away by what Electron asks the program: views, redirects, devices, certificates', () => {
    const { standIn, app } = desktop.electron;
    const prevented = (on: { emit(name: string, ...args: unknown[]): boolean } | undefined, name: string, url = '', ...more: unknown[]): boolean => {
      const event = { url, isMainFrame: true, prevented: false, preventDefault() { this.prevented = true; } };
      expect(on?.emit(name, event, ...more), `${name} is listened to`).toBe(true);
      return event.prevented;
    };
    const contents = standIn.windows()[0]?.webContents;
    expect(prevented(contents, 'will-attach-webview')).toBe(true);
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect([prevented(contents, name, 'https://example.com/'), prevented(contents, name, 'panshi://app/records/customer')]).toEqual([true, false]);
    }
    const chosen: unknown[] = [];
    const choose = (one?: unknown): unknown => chosen.push(one ?? 'none');
    for (const session of [standIn.session(), desktop.electron.session.defaultSession]) {
      expect(prevented(session, 'select-hid-device', '', {}, choose)).toBe(true);
      expect(prevented(session, 'select-usb-device', '', {}, choose)).toBe(true);
      expect(prevented(session, 'select-serial-port', '', [], contents, choose)).toBe(true);
      expect(Object.keys(session.handlers).toSorted()).toEqual([
        'bluetooth', 'certificate', 'devicePermission', 'displayMedia', 'onBeforeRequest', 'permissionCheck', 'permissionRequest',
      ]);
    }
    expect(chosen).toEqual(['none', 'none', '', 'none', 'none', '']);
    expect(prevented(app, 'certificate-error', '', contents, 'https://example.com/', 'net::ERR_CERT_AUTHORITY_INVALID', {}, choose)).toBe(true);
    expect(chosen.at(-1)).toBe(false);
    expect(prevented(app, 'select-client-certificate')).toBe(true);
  });

  it('is not let in by a second start, which shows the window that is there', async () => {
    const [shownBefore, first] = [desktop.electron.standIn.windows()[0]?.focused ?? 0, desktop];
    const second = await startOnce();
    expect(await second.app.ended.promise).toBe(0);
    expect(second.standIn.windows()).toEqual([]);
    expect(second.standIn.forked).toEqual([]);
    expect(first.electron.standIn.windows()[0]?.focused).toBe(shownBefore + 1);
  });
});

describe('the ways of the page to the program', () => {
  const call = <T>(work: (api: DesktopApi) => Promise<T>): Promise<T> => page.evaluate(`(${work.toString()})(window.panshi.desktop)`) as Promise<T>;

  it('save where the person wants it, and nowhere else', async () => {
    desktop.electron.answers.save = undefined;
    expect(await call((api) => api.saveFile('客户.csv', Uint8Array.from([65, 66])))).toBe(false);
    desktop.electron.answers.save = join(out, 'chosen.csv');
    expect(await call((api) => api.saveFile('客户.csv', Uint8Array.from([65, 66])))).toBe(true);
    expect(readFileSync(join(out, 'chosen.csv'), 'utf8')).toBe('AB');
    await expect(call((api) => api.saveFile('../../etc/cron.d/x', Uint8Array.from([1])))).rejects.toThrow('程序出错');
    expect(readdirSync(out)).toEqual(['chosen.csv']);
  });

  it('open what the person chooses', async () => {
    desktop.electron.answers.open = [join(out, 'chosen.csv')];
    expect(await call(async (api) => {
      const file = await api.openFile(['csv']);
      return [file?.name, ...(file?.bytes ?? [])];
    })).toEqual(['chosen.csv', 65, 66]);
  });

  it('print the page as a real PDF', async () => {
    desktop.electron.answers.save = join(out, 'page.pdf');
    expect(await call((api) => api.printToPdf('页面'))).toBe(true);
    expect(readFileSync(join(out, 'page.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('say when a paper could not be written where the person wanted it', async () => {
    const { standIn, Menu } = desktop.electron;
    desktop.electron.answers.save = join(out, 'nowhere', 'page.pdf');
    Menu.shown.flatMap(({ submenu }) => submenu ?? []).find(({ label }) => label === '另存为 PDF…')?.click?.();
    await vi.waitFor(() => expect(standIn.shown.at(-1)).toMatchObject({ kind: 'error', content: '程序出错，请重试。' }), { timeout: 10_000 });
  });

  it('turn menu and tray to the other language', async () => {
    const titles = () => desktop.electron.Menu.shown.map(({ label }) => label);
    expect(titles()).toEqual(['文件(&F)', '编辑(&E)', '查看(&V)', '帮助(&H)']);
    await call((api) => api.setLanguage('en'));
    expect(titles()).toEqual(['&File', '&Edit', '&View', '&Help']);
    await call((api) => api.setLanguage('zh'));
    expect(titles()[0]).toBe('文件(&F)');
    await expect(call((api) => api.setLanguage('fr' as 'en'))).rejects.toThrow('程序出错');
  });

  it('carry the menu\'s wishes to the page', async () => {
    const item = desktop.electron.Menu.shown.flatMap(({ submenu }) => submenu ?? []).find(({ label }) => label === '查找页面、记录与操作');
    item?.click?.();
    await page.locator('[role=dialog], dialog[open]').first().waitFor({ timeout: 5000 });
    await page.keyboard.press('Escape');
  });

  it('tell of notices by their number, when nobody looks', async () => {
    const told = () => desktop.electron.standIn.shown.filter(({ kind }) => kind === 'notification');
    await call((api) => api.setUnread(2));
    expect(told()).toEqual([]);
    const { settings } = await import('./stand-in/settings.ts');
    settings.focused = false;
    await call((api) => api.setUnread(3));
    settings.focused = true;
    expect(told()).toEqual([{ kind: 'notification', title: '磐石', body: '您有 3 条未读通知。', silent: true }]);
  });

  it('are closed to a frame and to any other page', async () => {
    const handler = desktop.electron.ipcMain.handlers.get('panshi:place');
    const sender = desktop.electron.standIn.windows()[0]?.webContents;
    for (const event of [
      { sender, senderFrame: { url: 'https://example.com/', parent: null } }, { sender, senderFrame: null },
      { sender, senderFrame: { url: 'panshi://app/', parent: {} } }, { sender: {}, senderFrame: { url: 'panshi://app/', parent: null } },
    ]) expect(await handler?.(event)).toMatchObject({ ok: false });
    expect(await handler?.({ sender, senderFrame: { url: 'panshi://app/', parent: null } })).toMatchObject({ ok: true });
  });
});

describe('leaving', () => {
  it('locks when the screen does: the session ends, the clipboard forgets, and the page asks who is there', async () => {
    expect((await ask(page, 'GET', '/session')).status).toBe(200);
    const { clipboard } = desktop.electron.standIn;
    clipboard.text = '¥203.40';
    await page.evaluate(() => void document.dispatchEvent(new ClipboardEvent('copy', { bubbles: true })));
    await new Promise((resolve) => setTimeout(resolve, 300));
    desktop.electron.powerMonitor.emit('lock-screen');
    // By itself, keeping drafts: the program would show it anew only after five seconds.
    await page.locator('input[name=password]').waitFor({ timeout: 4000 });
    await vi.waitFor(async () => expect((await ask(page, 'GET', '/session')).status).toBe(401));
    expect(clipboard.text).toBe('');
    await vi.waitFor(() => expect(desktop.electron.standIn.papers.map((paper) => paper.isClosed())).toEqual([true]));
    expect(await page.evaluate(() => document.body.textContent)).not.toContain('华东贸易');
  });
});

describe('a system that tells of its lock only when it is asked', () => {
  it('is asked, so that the workbench locks with it', async () => {
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('input[name=password]').waitFor({ state: 'detached' });
    expect((await ask(page, 'GET', '/session')).status).toBe(200);
    const { settings } = await import('./stand-in/settings.ts');
    settings.screenLocked = true;
    try {
      await page.locator('input[name=password]').waitFor({ timeout: 20_000 });
    } finally {
      settings.screenLocked = false;
    }
    await vi.waitFor(async () => expect((await ask(page, 'GET', '/session')).status).toBe(401));
  });
});

describe('what dies', () => {
  it('a host: the page says so, and the data is asked for again', async () => {
    const before = desktop.electron.standIn.forked.length;
    const seen: string[] = [];
    page.on('framenavigated', (frame) => void seen.push(new URL(frame.url()).pathname));
    desktop.electron.standIn.forked.at(-1)?.kill();
    await page.locator('input[name=secret]').waitFor({ timeout: 20_000 });
    expect(seen).toContain('/desktop/stopped');
    expect(desktop.electron.standIn.forked).toHaveLength(before + 1);
    await unlockByHand();
    await signIn(page, 'boss', PASSWORD);
    expect((await ask(page, 'GET', '/records/customer?count=true')).body).toMatchObject({ total: 2 });
  });

  it('a host that dies again and again is left to the person, who starts it by a button', async () => {
    for (let death = 0; death < 3; death += 1) {
      const alive = desktop.electron.standIn.forked.length;
      desktop.electron.standIn.forked.at(-1)?.kill();
      if (death < 2) await vi.waitFor(() => expect(desktop.electron.standIn.forked).toHaveLength(alive + 1), { timeout: 10_000 });
      if (death < 2) await page.locator('input[name=secret]').waitFor({ timeout: 20_000 });
    }
    const button = page.getByRole('button', { name: '重新启动' });
    await button.waitFor();
    expect(await page.locator('h1').textContent()).toBe('数据部分意外停止');
    await button.click();
    await page.locator('input[name=secret]').waitFor({ timeout: 20_000 });
    await unlockByHand();
  });

  it('a page: it is shown anew', async () => {
    await signIn(page, 'boss', PASSWORD);
    await page.goto('chrome://crash').catch(() => {});
    page = await vi.waitFor(async () => {
      const next = await desktop.page();
      await next.locator('[data-part=shell]').waitFor({ timeout: 5000 });
      return next;
    }, { timeout: 30_000 });
    expect((await ask(page, 'GET', '/session')).body).toMatchObject({ username: 'boss' });
  });
});

describe('the keychain', () => {
  it('opens the data at the next start, once somebody has wanted it; taken back, the passphrase is asked for', async () => {
    expect(await page.evaluate(() => window.panshi.desktop.remember())).toMatchObject({ usable: true, remembered: true });
    const kept = `${place.data}-desktop/keychain.json`;
    expect(existsSync(kept)).toBe(true);
    await page.evaluate(() => window.panshi.desktop.setUnread(1));
    expect(desktop.electron.Tray.all.size).toBe(1);
    expect(await desktop.quit()).toBe(0);
    // Somebody was signed in and had notices waiting, which ended with the program: that does not put the picture back into the tray.
    expect(desktop.electron.Tray.all.size).toBe(0);

    desktop = await startDesktop(place.data);
    page = await desktop.page();
    // Where it was left.
    expect(desktop.electron.standIn.windows()[0]?.options).toMatchObject({ x: 10, y: 20, width: 1200, height: 800 });
    await page.locator('input[name=username]').waitFor({ timeout: 20_000 });
    await signIn(page, 'boss', PASSWORD);
    expect(await page.evaluate(() => window.panshi.desktop.forget())).toMatchObject({ remembered: false });
    expect(existsSync(kept)).toBe(false);
    // Nobody has given the passphrase in this run, so whoever sits there now cannot let the keychain in.
    await expect(page.evaluate(() => window.panshi.desktop.remember())).rejects.toThrow('五分钟');
    expect(await desktop.quit()).toBe(0);
  });

  it('is refused where the system would keep the key in the open', async () => {
    desktop = await startDesktop(place.data, { backend: 'basic_text' });
    page = await desktop.page();
    await page.locator('input[name=secret]').waitFor({ timeout: 20_000 });
    await unlockByHand();
    expect(await page.evaluate(() => window.panshi.desktop.keychain())).toEqual({ usable: false, remembered: false, why: expect.stringContaining('不能自动解锁') });
    await expect(page.evaluate(() => window.panshi.desktop.remember())).rejects.toThrow('密钥等同明文');
    expect(existsSync(`${place.data}-desktop/keychain.json`)).toBe(false);
  });

  it('leaves the host\'s process behind with nothing', async () => {
    const { pid } = desktop.electron.standIn.forked.at(-1) ?? {};
    expect(await desktop.quit()).toBe(0);
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
  });
});

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // closed in between
  }
}
