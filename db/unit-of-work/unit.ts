import type { Stored } from '#common/fields';
import { isRetryable, storeError } from '../errors.ts';
import type { Dialect, StoredRow, Transaction } from '../store.ts';
import { Line } from './line.ts';
import type { WriteConnection } from './write-connection.ts';

/** What the units of one transaction share. */
export interface Whole {
  readonly connection: WriteConnection;
  /** Open units, the outermost first. A statement belongs to the innermost. */
  readonly open: Unit[];
  /** The database wants this transaction to be tried again from the start. */
  again?: unknown;
}

/** One unit of work: the transaction itself, or a savepoint inside it. */
export class Unit implements Transaction {
  readonly dialect: Dialect;
  readonly whole: Whole;
  /** Units inside this one wait here for each other. */
  readonly line = new Line();
  readonly callbacks: (() => void)[] = [];
  /** Whether units may still begin inside this one. */
  accepts = true;
  over = false;
  /** The first statement that failed. PostgreSQL takes no more after one, so neither dialect does. */
  failure: { readonly error: unknown } | undefined;

  constructor(whole: Whole) {
    this.whole = whole;
    this.dialect = whole.connection.dialect;
  }

  rows(text: string, params: readonly Stored[] = []): Promise<StoredRow[]> {
    return this.#statement(() => this.whole.connection.rows(text, params));
  }

  run(text: string, params: readonly Stored[] = []): Promise<number> {
    return this.#statement(() => this.whole.connection.run(text, params));
  }

  afterCommit(then: () => void): void {
    if (this.over) throw new Error('the transaction is over');
    this.callbacks.push(then);
  }

  async #statement<T>(speak: () => Promise<T>): Promise<T> {
    if (this.over) throw new Error('the transaction is over');
    const innermost = this.whole.open.at(-1) ?? this;
    if (innermost.failure) throw new Error('an earlier statement of this unit of work failed; do what may fail in a unit of its own');
    try {
      return await speak();
    } catch (error) {
      const known = storeError(error);
      if (isRetryable(error)) this.whole.again = known;
      innermost.failure ??= { error: known };
      throw known;
    }
  }
}
