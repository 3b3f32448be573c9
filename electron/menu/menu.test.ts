import { describe, expect, it } from 'vitest';
import { menuTemplate, trayTemplate, type MenuDoings, type MenuState } from './template.ts';
import { trayImage } from './tray-image.ts';

const done: string[] = [];
const doings = new Proxy({} as MenuDoings, { get: (_target, name) => (argument?: unknown) => void done.push(argument === undefined ? String(name) : `${String(name)} ${String(argument)}`) });
const state: MenuState = { lang: 'zh', packaged: true, mac: false, remembered: false, local: true, updates: false };
const labels = (items: ReturnType<typeof menuTemplate>) => items.flatMap(({ label, submenu }) => [label, ...(Array.isArray(submenu) ? submenu.map((item) => item.label) : [])]).filter((label) => label !== undefined);

describe('the menu', () => {
  it('is all in one language, whichever', () => {
    const zh = labels(menuTemplate(state, doings));
    const en = labels(menuTemplate({ ...state, lang: 'en' }, doings));
    expect(zh).toHaveLength(en.length);
    for (const label of zh) expect(label).toMatch(/\p{Script=Han}/u);
    for (const label of en) expect(label).not.toMatch(/\p{Script=Han}/u);
    expect(zh).toContain('在此计算机上自动解锁');
    expect(en).toContain('Unlock by itself on this computer');
  });
  it('offers developer tools only in development, and the keychain only to a host of one\'s own', () => {
    expect(labels(menuTemplate(state, doings))).not.toContain('开发者工具');
    expect(labels(menuTemplate({ ...state, packaged: false }, doings))).toContain('开发者工具');
    expect(labels(menuTemplate({ ...state, local: false }, doings))).not.toContain('在此计算机上自动解锁');
  });
  it('offers updates only to a program that knows whom to believe', () => {
    expect(labels(menuTemplate(state, doings))).not.toContain('检查更新…');
    expect(labels(menuTemplate({ ...state, updates: true }, doings))).toContain('检查更新…');
  });
  it('takes no key that the workbench has for itself', () => {
    const keys = menuTemplate(state, doings).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu.map(({ accelerator }) => accelerator) : [])).filter(Boolean);
    expect(keys).toEqual(['CmdOrCtrl+P', 'CmdOrCtrl+Shift+L', 'CmdOrCtrl+Q']);
  });
  it('shows no letters to press on a Mac', () => {
    expect(labels(menuTemplate({ ...state, mac: true }, doings))[0]).toBe('文件');
    expect(labels(menuTemplate({ ...state, mac: true, lang: 'en' }, doings))[0]).toBe('File');
  });
  it('of the tray opens, locks and ends', () => {
    done.length = 0;
    for (const { click } of trayTemplate('en', doings)) (click as (() => void) | undefined)?.();
    expect(done).toEqual(['show', 'lock', 'quit']);
  });
});

describe('the picture in the tray', () => {
  it('shows whether notices wait', () => {
    const [quiet, waiting] = [trayImage(32, false), trayImage(32, true)];
    expect([quiet.length, waiting.length]).toEqual([32 * 32 * 4, 32 * 32 * 4]);
    expect(quiet.equals(waiting)).toBe(false);
    expect(quiet[3]).toBe(0);
  });
});
