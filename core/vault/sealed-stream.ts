import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { refuse } from '#common/errors';
import type { PanshiError } from '#common/errors';

/*
 * The sealed format, used for attachments and backups:
 *   header: 'PANSHI1' · format 1 (1 byte) · chunk size (4 bytes, big-endian) · salt (32 bytes)
 *   chunks: AES-256-GCM of up to 64 KiB, each followed by its tag of 16 bytes
 * The file's key is HKDF-SHA256(key, salt, header); the nonce of a chunk is its number and a flag for the last one
 * (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). So a cut, reordered, repeated, appended or foreign chunk
 * does not open. Only the last chunk may be shorter, and it is empty only in an empty file.
 */
const MAGIC = Buffer.from('PANSHI1', 'ascii');
const FORMAT = 1;
const HEADER = MAGIC.length + 1 + 4 + 32;
const TAG = 16;

/** Plain bytes in one chunk. */
export const CHUNK = 64 * 1024;

/**
 * Seals a stream under a 32-byte key; memory stays at a chunk or two.
 * @param key 32 bytes, as `vault.key(...)` gives
 */
export async function* sealStream(key: Buffer, source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const header = Buffer.alloc(HEADER);
  MAGIC.copy(header);
  header.writeUInt8(FORMAT, MAGIC.length);
  header.writeUInt32BE(CHUNK, MAGIC.length + 1);
  randomBytes(32).copy(header, HEADER - 32);
  const fileKey = deriveFileKey(key, header);
  yield header;
  let number = 0n;
  for await (const { bytes, last } of pieces(source, CHUNK)) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonce(number, last), { authTagLength: TAG });
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    number += 1n;
  }
  fileKey.fill(0);
}

/**
 * Opens a sealed stream. Every chunk is checked before it is given out; that the whole was there is known only when the stream ends
 * without an error, so what was done with the first chunks must be undone if it throws.
 * @throws PanshiError `store_broken` for a changed, cut, reordered, lengthened or foreign stream, or another key
 */
export async function* openStream(key: Buffer, source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const { header, rest } = await takeHeader(source);
  const known = header.length === HEADER && header.subarray(0, MAGIC.length).equals(MAGIC)
    && header.readUInt8(MAGIC.length) === FORMAT && header.readUInt32BE(MAGIC.length + 1) === CHUNK;
  if (!known) throw brokenSeal();
  const fileKey = deriveFileKey(key, header);
  let number = 0n;
  for await (const { bytes, last } of pieces(rest, CHUNK + TAG)) {
    if (bytes.length < TAG || (bytes.length === TAG && number > 0n)) throw brokenSeal();
    const decipher = createDecipheriv('aes-256-gcm', fileKey, nonce(number, last), { authTagLength: TAG }).setAuthTag(bytes.subarray(-TAG));
    let plain: Buffer;
    try {
      plain = Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]);
    } catch {
      throw brokenSeal();
    }
    if (plain.length > 0) yield plain;
    number += 1n;
  }
  fileKey.fill(0);
}

/** Whether bytes begin like a sealed file; says nothing about their being intact. */
export function looksSealed(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, MAGIC.length)).equals(MAGIC);
}

export function brokenSeal(): PanshiError {
  return refuse('store_broken', '加密文件已损坏、被截断或改动，或密钥不符。', 'The sealed file is damaged, cut or changed, or the key is not its own.');
}

function deriveFileKey(key: Buffer, header: Buffer): Buffer {
  if (key.length !== 32) throw new TypeError('a sealing key has 32 bytes');
  const purpose = Buffer.concat([Buffer.from('panshi/sealed-file/'), header]);
  return Buffer.from(hkdfSync('sha256', key, header.subarray(HEADER - 32), purpose, 32));
}

function nonce(number: bigint, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64BE(number, 3);
  bytes.writeUInt8(last ? 1 : 0, 11);
  return bytes;
}

/** Cuts a stream into pieces of `size` bytes and marks the last; an empty stream is one empty last piece. */
async function* pieces(source: AsyncIterable<Uint8Array>, size: number): AsyncIterable<{ bytes: Buffer; last: boolean }> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const part of source) {
    let from = 0;
    while (from < part.length) {
      // A full piece goes out only once another byte has come: only then is it known not to be the last.
      if (held === size) {
        yield { bytes: Buffer.concat(parts, held), last: false };
        parts = [];
        held = 0;
      }
      const taken = part.subarray(from, from + size - held);
      parts.push(Buffer.from(taken));
      held += taken.length;
      from += taken.length;
    }
  }
  yield { bytes: Buffer.concat(parts, held), last: true };
}

async function takeHeader(source: AsyncIterable<Uint8Array>): Promise<{ header: Buffer; rest: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  while (start.length < HEADER) {
    const next = await iterator.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  async function* rest(): AsyncIterable<Uint8Array> {
    try {
      if (start.length > HEADER) yield start.subarray(HEADER);
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { header: start.subarray(0, HEADER), rest: rest() };
}
