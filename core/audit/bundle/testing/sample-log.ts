import { readFileSync, writeFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import type { Signer } from '#core/pki';
import { signDetached } from '#core/pki';
import { GENESIS, bodyHash, canonicalBody, chainHash } from '../../chain.ts';
import type { BundleEntry } from '../index.ts';
import { readManifest, manifestText } from '../manifest.ts';
import type { Manifest } from '../manifest.ts';

export const EXPORTED_AT = '2026-11-22T08:30:00.500Z';

export interface LogEntry {
  readonly seq: number;
  readonly body: string;
  readonly bodyHash: string;
  readonly hash: string;
}

/** An audit log of n entries: sales staff change orders, and every third entry is about a customer's price. */
export function sampleLog(n: number): LogEntry[] {
  const bodies = Array.from({ length: n }, (_, i) => canonicalBody({
    seq: i + 1, at: new Date(Date.parse('2026-01-05T01:00:00Z') + i * 60_000).toISOString(),
    user: i % 3 === 0 ? 'accountant' : 'sales.clerk', event: 'update', object: 'sales-order', record: `SO-${i}`,
    after: { note: `第 ${i + 1} 条 SECRET-${i + 1}`, amount: `${i}.50` },
  }));
  return chained(bodies);
}

/** Links bodies anew, as a forger with the algorithm in hand would. */
export function chained(bodies: readonly string[], prev: string = GENESIS): LogEntry[] {
  let last = prev;
  return bodies.map((body) => {
    const entry = JSON.parse(body);
    const own = bodyHash(body);
    last = chainHash(last, own);
    return { seq: Number(entry.seq), body, bodyHash: own, hash: last };
  });
}

/** The log as `writeBundle` takes it. */
export async function* yielded(log: readonly LogEntry[], include: (entry: LogEntry) => boolean = () => true): AsyncIterable<BundleEntry> {
  for (const entry of log) {
    if (include(entry)) yield { ...entry, included: true };
    else yield { seq: entry.seq, bodyHash: entry.bodyHash, hash: entry.hash, included: false };
  }
}

export type Files = Record<string, Buffer>;

export function unpack(path: string): Files {
  return Object.fromEntries(Object.entries(unzipSync(readFileSync(path))).map(([name, bytes]) => [name, Buffer.from(bytes)]));
}

export function pack(path: string, files: Files): void {
  writeFileSync(path, zipSync(files));
}

export function manifestOf(files: Files): Manifest {
  const manifest = readManifest(files['manifest.json']?.toString('utf8') ?? '');
  if (manifest === undefined) throw new Error('the bundle was made by the writer');
  return manifest;
}

/** Makes the manifest fit changed files, as a forger would. */
export function refit(files: Files, change: Partial<Manifest> = {}): Files {
  const manifest = manifestOf(files);
  const digests = Object.fromEntries(Object.keys(manifest.files).flatMap((name) => {
    const bytes = files[name];
    return bytes === undefined ? [] : [[name, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }]];
  }));
  return { ...files, 'manifest.json': Buffer.from(manifestText({ ...manifest, ...change, files: digests })) };
}

/** Signs a refitted bundle with a signer of the forger's own choice. */
export function resign(files: Files, signer: Signer, change: Partial<Manifest> = {}): Files {
  const refitted = refit({ ...files, 'ca.pem': Buffer.from(signer.caPem) }, change);
  return { ...refitted, 'signature.p7s': signDetached(refitted['manifest.json'] ?? Buffer.alloc(0), signer, new Date(EXPORTED_AT)) };
}

export const lines = (file: Buffer | undefined) => (file?.toString('utf8') ?? '').split('\n').slice(0, -1);
export const unlines = (texts: readonly string[]) => Buffer.from(texts.map((text) => `${text}\n`).join(''));
