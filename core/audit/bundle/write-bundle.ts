import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { refuse } from '#common/errors';
import { signDetached } from '#core/pki/sign-detached.ts';
import type { Signer } from '#core/pki/signer.ts';
import { ChainVerifier } from '../chain.ts';
import type { ChainFault, ChainHead } from '../chain.ts';
import { AUTHORITY, CHAIN, ENTRIES, FORMAT_VERSION, MANIFEST, SIGNATURE, manifestText, narrows } from './manifest.ts';
import type { BundleScope, FileDigest, Manifest } from './manifest.ts';
import { ZipWriter } from './zip-writer.ts';

/**
 * An entry of the range a bundle covers. Every entry of the range is given, in order; those outside the scope come without their body
 * and are only counted in the chain, so that nothing of them is disclosed but a hash.
 */
export type BundleEntry =
  | { readonly seq: number; readonly bodyHash: string; readonly hash: string; readonly included: true; readonly body: string }
  | { readonly seq: number; readonly bodyHash: string; readonly hash: string; readonly included: false };

export interface BundleRequest {
  /** Path of the zip; replaced when it exists. */
  readonly out: string;
  readonly entries: AsyncIterable<BundleEntry>;
  readonly scope: BundleScope;
  /** The first entry covered and the chain's hash before it (`GENESIS` for entry 1). */
  readonly first: { readonly seq: number; readonly prev: string };
  /** The last entry covered; best the log's present head, as then a head noted elsewhere can be found in the bundle. */
  readonly head: ChainHead;
  /** Id of the store. */
  readonly store: string;
  readonly signer: Signer;
  /** Who exports, as the auditor should read it. */
  readonly exportedBy: string;
  /** ISO UTC time; the signing time too. */
  readonly exportedAt: string;
}

export interface WrittenBundle {
  /** Entries handed over. */
  readonly entries: number;
  /** Entries the chain covers. */
  readonly covered: number;
  readonly head: ChainHead;
  /** Size of the zip. */
  readonly bytes: number;
}

const BATCH = 64 * 1024;

/**
 * Writes a signed audit bundle; memory stays flat for any number of entries.
 * @throws PanshiError `store_broken` naming the first entry whose chain does not hold, or when the range does not end at the head: a
 *   broken log is not signed
 */
export async function writeBundle(request: BundleRequest): Promise<WrittenBundle> {
  const { out, first, head, signer } = request;
  const suffix = randomBytes(6).toString('hex');
  const zipPart = `${out}.${suffix}.part`;
  const chainPart = `${out}.${suffix}.chain.part`;
  const zip = await ZipWriter.create(zipPart, new Date(request.exportedAt));
  try {
    const counts = { entries: 0, covered: 0 };
    const files: Record<string, FileDigest> = {};
    const partial = narrows(request.scope);
    files[ENTRIES] = await zip.add(ENTRIES, entryLines(request, counts, partial ? chainPart : undefined));
    if (partial) files[CHAIN] = await zip.add(CHAIN, createReadStream(chainPart));
    files[AUTHORITY] = await zip.add(AUTHORITY, [Buffer.from(signer.caPem, 'utf8')]);
    const manifest: Manifest = {
      format: 'panshi-audit-bundle', formatVersion: FORMAT_VERSION, store: request.store,
      exportedAt: request.exportedAt, exportedBy: request.exportedBy, scope: request.scope,
      heads: { first, last: head }, counts, files,
    };
    const text = Buffer.from(manifestText(manifest), 'utf8');
    await zip.add(MANIFEST, [text]);
    await zip.add(SIGNATURE, [signDetached(text, signer, new Date(request.exportedAt))]);
    const bytes = await zip.end();
    await rename(zipPart, out);
    return { ...counts, head, bytes };
  } catch (error) {
    await zip.abandon().catch(() => undefined);
    await rm(zipPart, { force: true });
    throw error;
  } finally {
    await rm(chainPart, { force: true });
  }
}

/**
 * Checks the chain on the way and gives the bodies line by line.
 * The links go to a file of their own, as a zip is written one file at a time.
 */
async function* entryLines(request: BundleRequest, counts: { entries: number; covered: number }, chainPath: string | undefined):
  AsyncIterable<Uint8Array> {
  const verifier = new ChainVerifier({ seq: request.first.seq - 1, hash: request.first.prev });
  const links = chainPath === undefined ? undefined : await open(chainPath, 'wx', 0o600);
  let bodies = '';
  let linkLines = '';
  try {
    for await (const entry of request.entries) {
      const fault = verifier.add(entry);
      if (fault !== undefined) throw brokenLog(fault);
      counts.covered += 1;
      if (entry.included) {
        counts.entries += 1;
        bodies += `${entry.body}\n`;
      } else if (links === undefined) {
        throw new TypeError('an export without a scope leaves no entry out');
      }
      linkLines += links === undefined ? '' : chainLine(entry.seq, entry.bodyHash);
      if (linkLines.length >= BATCH) {
        await links?.writeFile(linkLines);
        linkLines = '';
      }
      if (bodies.length >= BATCH) {
        yield Buffer.from(bodies, 'utf8');
        bodies = '';
      }
    }
    await links?.writeFile(linkLines);
  } finally {
    await links?.close();
  }
  const { seq, hash } = verifier.head;
  if (seq !== request.head.seq || hash !== request.head.hash) {
    throw brokenLog({ seq, reason: {
      zh: `日志到第 ${seq} 条为止，与链头（第 ${request.head.seq} 条）不符。`,
      en: `the log ends at entry ${seq}, which is not its head (entry ${request.head.seq}).`,
    } });
  }
  yield Buffer.from(bodies, 'utf8');
}

/** One line of chain.jsonl, canonical JSON. */
export function chainLine(seq: number, bodyHash: string): string {
  return `{"bodyHash":"${bodyHash}","seq":${seq}}\n`;
}

function brokenLog(fault: ChainFault) {
  return refuse('store_broken', `审计日志不完整，不予签名导出：${fault.reason.zh}`, `The audit log does not hold and is not signed: ${fault.reason.en}`,
    { facts: { seq: fault.seq } });
}
