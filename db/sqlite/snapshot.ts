import { existsSync } from 'node:fs';
import { refuse } from '#common/errors';
import { refusePlain } from './header.ts';
import { openReader, type SqliteLocation } from './settings.ts';

/**
 * Copies what is committed into another file, encrypted with the same key and cipher, while others go on writing.
 * @throws PanshiError conflict when the file is there already
 */
export async function snapshotFile(location: SqliteLocation, file: string): Promise<void> {
  if (existsSync(file)) throw refuse('conflict', `文件已存在：${file}`, `the file is already there: ${file}`);
  const source = openReader(location);
  try {
    source.pragma('query_only = OFF'); // VACUUM INTO writes another file; this connection still cannot write the store
    source.prepare('VACUUM INTO ?').run(file);
  } finally {
    source.close();
  }
  refusePlain(file);
  openReader({ ...location, file }).close();
}
