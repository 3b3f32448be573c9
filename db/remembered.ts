import type { Stored } from '#common/fields';
import type { Dialect, Reader, Store, StoredRow } from './store.ts';

/** Rows kept in all, and the most of one answer that is kept at all: figures for reports and totals, not lists. */
const MOST_ROWS = 20_000;
const MOST_ROWS_OF_ONE = 1_000;
const MOST_ANSWERS = 500;

/*
 * What names the committed state of a store. As long as it reads the same, nothing has been committed, by whichever process: SQLite
 * counts up for every commit of another connection, and a connection that only reads has only others; on PostgreSQL two snapshots
 * that are written alike see the same transactions.
 */
const STATE: Readonly<Record<Dialect, string>> = { sqlite: 'PRAGMA data_version', postgres: 'SELECT pg_current_snapshot()::text' };

/**
 * A reader for long reads that remembers its answers until something is committed. The same statement with the same parameters over
 * the same rows has the same answer, whoever asks: all that a reader may see stands in the statement and its parameters.
 */
export class RememberedReader implements Reader {
  readonly dialect: Dialect;
  readonly #store: Pick<Store, 'dialect' | 'reader' | 'longReader'>;
  #state: string | undefined;
  #rows = 0;
  #answers = new Map<string, Promise<StoredRow[]>>();

  constructor(store: Pick<Store, 'dialect' | 'reader' | 'longReader'>) {
    this.dialect = store.dialect;
    this.#store = store;
  }

  async rows(text: string, params: readonly Stored[] = []): Promise<StoredRow[]> {
    // Read before the question is asked: an answer may be newer than the state it is kept under, and is then never given again.
    const [named] = await this.#store.reader.rows(STATE[this.dialect]);
    const state = String(named?.[0]);
    if (state !== this.#state) this.#forget(state);
    const key = JSON.stringify([text, params], written);
    const known = this.#answers.get(key);
    if (known) return known;
    if (this.#answers.size >= MOST_ANSWERS) this.#forget(state);
    const answers = this.#answers;
    const asked = this.#store.longReader.rows(text, params);
    answers.set(key, asked);
    try {
      const rows = await asked;
      if (rows.length > MOST_ROWS_OF_ONE) answers.delete(key);
      else if (answers === this.#answers) this.#keep(state, rows.length);
      return rows;
    } catch (error) {
      answers.delete(key);
      throw error;
    }
  }

  #keep(state: string, rows: number): void {
    this.#rows += rows;
    if (this.#rows > MOST_ROWS) this.#forget(state);
  }

  #forget(state: string): void {
    this.#state = state;
    this.#rows = 0;
    this.#answers = new Map();
  }
}

/** No two parameters are written alike: integers of the two kinds go to the database as the same value, texts stay in their quotes. */
function written(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number.isSafeInteger(Number(value)) ? Number(value) : { big: value.toString() } : value;
}
