import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { refuse } from '#common/errors';

const PLAIN = Buffer.from('SQLite format 3\0');

/**
 * Refuses a store file that is not encrypted. An empty key, or a cipher that was not there, would make one without a word.
 * @throws PanshiError store_broken
 */
export function refusePlain(file: string): void {
  if (isPlain(file)) throw refuse('store_broken', '存储文件未加密，拒绝打开', 'the store file is not encrypted, and is not opened');
}

export function isPlain(file: string): boolean {
  return PLAIN.equals(firstBytes(file, PLAIN.length));
}

/** Fewer when the file is shorter; none when it is not there. */
export function firstBytes(file: string, count: number): Buffer {
  if (!existsSync(file)) return Buffer.alloc(0);
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, readSync(handle, bytes, 0, count, 0));
  } finally {
    closeSync(handle);
  }
}
