import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { refuse } from '#common/errors';

/** Where everything of one store is. */
export interface DataFolder {
  readonly root: string;
  readonly vault: string;
  readonly config: string;
  /** The encrypted store, when it is SQLite. */
  readonly store: string;
  readonly keys: string;
  /** Sealed attachments. */
  readonly files: string;
  readonly logs: string;
  /** What is made on the way to somewhere else, and emptied at every start. */
  readonly scratch: string;
  readonly lock: string;
  /** There while a setup is under way, and after one that never ended. */
  readonly unfinished: string;
}

export function dataFolder(root: string): DataFolder {
  return {
    root,
    vault: join(root, 'vault.json'),
    config: join(root, 'config.json'),
    store: join(root, 'store', 'panshi.db'),
    keys: join(root, 'keys'),
    files: join(root, 'files'),
    logs: join(root, 'logs'),
    scratch: join(root, 'scratch'),
    lock: join(root, 'host.lock'),
    unfinished: join(root, 'setup-unfinished'),
  };
}

/** The platform's place for application data. */
export function defaultDataFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const { APPDATA, LOCALAPPDATA, XDG_DATA_HOME } = env;
  if (platform === 'win32') {
    // Not in the roaming profile, which firms copy over the network at each sign-in, and where Electron begins with a folder of the program's name. Data that lies there stays.
    const roaming = join(APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Panshi');
    return existsSync(dataFolder(roaming).config) ? roaming : join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Panshi');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Panshi');
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'panshi');
}

/** @throws PanshiError `not_found` when there is nothing to open */
export function requireData(folder: DataFolder): void {
  if (existsSync(folder.vault) && existsSync(folder.config)) return;
  throw refuse('not_found', `这里没有数据：${folder.root}。请先运行 init。`, `There is no data in ${folder.root}. Run init first.`);
}

/**
 * Whether a setup may begin here: the folder is absent or empty, or holds what a setup that was killed has left. The configuration is written
 * last, so a folder that has one holds somebody's data.
 */
export function isFresh(folder: DataFolder): boolean {
  return contentOf(folder).length === 0 || (existsSync(folder.unfinished) && !existsSync(folder.config));
}

/** Makes the folder if need be. @throws PanshiError `wrong_state` when something is in it that no unfinished setup has left */
export function requireFresh(folder: DataFolder): void {
  if (!isFresh(folder)) throw refuse('wrong_state', `文件夹不是空的：${folder.root}`, `The folder is not empty: ${folder.root}`);
  mkdirSync(folder.root, { recursive: true, mode: 0o700 });
}

/** Removes everything but the lock, which its holder gives back. */
export function emptyFolder(folder: DataFolder): void {
  // The sign goes last: killed on the way, the folder is unfinished still.
  const names = contentOf(folder).toSorted((a, b) => Number(join(folder.root, a) === folder.unfinished) - Number(join(folder.root, b) === folder.unfinished));
  for (const name of names) rmSync(join(folder.root, name), { recursive: true, force: true });
}

function contentOf(folder: DataFolder): string[] {
  if (!existsSync(folder.root)) return [];
  return readdirSync(folder.root).filter((name) => name !== basename(folder.lock));
}

/** Makes the folder if need be. @throws PanshiError `wrong_state` when something is in it */
export function requireEmpty(folder: DataFolder): void {
  if (existsSync(folder.root) && readdirSync(folder.root).length > 0) {
    throw refuse('wrong_state', `文件夹不是空的：${folder.root}`, `The folder is not empty: ${folder.root}`);
  }
  mkdirSync(folder.root, { recursive: true, mode: 0o700 });
}

export function makeFolders(folder: DataFolder): void {
  for (const path of [join(folder.root, 'store'), folder.keys, folder.files, folder.logs, folder.scratch]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }
}
