import { basename, dirname, join } from 'node:path';

/** Where the parts of the program are. */
export interface Places {
  readonly preload: string;
  readonly host: string;
  readonly pages: string;
}

/** @param folder of the program's entry: `dist/desktop` as it is packed, `electron/main` as it is written */
export function placesOf(folder: string): Places {
  if (basename(folder) === 'main') {
    const root = dirname(dirname(folder));
    return { preload: join(root, 'dist', 'desktop', 'preload.cjs'), host: join(root, 'electron', 'host', 'host.ts'), pages: join(root, 'dist', 'renderer') };
  }
  return { preload: join(folder, 'preload.cjs'), host: join(folder, 'host.mjs'), pages: join(dirname(folder), 'renderer') };
}

/**
 * The program's own folder: looks, connection, keychain, and what Chromium keeps. Beside the data folder and never in it: that one holds the firm's
 * data and nothing else, and has to be empty to be set up.
 */
export function desktopFolder(data: string): string {
  return `${data}-desktop`;
}

/** The files in it. */
export function desktopFiles(folder: string): { readonly settings: string; readonly connection: string; readonly keychain: string; readonly updates: string } {
  return { settings: join(folder, 'settings.json'), connection: join(folder, 'connection.json'), keychain: join(folder, 'keychain.json'), updates: join(folder, 'updates.json') };
}
