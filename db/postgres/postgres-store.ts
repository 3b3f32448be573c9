import { AsyncLocalStorage } from 'node:async_hooks';
import { Client, type Pool } from 'pg';
import { refuse } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import { SILENT, StoreDataSource } from '../data-source.ts';
import { storeError } from '../errors.ts';
import { MIGRATION_TABLE, MIGRATIONS, type MigrationClass } from '../migrations/index.ts';
import { migrate } from '../migrations/migrate.ts';
import { createSql } from '../schema/create-sql.ts';
import { shapeTables } from '../schema/shape.ts';
import type { Reader, Store, Transaction } from '../store.ts';
import { UnitOfWork } from '../unit-of-work/unit-of-work.ts';
import { lock } from './lock.ts';
import { attemptPool, readPool, schemaOf, sessionOptions, writePool, type PostgresLocation } from './pools.ts';
import { PostgresAttempt } from './postgres-attempt.ts';
import { PostgresWriter } from './postgres-writer.ts';
import { speakRows } from './speak.ts';

// Long reads have connections of their own, so that they never keep a short one waiting.
const READERS = 6;
const LONG_READERS = 2;
const ATTEMPTS = 3;

/** A store in one schema of a PostgreSQL database, which several hosts may share. */
export class PostgresStore implements Store {
  readonly dialect = 'postgres';
  readonly location: PostgresLocation;
  readonly reader: Reader;
  readonly longReader: Reader;
  readonly #dataSource: StoreDataSource;
  readonly #units: UnitOfWork;
  readonly #long: Pool;
  readonly #tryouts: Pool;
  readonly #pools: readonly Pool[];
  /** What is written inside an attempt belongs to it. */
  readonly #attempting = new AsyncLocalStorage<UnitOfWork>();
  #open = true;

  constructor(location: PostgresLocation, dataSource: StoreDataSource) {
    this.location = location;
    this.#dataSource = dataSource;
    const [write, short, long] = [writePool(location), readPool(location, READERS), readPool(location, LONG_READERS)];
    this.#long = long;
    this.#tryouts = attemptPool(location, ATTEMPTS);
    this.#pools = [write, short, long, this.#tryouts];
    this.#units = new UnitOfWork(new PostgresWriter(write, schemaOf(location)));
    this.reader = this.#reader(short);
    this.longReader = this.#reader(long);
  }

  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return (this.#attempting.getStore() ?? this.#units).write(work);
  }

  /** Each has a unit of its own: attempts need not wait for one another. */
  async attempt<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (!this.#open) throw refuse('store_broken', '存储已关闭', 'the store is closed');
    const outer = this.#attempting.getStore();
    if (outer) return outer.attempt(work);
    const units = new UnitOfWork(new PostgresAttempt(this.#tryouts));
    return this.#attempting.run(units, () => units.attempt(work));
  }

  shape(definitions: readonly ObjectDefinition[]): Promise<void> {
    return this.write((transaction) => shapeTables((all, missing) => createSql(this.#dataSource, 'postgres', all, missing), transaction, definitions));
  }

  /** Reads that all see the store as it was at the first of them, whatever others commit meanwhile. */
  async atOneMoment<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    const client = await this.#long.connect();
    let broken = false;
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return await read({ dialect: 'postgres', rows: (text, params = []) => speakRows(client, text, params) });
    } catch (error) {
      throw storeError(error);
    } finally {
      await client.query('ROLLBACK').catch(() => {
        broken = true;
      });
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#units.close();
    await Promise.all(this.#pools.map((pool) => pool.end()));
    await this.#dataSource.destroy();
  }

  #reader(pool: Pool): Reader {
    return {
      dialect: 'postgres',
      rows: async (text, params = []) => {
        if (!this.#open) throw refuse('store_broken', '存储已关闭', 'the store is closed');
        try {
          return await speakRows(pool, text, params);
        } catch (error) {
          throw storeError(error);
        }
      },
    };
  }
}

/** @throws PanshiError store_broken (unreachable, newer than the program) */
export async function openPostgres(location: PostgresLocation, migrations: readonly MigrationClass[] = MIGRATIONS): Promise<PostgresStore> {
  const dataSource = new StoreDataSource({
    type: 'postgres',
    url: location.url,
    applicationName: 'panshi',
    installExtensions: false,
    poolSize: 2,
    extra: { options: sessionOptions(location) },
    entities: [],
    migrations: [...migrations],
    migrationsTableName: MIGRATION_TABLE,
    logger: SILENT,
  });
  const client = new Client({ connectionString: location.url, application_name: 'panshi', connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    // Hosts that start together make the tables one after the other.
    await lock(client, schemaOf(location));
    await client.query(`CREATE SCHEMA IF NOT EXISTS "${schemaOf(location)}"`);
    await dataSource.initialize();
    // A copy before an upgrade is taken by the cluster's own tools: they are the administrator's, and the program has no right to them.
    await migrate(dataSource, migrations, () => Promise.resolve());
    return new PostgresStore(location, dataSource);
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw storeError(error);
  } finally {
    await client.end();
  }
}
