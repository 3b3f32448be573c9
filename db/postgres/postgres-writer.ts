import type { Pool, PoolClient } from 'pg';
import type { Stored } from '#common/fields';
import type { StoredRow } from '../store.ts';
import type { WriteConnection } from '../unit-of-work/write-connection.ts';
import { lock, unlock } from './lock.ts';
import { speak } from './speak.ts';

/**
 * Writers of all hosts stand in one line, since the audit chain is one sequence. The lock is taken before BEGIN: a serializable transaction
 * sees the store as it was at its first statement, so one that waited inside would see it as it was before the wait, and fail.
 */
export class PostgresWriter implements WriteConnection {
  readonly dialect = 'postgres';
  readonly #pool: Pool;
  readonly #schema: string;
  #client: PoolClient | undefined;

  constructor(pool: Pool, schema: string) {
    this.#pool = pool;
    this.#schema = schema;
  }

  async rows(text: string, params: readonly Stored[]): Promise<StoredRow[]> {
    return (await speak(this.#inside(), text, params)).rows;
  }

  async run(text: string, params: readonly Stored[]): Promise<number> {
    return (await speak(this.#inside(), text, params)).rowCount ?? 0;
  }

  async begin(): Promise<void> {
    this.#client = await this.#pool.connect();
    await lock(this.#client, this.#schema);
    await this.#client.query('BEGIN ISOLATION LEVEL SERIALIZABLE');
  }

  async commit(): Promise<void> {
    const client = this.#inside();
    const { command } = await client.query('COMMIT');
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, and calls it a success.
    if (command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back');
    this.#client = undefined;
    // It is committed, whatever happens to the connection now; giving that up frees the lock.
    await unlock(client, this.#schema).then(
      () => client.release(),
      () => client.release(true),
    );
  }

  async rollback(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    try {
      await client.query('ROLLBACK');
      await unlock(client, this.#schema);
      client.release();
    } catch {
      client.release(true);
    }
  }

  #inside(): PoolClient {
    if (!this.#client) throw new Error('no transaction is open');
    return this.#client;
  }
}
