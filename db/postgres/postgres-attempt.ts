import type { Pool, PoolClient } from 'pg';
import type { Stored } from '#common/fields';
import type { StoredRow } from '../store.ts';
import type { WriteConnection } from '../unit-of-work/write-connection.ts';
import { speak } from './speak.ts';

/**
 * A transaction that never commits, and therefore stands in no line. READ COMMITTED: it takes no part in the serializable order of writers, so that
 * nobody has to repeat work because somebody else looked at what a draft would come to.
 */
export class PostgresAttempt implements WriteConnection {
  readonly dialect = 'postgres';
  readonly #pool: Pool;
  #client: PoolClient | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async rows(text: string, params: readonly Stored[]): Promise<StoredRow[]> {
    return (await speak(this.#inside(), text, params)).rows;
  }

  async run(text: string, params: readonly Stored[]): Promise<number> {
    return (await speak(this.#inside(), text, params)).rowCount ?? 0;
  }

  async begin(): Promise<void> {
    this.#client = await this.#pool.connect();
    await this.#client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  }

  commit(): Promise<void> {
    return Promise.reject(new Error('an attempt is never committed'));
  }

  async rollback(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    await client.query('ROLLBACK').then(
      () => client.release(),
      () => client.release(true),
    );
  }

  #inside(): PoolClient {
    if (!this.#client) throw new Error('no transaction is open');
    return this.#client;
  }
}
