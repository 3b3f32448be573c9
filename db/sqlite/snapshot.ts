import { chmodSync, closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { refuse } from '#common/errors';
import { refusePlain } from './header.ts';
import { openReader, type SqliteLocation } from './settings.ts';

/**
 * Copies what is committed into another file, encrypted with the same key and cipher, while others go on writing. The copy has been read
 * through and is on the disk when this returns. It takes as long as the store is large: a running host does it in a thread (`backup.ts`).
 * @throws PanshiError conflict when the file is there already
 */
export function snapshotFile(location: SqliteLocation, file: string): void {
  if (existsSync(file)) throw refuse('conflict', `文件已存在：${file}`, `the file is already there: ${file}`);
  closeSync(openSync(file, 'wx', 0o600));
  try {
    copy(location, file);
    refusePlain(file);
    readThrough({ ...location, file });
    flush(file);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

function copy(location: SqliteLocation, file: string): void {
  const source = openReader(location);
  try {
    source.pragma('query_only = OFF'); // it writes the other file; to the store itself this connection stays read-only
    source.prepare('VACUUM INTO ?').run(file);
  } finally {
    source.close();
  }
}

/** Every page is decrypted, and with AEGIS its seal checked. */
function readThrough(location: SqliteLocation): void {
  const database = openReader(location);
  try {
    const found = database.pragma('quick_check', { simple: true });
    if (found !== 'ok') throw refuse('store_broken', '快照校验未通过', 'the snapshot did not pass its check');
  } finally {
    database.close();
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  chmodSync(file, 0o600);
}
