import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSealedFile, sealFile } from './sealed-file.ts';
import { CHUNK, looksSealed, openStream, sealStream } from './sealed-stream.ts';

const HEADER = 44;
const SEALED_CHUNK = CHUNK + 16;
const key = randomBytes(32);
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'panshi-sealed-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

async function* inPieces(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function gather(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
const seal = (bytes: Buffer) => gather(sealStream(key, inPieces(bytes, 50_000)));
const open = (bytes: Buffer, size = 33_333) => gather(openStream(key, inPieces(bytes, size)));
const broken = { code: 'store_broken' };

describe('a sealed stream', () => {
  test('round trip at and around the chunk borders, in pieces of any size', async () => {
    for (const size of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]) {
      const plain = randomBytes(size);
      const sealed = await seal(plain);
      expect(sealed).toHaveLength(HEADER + size + 16 * Math.max(1, Math.ceil(size / CHUNK)));
      for (const piece of [7919, SEALED_CHUNK, sealed.length]) expect((await open(sealed, piece)).equals(plain)).toBe(true);
    }
    expect(await open(await seal(Buffer.from('x')), 1)).toEqual(Buffer.from('x'));
  });

  test('random content in random pieces', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40_000 }), { maxLength: 8 }), async (pieces) => {
      async function* source() {
        yield* pieces;
      }
      expect((await gather(openStream(key, sealStream(key, source())))).equals(Buffer.concat(pieces))).toBe(true);
    }), { numRuns: 50 });
  });

  test('any flipped bit is caught', async () => {
    const sealed = await seal(randomBytes(CHUNK + 1000));
    await fc.assert(fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(7), async (at, bit) => {
      const wrong = Buffer.from(sealed);
      wrong.writeUInt8(wrong.readUInt8(at) ^ (1 << bit), at);
      await expect(open(wrong)).rejects.toMatchObject(broken);
    }), { numRuns: 300 });
    for (let at = 0; at < HEADER; at++) {
      const wrong = Buffer.from(sealed);
      wrong.writeUInt8(wrong.readUInt8(at) ^ 1, at);
      await expect(open(wrong)).rejects.toMatchObject(broken);
    }
  });

  test('any cut is caught, at chunk borders too', async () => {
    const sealed = await seal(randomBytes(3 * CHUNK));
    const borders = [0, 1, HEADER, HEADER + SEALED_CHUNK, HEADER + 2 * SEALED_CHUNK, sealed.length - 1];
    for (const length of borders) await expect(open(sealed.subarray(0, length))).rejects.toMatchObject(broken);
    await fc.assert(fc.asyncProperty(fc.nat(sealed.length - 1), async (length) => {
      await expect(open(sealed.subarray(0, length))).rejects.toMatchObject(broken);
    }), { numRuns: 100 });
  });

  test('reordered, doubled, dropped and foreign chunks are caught, and anything appended', async () => {
    const sealed = await seal(randomBytes(4 * CHUNK));
    const other = await seal(randomBytes(4 * CHUNK));
    const header = sealed.subarray(0, HEADER);
    const chunk = (from: Buffer, number: number) => from.subarray(HEADER + number * SEALED_CHUNK, HEADER + (number + 1) * SEALED_CHUNK);
    const made = (...chunks: Buffer[]) => Buffer.concat([header, ...chunks]);
    const [a, b, c, d] = [chunk(sealed, 0), chunk(sealed, 1), chunk(sealed, 2), chunk(sealed, 3)];
    expect(made(a, b, c, d).equals(sealed)).toBe(true);
    const wrongs = [
      made(b, a, c, d), made(a, c, b, d), made(a, b, d, c), made(a, a, b, c, d), made(a, c, d), made(b, c, d), made(a, b, c, d, d),
      made(a, chunk(other, 1), c, d), Buffer.concat([sealed, Buffer.alloc(1)]), Buffer.concat([sealed, other]),
        Buffer.concat([sealed, Buffer.alloc(16)]),
    ];
    for (const wrong of wrongs) await expect(open(wrong)).rejects.toMatchObject(broken);
  });

  test('opens only with its own key', async () => {
    const sealed = await seal(Buffer.from('账目'));
    await expect(gather(openStream(randomBytes(32), inPieces(sealed, 100)))).rejects.toMatchObject(broken);
    await expect(gather(openStream(randomBytes(16), inPieces(sealed, 100)))).rejects.toThrow(TypeError);
  });
});

describe('a sealed file', () => {
  test('gives size and SHA-256 of the plain content and reads back as a stream', async () => {
    const plain = randomBytes(300_000);
    const path = join(dir, 'contract.pdf.sealed');
    const made = await sealFile(key, Readable.from([plain.subarray(0, 100), plain.subarray(100)]), path);
    expect(made).toEqual({ bytes: 300_000, sha256: createHash('sha256').update(plain).digest('hex') });
    expect((await gather(openSealedFile(key, path))).equals(plain)).toBe(true);
    expect(looksSealed(readFileSync(path))).toBe(true);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('holds no planted marker, in no alignment', async () => {
    const marker = '张三丰-13800138000-MARKER';
    const path = join(dir, 'marked');
    await sealFile(key, Readable.from([Buffer.from(`${marker}\n`.repeat(10_000))]), path);
    const sealed = readFileSync(path);
    for (const part of [marker, 'MARKER', '13800138000', '张三丰']) expect(sealed.includes(Buffer.from(part, 'utf8'))).toBe(false);
  });

  test('a source that fails leaves nothing behind, and an older file untouched', async () => {
    const path = join(dir, 'interrupted');
    async function* failing(): AsyncIterable<Uint8Array> {
      yield Buffer.alloc(100_000);
      throw new Error('the cable was pulled');
    }
    await expect(sealFile(key, failing(), path)).rejects.toThrow('cable');
    expect(readdirSync(dir).filter((name) => name.startsWith('interrupted'))).toEqual([]);
    await sealFile(key, Readable.from([Buffer.from('old')]), path);
    await expect(sealFile(key, failing(), path)).rejects.toThrow('cable');
    expect(await gather(openSealedFile(key, path))).toEqual(Buffer.from('old'));
  });

  test('damaged on the disk it says so', async () => {
    const path = join(dir, 'damaged');
    await sealFile(key, Readable.from([Buffer.from('content')]), path);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, -1));
    await expect(gather(openSealedFile(key, path))).rejects.toMatchObject(broken);
  });
});
