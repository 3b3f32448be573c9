import { AsyncLocalStorage } from 'node:async_hooks';
import { refuse } from '#common/errors';
import { isRetryable, storeError } from '../errors.ts';
import type { Transaction } from '../store.ts';
import { Line } from './line.ts';
import { Unit, type Whole } from './unit.ts';
import type { WriteConnection } from './write-connection.ts';

type Work<T> = (transaction: Transaction) => Promise<T>;

const TRIES = 10;

/** Thrown to end an attempt; never seen outside. */
const TAKEN_BACK = new Error('an attempt is taken back');

/**
 * The line of writers before one connection.
 *
 * A unit that begins while another of the same caller is open (seen through AsyncLocalStorage) is a savepoint of it; all others wait their
 * turn. Where the database asks for it (PostgreSQL, serialization failures), the whole outermost work is done again, at most ten times:
 * work must therefore do nothing outside the store that could not be done twice, and leave the rest to `afterCommit`.
 */
export class UnitOfWork {
  readonly #connection: WriteConnection;
  readonly #line = new Line();
  readonly #current = new AsyncLocalStorage<Unit>();
  #closed = false;

  constructor(connection: WriteConnection) {
    this.#connection = connection;
  }

  async write<T>(work: Work<T>): Promise<T> {
    const outer = this.#current.getStore();
    if (outer?.accepts) return outer.line.enter(() => this.#inside(outer, work));
    if (this.#closed) throw refuse('store_broken', '存储已关闭', 'the store is closed');
    return this.#line.enter(() => this.#tries(work));
  }

  /** Does the work as `write` does, and takes back what it wrote. @returns what the work came to */
  async attempt<T>(work: Work<T>): Promise<T> {
    let seen: { readonly result: T } | undefined;
    try {
      await this.write(async (transaction) => {
        seen = undefined;
        seen = { result: await work(transaction) };
        throw TAKEN_BACK;
      });
    } catch (error) {
      if (error === TAKEN_BACK && seen) return seen.result;
      throw error;
    }
    throw new Error('an attempt was kept');
  }

  /** Takes no more writers, and waits for those in line. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#line.idle();
  }

  async #tries<T>(work: Work<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      const whole: Whole = { connection: this.#connection, open: [] };
      try {
        return await this.#outermost(whole, work);
      } catch (error) {
        if (whole.again === undefined) throw error;
        if (tried === TRIES) throw whole.again;
        await pause(tried);
      }
    }
  }

  async #outermost<T>(whole: Whole, work: Work<T>): Promise<T> {
    const unit = new Unit(whole);
    try {
      await whole.connection.begin();
    } catch (error) {
      if (isRetryable(error)) whole.again = storeError(error);
      await whole.connection.rollback();
      throw storeError(error);
    }
    let result: T;
    try {
      result = await this.#done(unit, work);
      if (whole.again !== undefined) throw whole.again;
      await whole.connection.commit();
    } catch (error) {
      if (isRetryable(error)) whole.again = storeError(error);
      await whole.connection.rollback();
      throw storeError(error);
    }
    this.#current.exit(() => announce(unit.callbacks));
    return result;
  }

  async #inside<T>(outer: Unit, work: Work<T>): Promise<T> {
    const { whole } = outer;
    const name = `unit_${whole.open.length}`;
    await outer.run(`SAVEPOINT ${name}`);
    const unit = new Unit(whole);
    try {
      const result = await this.#done(unit, work);
      await outer.run(`RELEASE SAVEPOINT ${name}`);
      outer.callbacks.push(...unit.callbacks);
      return result;
    } catch (error) {
      await outer.run(`ROLLBACK TO SAVEPOINT ${name}`);
      await outer.run(`RELEASE SAVEPOINT ${name}`);
      throw error;
    }
  }

  /** Does the work of a unit, and of those begun inside it and not waited for. Afterwards its handle is of no more use. */
  async #done<T>(unit: Unit, work: Work<T>): Promise<T> {
    const { open } = unit.whole;
    open.push(unit);
    try {
      const result = await this.#current.run(unit, () => work(unit));
      await rest(unit);
      if (unit.failure) throw unit.failure.error;
      return result;
    } finally {
      await rest(unit);
      unit.over = true;
      open.splice(open.indexOf(unit), 1);
    }
  }
}

async function rest(unit: Unit): Promise<void> {
  unit.accepts = false;
  await unit.line.idle();
}

/** A listener that fails cannot undo what is committed, so it is reported and the others are still called. */
function announce(callbacks: readonly (() => void)[]): void {
  for (const callback of callbacks) {
    try {
      callback();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error), 'AfterCommitWarning');
    }
  }
}

/** Longer with each try, and never the same for two hosts. */
function pause(tried: number): Promise<void> {
  const most = Math.min(5 * 2 ** tried, 500);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * most));
}
