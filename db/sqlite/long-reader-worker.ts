import { parentPort, workerData } from 'node:worker_threads';
import type { Stored } from '#common/fields';
import type { Answered } from '../crew.ts';
import { driverError } from '../errors.ts';
import type { StoredRow } from '../store.ts';
import { openReader, type SqliteLocation } from './settings.ts';
import { Statements } from './statements.ts';

export interface Question {
  readonly text: string;
  readonly params: readonly Stored[];
}

/* A thread of its own, with a connection of its own: reads one statement after another. */

const { file, cipher, key } = workerData as { file: string; cipher: SqliteLocation['cipher']; key: Uint8Array };
const statements = new Statements(openReader({ dialect: 'sqlite', file, cipher, key: Buffer.from(key) }));

parentPort?.on('message', (question: Question) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answer(question));
});

function answer({ text, params }: Question): Answered<StoredRow[]> {
  try {
    return { done: statements.rows(text, params) };
  } catch (error) {
    return { failed: driverError(error) ?? { code: 'SQLITE_ERROR', message: error instanceof Error ? error.message : String(error) } };
  }
}
