import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { refuse } from '#common/errors';
import type { Stored } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import { SILENT, StoreDataSource } from '../data-source.ts';
import { storeError } from '../errors.ts';
import { MIGRATIONS, type MigrationClass } from '../migrations/index.ts';
import { migrate, MIGRATION_TABLE } from '../migrations/migrate.ts';
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

/** A store in one encrypted file: one connection that writes, one that reads, and a thread for long reads. */
export class SqliteStore implements Store {
  readonly dialect = 'sqlite';
  readonly location: SqliteLocation;
  readonly reader: Reader;
  readonly longReader: Reader;
  readonly #dataSource: StoreDataSource;
  readonly #units: UnitOfWork;
  readonly #readConnection: Keyed;
  readonly #thread: LongReader;
  #open = true;

  constructor(location: SqliteLocation, dataSource: StoreDataSource, writeConnection: Keyed) {
    this.location = location;
    this.#dataSource = dataSource;
    this.#units = new UnitOfWork(new SqliteWriter(writeConnection, new Statements(writeConnection)));
    this.#readConnection = openReader(location);
    const statements = new Statements(this.#readConnection);
    this.reader = { dialect: 'sqlite', rows: (text, params = []) => this.#read(statements, text, params) };
    this.#thread = new LongReader(location);
    this.longReader = this.#thread;
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#units.write(work);
  }

  shape(definitions: readonly ObjectDefinition[]): Promise<void> {
    return this.write((transaction) => shapeTables(this.#dataSource, transaction, definitions));
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#units.close();
    await this.#thread.close();
    this.#readConnection.close();
    await this.#dataSource.destroy();
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
  let connection: Keyed | undefined;
  const dataSource = new StoreDataSource({
    type: 'better-sqlite3',
    driver: Driver,
    database: location.file,
    timeout: BUSY_MS,
    prepareDatabase: (database: Keyed) => {
      connection = database;
      prepareWriter(database, location);
    },
    entities: [],
    migrations: [...migrations],
    migrationsTableName: MIGRATION_TABLE,
    logger: SILENT,
  });
  try {
    makePrivate(location.file);
    await dataSource.initialize();
    if (!connection) throw new Error('TypeORM made no connection');
    await migrate(dataSource, migrations, async (last) => snapshotBefore(location, last));
    refusePlain(location.file);
    return new SqliteStore(location, dataSource, connection);
  } catch (error) {
    connection?.close();
    throw storeError(error);
  }
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
