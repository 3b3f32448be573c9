import type { Database } from 'better-sqlite3';
import { refuse } from '#common/errors';
import type { Stored } from '#common/fields';
import { driverError } from '../errors.ts';
import type { StoredRow } from '../store.ts';
import type { WriteConnection } from '../unit-of-work/write-connection.ts';
import type { Statements } from './statements.ts';

// How long the wait for another process's transaction may be, and how much of it the driver may spend blocking this process.
const PATIENCE_MS = 10_000;
const BLOCKING_MS = 10;

/** The connection that TypeORM opened, spoken to directly: posting a document is some hundred small statements. */
export class SqliteWriter implements WriteConnection {
  readonly dialect = 'sqlite';
  readonly #database: Database;
  readonly #statements: Statements;

  constructor(database: Database, statements: Statements) {
    database.pragma(`busy_timeout = ${BLOCKING_MS}`);
    this.#database = database;
    this.#statements = statements;
  }

  async rows(text: string, params: readonly Stored[]): Promise<StoredRow[]> {
    this.#mustBeInside();
    return this.#statements.rows(text, params);
  }

  async run(text: string, params: readonly Stored[]): Promise<number> {
    this.#mustBeInside();
    return this.#statements.run(text, params);
  }

  /** Another process may be writing the same file (a command beside the host); waiting for it must not stop this one's readers. */
  async begin(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        this.#statements.run('BEGIN IMMEDIATE', []);
        return;
      } catch (error) {
        if (!isBusy(error) || Date.now() > until) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 20));
    }
  }

  async commit(): Promise<void> {
    this.#mustBeInside();
    this.#statements.run('COMMIT', []);
  }

  async rollback(): Promise<void> {
    if (this.#database.inTransaction) this.#statements.run('ROLLBACK', []);
  }

  /** A full disk ends a transaction of SQLite by itself; whatever came after it would be committed on its own. */
  #mustBeInside(): void {
    if (!this.#database.inTransaction) {
      throw refuse(
        'store_broken',
        '数据库已自行回滚，本次操作未写入',
        'the database rolled this unit of work back by itself; nothing was written',
      );
    }
  }
}

function isBusy(error: unknown): boolean {
  return driverError(error)?.code.startsWith('SQLITE_BUSY') ?? false;
}
