import { Worker } from 'node:worker_threads';
import { refuse } from '#common/errors';
import { Crew } from '#db';
import type { Paper } from './layout/paper.ts';

/** Papers waiting at once; more is more than a printer takes. */
const MOST_WAITING = 50;

/** Makes PDF files in one thread, which is started for the first of them and kept: the fonts stay read. */
export class PdfPress {
  readonly #crew = new Crew<Paper, Uint8Array>({
    start: () => new Worker(new URL('./pdf-worker.ts', import.meta.url), { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 1024 } }),
    most: 1,
    closed: () => refuse('store_busy', '主机正在关闭。', 'The host is closing.'),
  });

  /** @throws PanshiError `too_many` while many wait already, `store_busy` when the host closes */
  async print(paper: Paper): Promise<Uint8Array> {
    if (this.#crew.waiting >= MOST_WAITING) {
      throw refuse('too_many', '正在生成的打印文件过多，请稍后再试。', 'Too many papers are being made. Try again in a moment.');
    }
    return await this.#crew.ask(paper);
  }

  close(): Promise<void> {
    return this.#crew.close();
  }
}
