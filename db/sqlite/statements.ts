import type { Database, Statement } from 'better-sqlite3';
import type { Stored } from '#common/fields';
import type { StoredRow } from '../store.ts';

type Prepared = Statement<unknown[], StoredRow>;

// Filters that people type make ever new texts; the oldest are let go.
const KEPT = 500;

/** Prepared statements of one connection, kept by their text. */
export class Statements {
  readonly #database: Database;
  readonly #kept = new Map<string, Prepared>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Rows as arrays; integers as bigint, so that none is ever rounded. */
  rows(text: string, params: readonly Stored[]): StoredRow[] {
    const statement = this.#prepared(text);
    if (statement.reader) return statement.all(...params.map(bound));
    statement.run(...params.map(bound));
    return [];
  }

  run(text: string, params: readonly Stored[]): number {
    const statement = this.#prepared(text);
    return statement.reader ? statement.all(...params.map(bound)).length : statement.run(...params.map(bound)).changes;
  }

  #prepared(text: string): Prepared {
    const kept = this.#kept.get(text);
    if (kept) return kept;
    const statement = this.#database.prepare<unknown[], StoredRow>(text).safeIntegers();
    if (statement.reader) statement.raw();
    const oldest = this.#kept.size >= KEPT ? this.#kept.keys().next() : undefined;
    if (oldest?.done === false) this.#kept.delete(oldest.value);
    this.#kept.set(text, statement);
    return statement;
  }
}

/** Numbers go in as integers: the driver would send a JavaScript number as a float. */
function bound(value: Stored): string | bigint | null {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return value;
}
