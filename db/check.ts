import { existsSync, readFileSync } from 'node:fs';
import { isPanshiError } from '#common/errors';
import { storeError } from './errors.ts';
import { isPlain } from './sqlite/header.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

/** One line of a health check. */
export interface StoreCheck {
  readonly name: 'encryption' | 'integrity' | 'references' | 'connection' | 'indexes';
  readonly ok: boolean;
  /** In plain English, for the command line and the log. */
  readonly detail: string;
}

// A damaged store has more to say than a line can hold.
const LONGEST = 500;

/** Looks a store through, as thoroughly as its dialect can without stopping anybody. Damage is an answer, not an exception. */
export async function checkStore(store: Store): Promise<StoreCheck[]> {
  return store instanceof SqliteStore ? checkSqlite(store) : checkPostgres(store);
}

async function checkSqlite(store: SqliteStore): Promise<StoreCheck[]> {
  const { file, cipher } = store.location;
  const plain = isPlain(file) || holdsPlainPage(`${file}-wal`);
  return [
    { name: 'encryption', ok: !plain, detail: plain ? 'a page is not encrypted' : `encrypted with ${cipher}` },
    // Every page is read and decrypted; with AEGIS each carries a seal, so that one changed bit is an error here.
    await ask('integrity', async () => faults(await store.longReader.rows('PRAGMA integrity_check(20)'))),
    await ask('references', async () =>
      (await store.longReader.rows('PRAGMA foreign_key_check')).map(([table]) => `dangling link in ${table}`),
    ),
  ];
}

/** The first page of a database always begins with its name; in the log it stands behind the headers of the log and of its frame. */
function holdsPlainPage(log: string): boolean {
  return existsSync(log) && readFileSync(log).includes('SQLite format 3\0');
}

function faults(rows: readonly (readonly unknown[])[]): string[] {
  return rows.map(([line]) => String(line).replace(/\s+/g, ' ')).filter((line) => line !== 'ok');
}

async function checkPostgres(store: Store): Promise<StoreCheck[]> {
  return [
    await ask('connection', async () => {
      await store.reader.rows('SELECT 1');
      return [];
    }),
    await ask('indexes', async () => {
      const rows = await store.longReader.rows(
        `SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
          WHERE NOT x.indisvalid AND i.relnamespace = current_schema()::regnamespace`,
      );
      return rows.map(([name]) => `index ${name} is not valid`);
    }),
    await ask('references', async () => {
      const rows = await store.longReader.rows(
        'SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace',
      );
      return rows.map(([name]) => `constraint ${name} has not been checked`);
    }),
  ];
}

async function ask(name: StoreCheck['name'], find: () => Promise<string[]>): Promise<StoreCheck> {
  try {
    const found = await find();
    return { name, ok: found.length === 0, detail: found.length === 0 ? 'ok' : found.join('; ').slice(0, LONGEST) };
  } catch (thrown) {
    const error = storeError(thrown);
    return { name, ok: false, detail: isPanshiError(error) ? error.message : String(error) };
  }
}
