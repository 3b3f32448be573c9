import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { unlock } from '#db/sqlite/cipher.ts';
import { Driver } from '#db/sqlite/driver.ts';
import { openReader, prepareWriter, type SqliteLocation } from '#db/sqlite/settings.ts';
import { fillCopy } from './copy.ts';

/** A database file as the driver alone opens it: encrypted as a store is, or, for comparison only, not encrypted. */
export type RawFile = SqliteLocation | { readonly plain: string };

/** What db/sqlite says to every connection, but for the key. */
const EVERYWHERE = ['temp_store = MEMORY', 'mmap_size = 0', 'trusted_schema = OFF', 'cache_size = -16000'];

/** Opens a file for writing with the settings of a store's writer, whether it is encrypted or not. */
export function openRaw(file: RawFile): Database {
  if (!('plain' in file)) {
    const database = new Driver(file.file);
    prepareWriter(database, file);
    return database;
  }
  const database = new Driver(file.plain);
  const settings = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'recursive_triggers = ON'];
  for (const setting of [...EVERYWHERE, ...settings]) database.pragma(setting);
  return database;
}

/** Opens a file for reading with the settings of a store's reader. */
export function openRawReader(file: RawFile): Database {
  if (!('plain' in file)) return openReader(file);
  const database = new Driver(file.plain, { readonly: true });
  for (const setting of [...EVERYWHERE, 'query_only = ON']) database.pragma(setting);
  return database;
}

/** Copies a store, row by row, into another file under another cipher or none. */
export function copyStore(from: SqliteLocation, to: RawFile): void {
  const file = 'plain' in to ? to.plain : to.file;
  if (existsSync(file)) throw new Error(`${file} is there already`);
  const source = openReader(from);
  const target = new Driver(file);
  if (!('plain' in to)) unlock(target, to.cipher, to.key);
  try {
    fillCopy(source, target);
  } finally {
    source.close();
    target.close();
  }
}
