import { parentPort } from 'node:worker_threads';
import type { Answered } from '#db';
import type { Paper } from './layout/paper.ts';
import { makePdf } from './pdf/make.ts';

/* A thread of its own: a large report keeps it busy for seconds, during which the host answers everybody else. */

parentPort?.on('message', (paper: Paper) => {
  void makePdf(paper).then(
    (pdf) => say({ done: pdf }),
    (error: unknown) => say({ failed: { message: error instanceof Error ? (error.stack ?? error.message) : String(error) } }),
  );
});

function say(answer: Answered<Uint8Array>): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answer);
}
