import { Worker } from 'node:worker_threads';
import { refuse } from '#common/errors';
import type { Stored } from '#common/fields';
import { storeError } from '../errors.ts';
import type { Reader, StoredRow } from '../store.ts';
import type { Answer, Question } from './long-reader-worker.ts';
import type { SqliteLocation } from './settings.ts';

interface Waiting {
  resolve(rows: StoredRow[]): void;
  reject(error: unknown): void;
}

/** Reads in a worker thread, which is started at the first question: a thread costs memory that many a desktop never needs to spend. */
export class LongReader implements Reader {
  readonly dialect = 'sqlite';
  readonly #location: SqliteLocation;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;
  #closed = false;

  constructor(location: SqliteLocation) {
    this.#location = location;
  }

  rows(text: string, params: readonly Stored[] = []): Promise<StoredRow[]> {
    if (this.#closed) return Promise.reject(closed());
    const worker = (this.#worker ??= this.#start());
    this.#asked += 1;
    const question: Question = { id: this.#asked, text, params };
    return new Promise<StoredRow[]>((resolve, reject) => {
      this.#waiting.set(question.id, { resolve, reject });
      worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(question);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#end(closed());
    await worker?.terminate();
  }

  #start(): Worker {
    const { file, cipher, key } = this.#location;
    const worker = new Worker(new URL('./long-reader-worker.ts', import.meta.url), {
      workerData: { file, cipher, key: Uint8Array.from(key) },
      execArgv: [],
    });
    worker.on('message', (answer: Answer) => this.#take(answer));
    worker.on('error', (error) => this.#end(storeError(error), worker));
    worker.on('exit', () => this.#end(refuse('store_broken', '读取线程已退出', 'the reading thread has ended'), worker));
    worker.unref();
    return worker;
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    // Kept alive only while somebody waits, so that it never holds up the end of the program.
    if (this.#waiting.size === 0) this.#worker?.unref();
    if ('rows' in answer) waiting?.resolve(answer.rows);
    else waiting?.reject(storeError(Object.assign(new Error(answer.error.message), { code: answer.error.code })));
  }

  /** Whoever still waits gets the error; the next question starts another thread. */
  #end(error: unknown, worker = this.#worker): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

function closed(): Error {
  return refuse('store_broken', '存储已关闭', 'the store is closed');
}
