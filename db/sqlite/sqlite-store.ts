import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { refuse } from '#common/errors';
import type { Stored } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import { storeError } from '../errors.ts';
import { FORMAT, MIGRATIONS, MIGRATION_TABLE, type MigrationClass } from '../migrations/index.ts';
import { shapeTables } from '../schema/shape.ts';
import type { Reader, Store, StoredRow, Transaction } from '../store.ts';
import { UnitOfWork } from '../unit-of-work/unit-of-work.ts';
import type { Keyed } from './cipher.ts';
import { Driver } from './driver.ts';
import { refusePlain } from './header.ts';
import { LongReader } from './long-reader.ts';
import { BUSY_MS, openReader, prepareWriter, type SqliteLocation } from './settings.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import { Statements } from './statements.ts';
import { snapshotFile } from './snapshot.ts';
import { writeTables } from './write-tables.ts';

/** A store in one encrypted file: one connection that writes, one that reads, and threads for long reads. */
export class SqliteStore implements Store {
  readonly dialect = 'sqlite';
  readonly location: SqliteLocation;
  readonly reader: Reader;
  readonly longReader: Reader;
  readonly #writeConnection: Keyed;
  readonly #units: UnitOfWork;
  readonly #readConnection: Keyed;
  readonly #threads: LongReader;
  #open = true;

  constructor(location: SqliteLocation, writeConnection: Keyed) {
    this.location = location;
    this.#writeConnection = writeConnection;
    this.#units = new UnitOfWork(new SqliteWriter(writeConnection, new Statements(writeConnection)));
    this.#readConnection = openReader(location);
    const statements = new Statements(this.#readConnection);
    this.reader = { dialect: 'sqlite', rows: (text, params = []) => this.#read(statements, text, params) };
    this.#threads = new LongReader(location);
    this.longReader = this.#threads;
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#units.write(work);
  }

  attempt<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#units.attempt(work);
  }

  shape(definitions: readonly ObjectDefinition[]): Promise<void> {
    return this.write((transaction) => shapeTables(writeTables, transaction, definitions));
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#units.close();
    await this.#threads.close();
    this.#readConnection.close();
    this.#writeConnection.close();
  }

  async #read(statements: Statements, text: string, params: readonly Stored[]): Promise<StoredRow[]> {
    if (!this.#open) throw refuse('store_broken', '存储已关闭', 'the store is closed');
    try {
      return statements.rows(text, params);
    } catch (error) {
      throw storeError(error);
    }
  }
}

/** @throws PanshiError vault_locked (key), store_broken (not encrypted, damaged, newer than the program) */
export async function openSqlite(location: SqliteLocation, migrations: readonly MigrationClass[] = MIGRATIONS): Promise<SqliteStore> {
  refusePlain(location.file);
  makePrivate(location.file);
  let connection: Keyed | undefined;
  try {
    connection = openWriter(location);
    if (!isUpToDate(connection, migrations)) {
      connection.close();
      const { upgrade } = await import('./upgrade.ts');
      await upgrade(location, migrations, async (last) => snapshotBefore(location, last));
      connection = openWriter(location);
    }
    refusePlain(location.file);
    return new SqliteStore(location, connection);
  } catch (error) {
    connection?.close();
    throw storeError(error);
  }
}

function openWriter(location: SqliteLocation): Keyed {
  const database = new Driver(location.file, { timeout: BUSY_MS });
  try {
    prepareWriter(database, location);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whether the store has had exactly these migrations. TypeORM is heavy, and most starts have nothing for it to do. */
function isUpToDate(database: Keyed, migrations: readonly MigrationClass[]): boolean {
  const tables = database.prepare(`SELECT count(*) FROM sqlite_master WHERE name IN ('${MIGRATION_TABLE}', 'meta')`).pluck().get();
  if (Number(tables) < 2) return false;
  const done = database.prepare(`SELECT name FROM "${MIGRATION_TABLE}"`).pluck().all();
  const format = database.prepare(`SELECT value FROM meta WHERE key = 'format'`).pluck().get();
  return Number(format) === FORMAT && done.length === migrations.length && migrations.every(({ name }) => done.includes(name));
}

/** A new store can be read by its owner only; SQLite gives its other files the same mode. */
function makePrivate(file: string): void {
  if (existsSync(file) && statSync(file).size > 0) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

/** What an upgrade starts from stays beside the store, under the name of the last migration it has had. */
function snapshotBefore(location: SqliteLocation, last: string): void {
  const file = `${location.file}.after-${last}`;
  // Left by an upgrade that failed: the store is as it was then, and the copy still good.
  if (!existsSync(file)) snapshotFile(location, file);
}
