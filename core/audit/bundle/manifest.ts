import { GENESIS, isHash } from '../chain.ts';
import type { ChainHead } from '../chain.ts';

/** Which entries were asked for; absent parts do not narrow. Times are ISO UTC. */
export interface BundleScope {
  readonly from?: string;
  readonly to?: string;
  readonly user?: string;
  readonly object?: string;
}

/** The signed table of contents of an audit bundle. */
export interface Manifest {
  readonly format: 'panshi-audit-bundle';
  readonly formatVersion: 1;
  /** Id of the store (its vault). */
  readonly store: string;
  readonly exportedAt: string;
  readonly exportedBy: string;
  readonly scope: BundleScope;
  readonly heads: {
    /** The first entry covered, and the chain's hash before it. */
    readonly first: { readonly seq: number; readonly prev: string };
    /** The last entry covered, and the chain's hash at it. */
    readonly last: ChainHead;
  };
  readonly counts: {
    /** Entries handed over in entries.jsonl. */
    readonly entries: number;
    /** Entries of the log from first to last. Where it is larger, chain.jsonl shows the place of each. */
    readonly covered: number;
  };
  /** Every other file except the signature. */
  readonly files: Readonly<Record<string, FileDigest>>;
}

export interface FileDigest {
  readonly bytes: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
}

export const FORMAT_VERSION = 1;
export const MANIFEST = 'manifest.json';
export const ENTRIES = 'entries.jsonl';
export const CHAIN = 'chain.jsonl';
export const AUTHORITY = 'ca.pem';
export const SIGNATURE = 'signature.p7s';

/** Every file a bundle of this version may hold. */
export const KNOWN_FILES: readonly string[] = [MANIFEST, ENTRIES, CHAIN, AUTHORITY, SIGNATURE];

const SCOPE_PARTS = ['from', 'to', 'user', 'object'] as const;

/** A filtered export hands over only some entries and so carries the chain. */
export function narrows(scope: BundleScope): boolean {
  return SCOPE_PARTS.some((part) => scope[part] !== undefined);
}

/** The one spelling of a manifest. */
export function manifestText(manifest: Manifest): string {
  const { format, formatVersion, store, exportedAt, exportedBy, heads, counts } = manifest;
  const scope = Object.fromEntries(SCOPE_PARTS.flatMap((part) => {
    const value = manifest.scope[part];
    return value === undefined ? [] : [[part, value]];
  }));
  const files = Object.fromEntries(KNOWN_FILES.flatMap((name) => {
    const file = manifest.files[name];
    return file === undefined ? [] : [[name, { bytes: file.bytes, sha256: file.sha256 }]];
  }));
  return `${JSON.stringify({
    format, formatVersion, store, exportedAt, exportedBy, scope,
    heads: { first: { seq: heads.first.seq, prev: heads.first.prev }, last: { seq: heads.last.seq, hash: heads.last.hash } },
    counts: { entries: counts.entries, covered: counts.covered },
    files,
  }, null, 2)}\n`;
}

/** The format version a manifest claims, to tell a newer bundle from a damaged one. */
export function claimedVersion(text: string): unknown {
  const raw = readJson(text);
  return isObject(raw) && raw['format'] === 'panshi-audit-bundle' ? raw['formatVersion'] : undefined;
}

/** Reads a manifest; nothing when it is not exactly what `manifestText` writes, or its numbers contradict each other. */
export function readManifest(text: string): Manifest | undefined {
  const raw = readJson(text);
  if (!isObject(raw) || raw['format'] !== 'panshi-audit-bundle' || raw['formatVersion'] !== FORMAT_VERSION) return undefined;
  const { store, exportedAt, exportedBy, scope, heads, counts, files } = raw;
  if (!isText(store) || !isText(exportedAt) || !isText(exportedBy) || !isScope(scope) || !isFiles(files)) return undefined;
  if (!isObject(heads) || !isObject(heads['first']) || !isObject(heads['last']) || !isObject(counts)) return undefined;
  const { seq: firstSeq, prev } = heads['first'];
  const { seq: lastSeq, hash } = heads['last'];
  const { entries, covered } = counts;
  if (!isCount(firstSeq) || !isCount(lastSeq) || !isCount(entries) || !isCount(covered)) return undefined;
  if (!isHashText(prev) || !isHashText(hash)) return undefined;
  if (firstSeq < 1 || covered !== lastSeq - firstSeq + 1 || entries > covered || (firstSeq === 1 && prev !== GENESIS)) return undefined;
  const manifest: Manifest = {
    format: 'panshi-audit-bundle', formatVersion: FORMAT_VERSION, store, exportedAt, exportedBy, scope,
    heads: { first: { seq: firstSeq, prev }, last: { seq: lastSeq, hash } }, counts: { entries, covered }, files,
  };
  return manifestText(manifest) === text ? manifest : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isHashText(value: unknown): value is string {
  return typeof value === 'string' && isHash(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isScope(value: unknown): value is BundleScope {
  return isObject(value) && Object.values(value).every(isText);
}

function isFiles(value: unknown): value is Record<string, FileDigest> {
  return isObject(value) && Object.values(value).every((file) => isObject(file) && isCount(file['bytes']) && isHashText(file['sha256']));
}
