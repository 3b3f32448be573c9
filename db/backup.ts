import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { refuse } from '#common/errors';
import { storeError } from './errors.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

/**
 * Copies a store that is in use into one file, encrypted with the same key and cipher, in a thread of its own. The copy holds all that was
 * committed when it began, has been read through, and is a store by itself.
 * @throws PanshiError conflict when the file is there already; invalid for PostgreSQL, which is copied by its own tools
 */
export async function snapshotStore(store: Store, file: string): Promise<void> {
  if (!(store instanceof SqliteStore)) {
    throw refuse(
      'invalid',
      'PostgreSQL 存储不能做成文件快照，请用逻辑备份',
      'a store on PostgreSQL has no file to copy; take a logical backup',
    );
  }
  if (existsSync(file)) throw refuse('conflict', `文件已存在：${file}`, `the file is already there: ${file}`);
  const { location } = store;
  const workerData = { file: location.file, cipher: location.cipher, key: Uint8Array.from(location.key), into: file };
  await new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL('./sqlite/snapshot-worker.ts', import.meta.url), { workerData, execArgv: [] });
    worker.on('error', (error) => reject(storeError(error)));
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(refuse('store_broken', '快照未完成', 'the snapshot was not finished'))));
  });
}
