import type { Database, Statement as Prepared } from 'better-sqlite3';
import type { Stored } from '#common/fields';
import type { Statement } from './recording.ts';

interface Step {
  readonly prepared: Prepared<unknown[]>;
  readonly params: readonly (string | bigint | null)[];
}

/** Statements made ready for one database: prepared once by their text, their parameters as the driver takes them. */
export class Replay {
  readonly #database: Database;
  readonly #prepared = new Map<string, Prepared<unknown[]>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns what runs them, one after the other, and nothing besides */
  ready(statements: readonly Statement[]): () => void {
    const steps = statements.map(({ text, params }): Step => ({ prepared: this.#statement(text), params: params.map(bound) }));
    return () => {
      for (const { prepared, params } of steps) {
        if (prepared.reader) prepared.all(...params);
        else prepared.run(...params);
      }
    };
  }

  #statement(text: string): Prepared<unknown[]> {
    let prepared = this.#prepared.get(text);
    if (!prepared) {
      prepared = this.#database.prepare<unknown[]>(text);
      if (prepared.reader) prepared.raw();
      this.#prepared.set(text, prepared);
    }
    return prepared;
  }
}

function bound(value: Stored): string | bigint | null {
  if (typeof value === 'number') return BigInt(value);
  return typeof value === 'boolean' ? BigInt(value) : value;
}
