import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from './index.ts';
import { ZipReader } from './zip-reader.ts';
import { ZipWriter } from './zip-writer.ts';

let dir: string;
let path: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'panshi-zip-'));
  path = join(dir, 'x.zip');
});
afterAll(() => rmSync(dir, { recursive: true }));

const good = () => Buffer.from(zipSync({ 'a.txt': Buffer.from('磐石'.repeat(1000)), 'b.txt': [Buffer.from('stored'), { level: 0 }] }));
async function contents(bytes: Buffer): Promise<Record<string, string>> {
  writeFileSync(path, bytes);
  const zip = await ZipReader.open(path);
  try {
    const found: Record<string, string> = {};
    for (const [name, entry] of zip.entries) found[name] = (await zip.readWhole(entry, 1 << 20)).toString('utf8');
    return found;
  } finally {
    await zip.close();
  }
}
/** Changes bytes of the central directory's first entry. */
const inDirectory = (change: (bytes: Buffer, at: number) => void) => {
  const bytes = good();
  change(bytes, bytes.readUInt32LE(bytes.length - 6));
  return bytes;
};

describe('the zip reader', () => {
  test('reads what the writer wrote, and what other writers write', async () => {
    expect(await contents(good())).toEqual({ 'a.txt': '磐石'.repeat(1000), 'b.txt': 'stored' });
    rmSync(path);
    const zip = await ZipWriter.create(path, new Date('2026-11-22T08:00:00Z'));
    await zip.add('one', [Buffer.from('1'), Buffer.from('2')]);
    await zip.add('empty', []);
    await zip.end();
    expect(await contents(readFileSync(path))).toEqual({ one: '12', empty: '' });
  });

  test.each<[string, () => Buffer]>([
    ['something else', () => Buffer.from('PK not really')],
    ['cut short', () => good().subarray(0, -1)],
    ['bytes before', () => Buffer.concat([Buffer.alloc(4), good()])],
    ['bytes after', () => Buffer.concat([good(), Buffer.alloc(4)])],
    ['the same name twice', () => Buffer.from(good().toString('latin1').replaceAll('b.txt', 'a.txt'), 'latin1')],
    ['directory and file header of different names', () => inDirectory((bytes, at) => bytes.write('c', at + 46))],
    ['an encrypted file', () => inDirectory((bytes, at) => bytes.writeUInt16LE(1, at + 8))],
    ['an unknown compression', () => inDirectory((bytes, at) => bytes.writeUInt16LE(99, at + 10))],
    ['a longer content than announced', () => inDirectory((bytes, at) => bytes.writeUInt32LE(5, at + 24))],
    ['a shorter content than announced', () => inDirectory((bytes, at) => bytes.writeUInt32LE(600_000, at + 24))],
    ['overlapping files', () => inDirectory((bytes, at) => bytes.writeUInt32LE(bytes.readUInt32LE(at + 20) + 9, at + 20))],
    ['a gap', () => inDirectory((bytes, at) => bytes.writeUInt32LE(bytes.readUInt32LE(at + 20) - 1, at + 20))],
    ['a file beyond the end', () => inDirectory((bytes, at) => bytes.writeUInt32LE(0x7fff_ffff, at + 42))],
  ])('refuses %s', async (_name, made) => {
    await expect(contents(made())).rejects.toThrow(/./);
    expect((await verifyBundle(path)).checks.map(({ name, ok }) => [name, ok])).toEqual([['container', false]]);
  });

  test('random damage never gives anything but a refusal or the right content', async () => {
    const bytes = good();
    await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const wrong = Buffer.from(bytes);
      wrong.writeUInt8(wrong.readUInt8(at) ^ mask, at);
      writeFileSync(path, wrong);
      expect((await verifyBundle(path)).ok).toBe(false);
    }), { numRuns: 200 });
  });

  test('names with paths are no names of a bundle: nothing is ever written to the disk', async () => {
    for (const name of ['../evil', '/etc/passwd', 'C:\\evil', 'sub/manifest.json', 'manifest.json\0']) {
      writeFileSync(path, zipSync({ [name]: Buffer.from('x') }));
      const verdict = await verifyBundle(path);
      expect(verdict.checks).toMatchObject([{ name: 'container', ok: false }]);
    }
  });

  test('a zip bomb is refused by what it announces, or as soon as it exceeds that', async () => {
    const bomb = Buffer.from(zipSync({ 'manifest.json': Buffer.alloc(64 << 20), 'entries.jsonl': Buffer.from('x'),
      'ca.pem': Buffer.from('x'), 'signature.p7s': Buffer.from('x') }));
    expect(bomb.length).toBeLessThan(100_000);
    writeFileSync(path, bomb);
    expect((await verifyBundle(path)).checks).toMatchObject([{ name: 'container', ok: false,
      detail: { en: expect.stringContaining('manifest.json is too large') } }]);
    // The same with a lie about the size.
    bomb.writeUInt32LE(1000, bomb.readUInt32LE(bomb.length - 6) + 24);
    writeFileSync(path, bomb);
    expect((await verifyBundle(path)).checks).toMatchObject([{ name: 'container', ok: false,
      detail: { en: expect.stringContaining('longer than announced') } }]);
  });
});
