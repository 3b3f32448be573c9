import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import type { DesktopConnection, DesktopKeychain } from '#common/desktop';
import { refuse, type Lang } from '#common/errors';
import type { Calls } from '../ipc/index.ts';
import { MOST_BYTES } from '../ipc/payloads.ts';
import { say, WORDS } from '../words.ts';
import type { Settings } from './settings-file.ts';

export interface CallsParts {
  lang(): Lang;
  connection(): DesktopConnection | undefined;
  change(settings: Partial<Pick<Settings, 'lang' | 'theme'>>): void;
  unread(count: number): void;
  copied(): void;
  keychain(): DesktopKeychain;
  remember(): Promise<void>;
  forget(): Promise<void>;
  chooseConnection(): void;
}

/** What the page's calls do. They have been checked by the time they come here. */
export function callsOf(parts: CallsParts): Calls {
  const filters = (endings: readonly string[]) => (endings.length === 0 ? [] : [{ name: say('anyFile', parts.lang()), extensions: [...endings] }]);
  return {
    place: () => ({ version: app.getVersion(), platform: process.platform, connection: parts.connection() ?? { mode: 'local' } }),
    setLanguage: (_from, lang) => parts.change({ lang }),
    setTheme: (_from, theme) => parts.change({ theme }),
    setUnread: (_from, count) => parts.unread(count),
    print: (from) => printWindow(from),
    printToPdf: (from, name) => printToPdf(from, name, parts.lang()),
    saveFile: async (from, name, bytes) => await saveAs(from, name, bytes),
    openFile: async (from, endings) => {
      const window = BrowserWindow.fromWebContents(from);
      if (window === null) return null;
      const { filePaths: [path] } = await dialog.showOpenDialog(window, { properties: ['openFile', 'dontAddToRecent'], filters: filters(endings) });
      if (path === undefined) return null;
      if ((await stat(path)).size > MOST_BYTES) throw refuse('too_large', WORDS.tooLarge.zh, WORDS.tooLarge.en);
      return { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
    },
    copied: () => parts.copied(),
    keychain: () => parts.keychain(),
    remember: async () => {
      await parts.remember();
      return parts.keychain();
    },
    forget: async () => {
      await parts.forget();
      return parts.keychain();
    },
    chooseConnection: () => parts.chooseConnection(),
  };
}

/** The system's print dialog. */
export function printWindow(contents: WebContents): void {
  // What becomes of it, the dialog says; cancelling is no failure.
  contents.print({}, () => {});
}

/** @returns whether it was saved */
export async function printToPdf(contents: WebContents, name: string, lang: Lang): Promise<boolean> {
  const file = /\.pdf$/i.test(name) ? name : `${name}.pdf`;
  const content = await contents.printToPDF({ pageSize: 'A4', printBackground: true });
  return await saveAs(contents, file, content, [{ name: say('pdf', lang), extensions: ['pdf'] }]);
}

/** Where the person wants it, and nowhere else. @returns whether a place was chosen */
async function saveAs(contents: WebContents, name: string, bytes: Uint8Array, filters: { name: string; extensions: string[] }[] = []): Promise<boolean> {
  const window = BrowserWindow.fromWebContents(contents);
  if (window === null) return false;
  const { filePath } = await dialog.showSaveDialog(window, { defaultPath: join(app.getPath('downloads'), name), filters, properties: ['dontAddToRecent'] });
  if (filePath === undefined || filePath === '') return false;
  await writeFile(filePath, bytes, { mode: 0o600 });
  return true;
}
