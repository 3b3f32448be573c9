import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { syncFolder } from './durable-file.ts';
import { openStream, sealStream } from './sealed-stream.ts';

/**
 * Seals a stream into a file (mode 0600) that appears under its name only when it is whole and on the disk; an existing file is replaced.
 * Memory stays flat whatever the size.
 * @param key 32 bytes, as `vault.key('attachments')` gives
 * @returns size in bytes and SHA-256 (hex) of the plain content
 */
export async function sealFile(key: Buffer, source: Readable | AsyncIterable<Uint8Array>, path: string):
  Promise<{ bytes: number; sha256: string }> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  const digest = createHash('sha256');
  let bytes = 0;
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const part of source) {
      if (!(part instanceof Uint8Array)) throw new TypeError('a stream to seal gives bytes, not text');
      digest.update(part);
      bytes += part.length;
      yield part;
    }
  }
  const file = await open(temporary, 'wx', 0o600);
  try {
    try {
      for await (const piece of sealStream(key, counted())) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
  return { bytes, sha256: digest.digest('hex') };
}

/**
 * Reads a sealed file as a stream of plain bytes.
 * @throws PanshiError `store_broken` as `openStream`, possibly after the first chunks: take the content as whole only when the stream ends
 */
export function openSealedFile(key: Buffer, path: string): AsyncIterable<Uint8Array> {
  return openStream(key, createReadStream(path, { highWaterMark: 256 * 1024 }));
}
