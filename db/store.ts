import type { Stored } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';

export type Dialect = 'sqlite' | 'postgres';
export type Cipher = 'aegis256' | 'sqlcipher';

/** Where a store is and what opens it. */
export type StoreLocation =
  | { readonly dialect: 'sqlite'; readonly file: string; readonly key: Buffer; readonly cipher: Cipher }
  | { readonly dialect: 'postgres'; readonly url: string; readonly schema?: string };

/** A row as an array, in the order of the selected columns. Integers come as bigint (or number where small), booleans of SQLite as 0 and 1. */
export type StoredRow = readonly Stored[];

/** Reads what is committed; inside a transaction, also what that transaction has done. */
export interface Reader {
  readonly dialect: Dialect;
  /** @param text SQL with `?` for each parameter, in both dialects */
  rows(text: string, params?: readonly Stored[]): Promise<StoredRow[]>;
}

export interface Transaction extends Reader {
  /** @returns how many rows were changed */
  run(text: string, params?: readonly Stored[]): Promise<number>;
  /** Called once the outermost transaction has been committed; never when it was rolled back. */
  afterCommit(then: () => void): void;
}

export interface Store {
  readonly dialect: Dialect;
  /** Short reads, on a read-only connection. */
  readonly reader: Reader;
  /** Long reads, which must not hold up anybody else: a worker thread, or the pool. */
  readonly longReader: Reader;
  /**
   * The unit of work. Writers wait in line, first come first served; what is thrown inside rolls everything back.
   * Called inside another, it is a savepoint of that one: it can fail alone, and is committed with it.
   */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * Work to see what it would come to: whatever it has written is taken back when it returns. On SQLite it waits in the line of writers; on PostgreSQL it
   * does not, and neither keeps writers waiting nor reads what they have not committed, so it must not count on being alone.
   */
  attempt<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Makes the tables of these objects and adds what columns and indexes they lack, in place, within the line of writers. */
  shape(definitions: readonly ObjectDefinition[]): Promise<void>;
  /** Reads as of one moment, however long it takes and whoever writes meanwhile; where the dialect has it. */
  atOneMoment?<T>(read: (reader: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
