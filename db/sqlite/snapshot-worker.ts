import { workerData } from 'node:worker_threads';
import type { SqliteLocation } from './settings.ts';
import { snapshotFile } from './snapshot.ts';

/* Takes one snapshot and ends. */

const { file, cipher, key, into } = workerData as { file: string; cipher: SqliteLocation['cipher']; key: Uint8Array; into: string };
snapshotFile({ dialect: 'sqlite', file, cipher, key: Buffer.from(key) }, into);
