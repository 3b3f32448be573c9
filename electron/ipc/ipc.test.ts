import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from './channels.ts';
import { PAYLOADS } from './payloads.ts';
import { isTrusted } from './sender.ts';

const root = join(import.meta.dirname, '..');
const sources = globSync('**/*.ts', { cwd: root }).map((name) => name.replaceAll('\\', '/')).filter((name) => !name.endsWith('.test.ts'));
const read = (name: string) => readFileSync(join(root, name), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
const using = (pattern: RegExp) => sources.filter((name) => pattern.test(read(name)));

describe('the ways of the desktop are few', () => {
  it('calls of pages come in at one place', () => expect(using(/\bipcMain\b/)).toEqual(['ipc/answer-calls.ts']));
  it('pages reach the program through one script', () => expect(using(/\b(ipcRenderer|contextBridge)\b/)).toEqual(['preload/preload.ts']));
  it('only the client of a LAN host speaks to the network', () =>
    expect(using(/node:(https?|http2|net|tls|dgram)'|\bnet\b.*from 'electron'|\bfetch\(['"`]http/).toSorted())
      .toEqual(['client/host-address.ts', 'client/lan-fetch.ts', 'client/pairing.ts']));
  it('the system is given an address at one place', () => expect(using(/\bopenExternal\(/)).toEqual(['window/guard-contents.ts']));
  it('nothing writes to a console, and no crash is reported anywhere', () => expect(using(/\bconsole\.|\bcrashReporter\b/)).toEqual([]));
  it('windows are made with the preferences of the policy alone', () =>
    expect(using(/new BrowserWindow\(|webPreferences/).toSorted()).toEqual(['window/guard-contents.ts', 'window/open-window.ts']));
});

describe('a sender', () => {
  const frame = { url: 'panshi://app/', parent: null };
  it('is the main frame of a workbench on an own page', () => expect(isTrusted({ isWorkbench: true, frame })).toBe(true));
  it.each([
    { isWorkbench: false, frame }, { isWorkbench: true, frame: null }, { isWorkbench: true, frame: { ...frame, parent: {} } },
    { isWorkbench: true, frame: { ...frame, url: 'https://example.com/' } }, { isWorkbench: true, frame: { ...frame, url: 'blob:panshi://app/1' } },
    { isWorkbench: true, frame: { ...frame, url: 'about:blank' } },
  ])('is not %j', (sender) => expect(isTrusted(sender)).toBe(false));
});

describe('payloads', () => {
  const takes = (channel: keyof typeof PAYLOADS, ...args: unknown[]) => PAYLOADS[channel].safeParse(args).success;
  it('are known for every channel', () => expect(Object.keys(PAYLOADS).toSorted()).toEqual([...CHANNELS].toSorted()));
  it.each(CHANNELS)('%s takes nothing that it does not know', (channel) => {
    for (const args of [[{}, {}, {}, {}], [null, null, null], ['__proto__', 1, 2]]) expect(takes(channel, ...args)).toBe(false);
  });
  it.each(['', '../a.csv', 'a/b.csv', 'a\\b.csv', 'C:a', 'a\u0000.csv', '..', 'con?', 'a.', 'x'.repeat(201)])('a file is not named %j', (name) => {
    expect(takes('saveFile', name, new Uint8Array(1))).toBe(false);
    expect(takes('printToPdf', name)).toBe(false);
  });
  it('files have names and bytes', () => {
    expect(takes('saveFile', '客户 2026-11.csv', new Uint8Array(3))).toBe(true);
    expect(takes('saveFile', 'a.csv', 'text')).toBe(false);
    expect(takes('saveFile', 'a.csv', new Uint8Array(64 * 1024 * 1024 + 1))).toBe(false);
    expect(takes('openFile', ['xlsx', 'csv'])).toBe(true);
    expect(takes('openFile', ['../x'])).toBe(false);
  });
  it('languages and counts are in their bounds', () => {
    expect([takes('setLanguage', 'zh'), takes('setLanguage', 'fr'), takes('setUnread', 3), takes('setUnread', -1), takes('setUnread', 1.5)]).toEqual([true, false, true, false, false]);
  });
});
