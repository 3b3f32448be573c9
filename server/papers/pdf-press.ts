import { Worker } from 'node:worker_threads';
import { refuse } from '#common/errors';
import type { Paper } from './layout/paper.ts';
import type { PdfAnswer, PdfQuestion } from './pdf-worker.ts';

interface Waiting {
  resolve(pdf: Uint8Array): void;
  reject(error: unknown): void;
}

/** Papers waiting at once; more is more than a printer takes. */
const MOST_WAITING = 50;

/** Makes PDF files in one thread, which is started for the first of them and kept: the fonts stay read. */
export class PdfPress {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;
  #closed = false;

  /** @throws PanshiError `too_many` while many wait already, `store_busy` when the host closes */
  print(paper: Paper): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(closed());
    if (this.#waiting.size >= MOST_WAITING) {
      return Promise.reject(refuse('too_many', '正在生成的打印文件过多，请稍后再试。', 'Too many papers are being made. Try again in a moment.'));
    }
    const worker = (this.#worker ??= this.#start());
    this.#asked += 1;
    const question: PdfQuestion = { id: this.#asked, paper };
    return new Promise<Uint8Array>((resolve, reject) => {
      this.#waiting.set(question.id, { resolve, reject });
      worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(question);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#end(closed(), worker);
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    worker.on('message', (answer: PdfAnswer) => this.#take(answer));
    worker.on('error', (error) => this.#end(error, worker));
    worker.on('exit', () => this.#end(new Error('the thread that makes PDF files has ended'), worker));
    worker.unref();
    return worker;
  }

  #take(answer: PdfAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    // Kept alive only while somebody waits, so that it never holds up the end of the program.
    if (this.#waiting.size === 0) this.#worker?.unref();
    if ('pdf' in answer) waiting?.resolve(answer.pdf);
    else waiting?.reject(new Error(answer.error));
  }

  /** Whoever still waits gets the error; the next paper starts another thread. */
  #end(error: unknown, worker: Worker | undefined): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

function closed(): Error {
  return refuse('store_busy', '主机正在关闭。', 'The host is closing.');
}
