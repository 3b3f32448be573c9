import type { StoreLocation } from '../store.ts';
import { unlock, type Keyed } from './cipher.ts';
import { Driver } from './driver.ts';

export type SqliteLocation = Extract<StoreLocation, { dialect: 'sqlite' }>;

/** How long one process waits for another that is making or migrating the same file. */
export const BUSY_MS = 5000;

// Nothing of a store may reach a disk unencrypted: temporary tables stay in memory, and the file is not mapped.
const EVERYWHERE = ['temp_store = MEMORY', 'mmap_size = 0', `busy_timeout = ${BUSY_MS}`, 'trusted_schema = OFF', 'cache_size = -16000'];

const WRITING = [
  'journal_mode = WAL',
  'journal_size_limit = 67108864', // a large import leaves no large log behind
  'synchronous = FULL', // a committed posting survives a power cut, not only a crash of the program
  'foreign_keys = ON',
  'recursive_triggers = ON', // else REPLACE deletes a row without asking the trigger that forbids it
];

/** Called before anything else is said to a connection that writes. */
export function prepareWriter(database: Keyed, location: SqliteLocation): void {
  unlock(database, location.cipher, location.key);
  for (const setting of [...EVERYWHERE, ...WRITING]) database.pragma(setting);
}

/** A further connection, which cannot write. */
export function openReader(location: SqliteLocation): Keyed {
  const database = new Driver(location.file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    unlock(database, location.cipher, location.key);
    for (const setting of [...EVERYWHERE, 'query_only = ON']) database.pragma(setting);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
