import type { Stored } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import type { Dialect, Reader, Store, StoredRow, Transaction } from '#db';

/** One statement as it went to the database. */
export interface Statement {
  readonly text: string;
  readonly params: readonly Stored[];
}

/** A store that passes everything on and, while asked to, writes down each statement in its order, the transactions' own included. */
export class RecordingStore implements Store {
  readonly dialect: Dialect;
  readonly reader: Reader;
  readonly longReader: Reader;
  readonly #store: Store;
  #statements: Statement[] | undefined;
  #depth = 0;

  constructor(store: Store) {
    this.#store = store;
    this.dialect = store.dialect;
    this.reader = this.#reading(store.reader);
    this.longReader = this.#reading(store.longReader);
  }

  /** The statements that some work issues; nothing else may be going on meanwhile. */
  async record(work: () => Promise<unknown>): Promise<readonly Statement[]> {
    const statements: Statement[] = [];
    this.#statements = statements;
    try {
      await work();
    } finally {
      this.#statements = undefined;
    }
    return statements;
  }

  /** What is taken back leaves nothing to be replayed. */
  attempt<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#store.attempt(work);
  }

  async write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const inside = this.#depth > 0;
    this.#note(inside ? `SAVEPOINT unit_${this.#depth}` : 'BEGIN IMMEDIATE');
    this.#depth += 1;
    try {
      const done = await this.#store.write((transaction) => work(this.#writing(transaction)));
      this.#note(inside ? `RELEASE SAVEPOINT unit_${this.#depth - 1}` : 'COMMIT');
      return done;
    } catch (error) {
      if (this.#statements) throw new Error('work that fails cannot be replayed', { cause: error });
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  shape(definitions: readonly ObjectDefinition[]): Promise<void> {
    return this.#store.shape(definitions);
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #reading(reader: Reader): Reader {
    return { dialect: reader.dialect, rows: (text, params = []) => this.#rows(reader, text, params) };
  }

  #writing(transaction: Transaction): Transaction {
    return {
      dialect: transaction.dialect,
      rows: (text, params = []) => this.#rows(transaction, text, params),
      run: (text, params = []) => {
        this.#note(text, params);
        return transaction.run(text, params);
      },
      afterCommit: (then) => transaction.afterCommit(then),
    };
  }

  #rows(reader: Reader, text: string, params: readonly Stored[]): Promise<StoredRow[]> {
    this.#note(text, params);
    return reader.rows(text, params);
  }

  #note(text: string, params: readonly Stored[] = []): void {
    this.#statements?.push({ text, params });
  }
}
