import { parentPort } from 'node:worker_threads';
import type { Paper } from './layout/paper.ts';
import { makePdf } from './pdf/make.ts';

export interface PdfQuestion {
  readonly id: number;
  readonly paper: Paper;
}
export type PdfAnswer = { readonly id: number; readonly pdf: Uint8Array } | { readonly id: number; readonly error: string };

/* A thread of its own: a large report keeps it busy for seconds, during which the host answers everybody else. */

parentPort?.on('message', ({ id, paper }: PdfQuestion) => {
  void makePdf(paper).then(
    (pdf) => say({ id, pdf }),
    (error: unknown) => say({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

function say(answer: PdfAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answer);
}
