import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { refuse } from '#common/errors';
import type { Stored } from '#common/fields';
import { Crew } from '../crew.ts';
import { storeError } from '../errors.ts';
import type { Reader, StoredRow } from '../store.ts';
import type { Question } from './long-reader-worker.ts';
import type { SqliteLocation } from './settings.ts';

/** One at least stays free while another sorts a million rows; more than four would only take memory from the rest. */
const THREADS = Math.min(4, Math.max(2, availableParallelism()));

/** Reads in threads, each with a connection of its own. */
export class LongReader implements Reader {
  readonly dialect = 'sqlite';
  readonly #crew: Crew<Question, StoredRow[]>;

  constructor({ file, cipher, key }: SqliteLocation) {
    this.#crew = new Crew({
      start: () =>
        new Worker(new URL('./long-reader-worker.ts', import.meta.url), { workerData: { file, cipher, key: Uint8Array.from(key) }, execArgv: [] }),
      most: THREADS,
      closed: () => refuse('store_broken', '存储已关闭', 'the store is closed'),
    });
  }

  async rows(text: string, params: readonly Stored[] = []): Promise<StoredRow[]> {
    try {
      return await this.#crew.ask({ text, params });
    } catch (error) {
      throw storeError(error);
    }
  }

  close(): Promise<void> {
    return this.#crew.close();
  }
}
