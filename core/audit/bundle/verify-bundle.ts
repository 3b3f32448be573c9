/*
 * The offline verifier. It needs node's own modules, node-forge, and canonicalize: no store, no vault, no network.
 * Imports name single files for that reason: an index would bring the rest of its folder along.
 */
import { X509Certificate, createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { refuse } from '#common/errors';
import type { Text } from '#common/errors';
import { verifyDetached } from '#core/pki/verify-detached.ts';
import type { ChainHead } from '../chain.ts';
import { HeadsSeen, checkTrust } from './check-trust.ts';
import type { BundleCheck } from './check-trust.ts';
import { AUTHORITY, CHAIN, ENTRIES, KNOWN_FILES, MANIFEST, SIGNATURE, claimedVersion, readManifest } from './manifest.ts';
import type { FileDigest, Manifest } from './manifest.ts';
import { readTrust } from './trust.ts';
import type { Trust } from './trust.ts';
import { walkChain } from './walk-chain.ts';
import { ZipFault, ZipReader } from './zip-reader.ts';

export interface BundleVerdict {
  readonly ok: boolean;
  readonly checks: readonly BundleCheck[];
  /** Entries handed over that were checked. */
  readonly entries: number;
  /** The last link that holds; nothing when it did not come so far. */
  readonly head: ChainHead | undefined;
  /** SHA-256 fingerprint of the authority inside the bundle, to be compared with the firm's. */
  readonly authority: string | undefined;
  /** Whether a head or authority known from elsewhere was given and fits. Without one, a bundle forged as a whole would pass. */
  readonly anchored: boolean;
}

const LARGEST_SMALL_FILE = 1024 * 1024;

/**
 * Checks an audit bundle offline: container, manifest, signature, digest of every file, every entry's place in the hash chain, counts,
 * and what the reader trusts. Nothing is unpacked to the disk; memory stays flat.
 *
 * Whoever forges a whole bundle and signs it with an authority of his own passes every check inside it. Only something known from
 * elsewhere reveals that: give the firm's CA (path of its PEM, or its fingerprint) or a head noted earlier (`seq:hash` or `hash`).
 * A head also reveals truncation and rollback.
 * @param options.trust see `Trust`; several must all fit
 * @throws PanshiError `not_found` without the file, `malformed` for a `trust` that is none
 */
export async function verifyBundle(path: string, options: { readonly trust?: string | readonly string[] } = {}): Promise<BundleVerdict> {
  const trusted: Trust[] = [];
  for (const given of typeof options.trust === 'string' ? [options.trust] : options.trust ?? []) trusted.push(await readTrust(given));
  if (!existsSync(path)) throw refuse('not_found', `找不到审计包：${path}`, `There is no audit bundle at ${path}`);
  const state: State = { checks: [], entries: 0, head: undefined, authority: undefined };
  let zip: ZipReader;
  try {
    zip = await ZipReader.open(path);
  } catch (error) {
    record(state, 'container', false, unreadable(error));
    return verdict(state, false);
  }
  try {
    return verdict(state, await check(zip, trusted, state));
  } finally {
    await zip.close();
  }
}

interface State {
  readonly checks: BundleCheck[];
  entries: number;
  head: ChainHead | undefined;
  authority: string | undefined;
}

/** @returns whether the bundle is anchored in something trusted */
async function check(zip: ZipReader, trusted: readonly Trust[], state: State): Promise<boolean> {
  const small = await readSmallFiles(zip, state);
  if (small === undefined) return false;
  const manifest = checkManifest(small.manifest, state);
  if (manifest === undefined) return false;
  checkSignature(small, manifest, state);
  if (!await checkFiles(zip, manifest, state)) return false;

  const seen = new HeadsSeen(trusted);
  const entries = zip.entries.get(ENTRIES);
  const chain = zip.entries.get(CHAIN);
  if (entries === undefined) return false;
  const walk = await walkChain(manifest, zip.read(entries), chain === undefined ? undefined : zip.read(chain), (head) => seen.show(head));
  const { first, last } = manifest.heads;
  state.entries = walk.entries;
  state.head = walk.head;
  record(state, 'chain', walk.fault === undefined, walk.fault ?? {
    zh: `第 ${first.seq} 至 ${last.seq} 条的哈希链完整，链头 ${last.seq}:${last.hash}`,
    en: `the hash chain holds from entry ${first.seq} to ${last.seq}, head ${last.seq}:${last.hash}`,
  });
  const counted = walk.fault === undefined && walk.entries === manifest.counts.entries;
  record(state, 'counts', counted, counted
    ? {
      zh: `导出 ${walk.entries} 条，覆盖 ${manifest.counts.covered} 条`,
      en: `${walk.entries} entries handed over of ${manifest.counts.covered} covered`,
    }
    : {
      zh: `清单载 ${manifest.counts.entries} 条，核对通过 ${walk.entries} 条`,
      en: `the manifest counts ${manifest.counts.entries} entries, ${walk.entries} could be checked`,
    });
  const held = checkTrust(trusted, seen, manifest, state.authority);
  state.checks.push(...held);
  return trusted.length > 0 && held.every((each) => each.ok);
}

async function readSmallFiles(zip: ZipReader, state: State): Promise<{ manifest: Buffer; ca: Buffer; signature: Buffer } | undefined> {
  try {
    for (const name of zip.entries.keys()) {
      if (!KNOWN_FILES.includes(name)) throw new ZipFault(`unknown file ${JSON.stringify(name)}`);
    }
    const read = async (name: string) => {
      const entry = zip.entries.get(name);
      if (entry === undefined) throw new ZipFault(`${name} is missing`);
      return zip.readWhole(entry, LARGEST_SMALL_FILE);
    };
    if (!zip.entries.has(ENTRIES)) throw new ZipFault(`${ENTRIES} is missing`);
    const small = { manifest: await read(MANIFEST), ca: await read(AUTHORITY), signature: await read(SIGNATURE) };
    record(state, 'container', true, { zh: `压缩包完整，含 ${zip.entries.size} 个文件`, en: `the zip is sound and holds ${zip.entries.size} files` });
    return small;
  } catch (error) {
    record(state, 'container', false, unreadable(error));
    return undefined;
  }
}

function checkManifest(bytes: Buffer, state: State): Manifest | undefined {
  const text = bytes.toString('utf8');
  const manifest = Buffer.from(text, 'utf8').equals(bytes) ? readManifest(text) : undefined;
  if (manifest !== undefined) {
    record(state, 'manifest', true, {
      zh: `账套 ${manifest.store}，${manifest.exportedBy} 于 ${manifest.exportedAt} 导出`,
      en: `store ${manifest.store}, exported by ${manifest.exportedBy} at ${manifest.exportedAt}`,
    });
    return manifest;
  }
  const version = claimedVersion(text);
  record(state, 'manifest', false, typeof version === 'number' && version !== 1
    ? { zh: `审计包格式版本 ${version} 未知，请用更新的核验程序。`, en: `bundle format ${version} is unknown; use a newer verifier.` }
    : { zh: '清单已损坏或自相矛盾。', en: 'the manifest is damaged or contradicts itself.' });
  return undefined;
}

function checkSignature(small: { manifest: Buffer; ca: Buffer; signature: Buffer }, manifest: Manifest, state: State): void {
  const ca = small.ca.toString('utf8');
  const result = verifyDetached(small.manifest, small.signature, ca);
  if (!result.ok) {
    record(state, 'signature', false, result.reason);
    return;
  }
  state.authority = new X509Certificate(ca).fingerprint256;
  const same = Math.abs(Date.parse(result.signedAt) - Date.parse(manifest.exportedAt)) < 1000;
  record(state, 'signature', same, same
    ? {
      zh: `${result.signer} 于 ${result.signedAt} 签名，CA 指纹 ${state.authority}`,
      en: `signed by ${result.signer} at ${result.signedAt}, CA ${state.authority}`,
    }
    : { zh: '签名时间与导出时间不符。', en: 'the signing time differs from the time of export.' });
}

async function checkFiles(zip: ZipReader, manifest: Manifest, state: State): Promise<boolean> {
  const expected = [MANIFEST, SIGNATURE, ...Object.keys(manifest.files)].sort().join(' ');
  const found = [...zip.entries.keys()].sort().join(' ');
  const partial = manifest.counts.entries < manifest.counts.covered;
  let detail: Text | undefined = expected === found ? undefined : { zh: '文件与清单所列不同。', en: 'the files are not those the manifest lists.' };
  if (partial && manifest.files[CHAIN] === undefined) detail = { zh: `缺少 ${CHAIN}`, en: `${CHAIN} is missing` };
  for (const [name, digest] of detail === undefined ? Object.entries(manifest.files) : []) {
    if (!await fits(zip, name, digest)) {
      detail = { zh: `${name} 与清单中的 SHA-256 不符。`, en: `${name} does not fit its SHA-256 in the manifest.` };
      break;
    }
  }
  record(state, 'files', detail === undefined, detail ?? { zh: '各文件与清单中的 SHA-256 相符', en: 'every file fits its SHA-256 in the manifest' });
  // With a file changed the chain still tells which entry; with one missing there is nothing to walk.
  return zip.entries.has(ENTRIES) && (!partial || zip.entries.has(CHAIN));
}

async function fits(zip: ZipReader, name: string, digest: FileDigest): Promise<boolean> {
  const entry = zip.entries.get(name);
  if (entry === undefined || entry.size !== digest.bytes) return false;
  const sha256 = createHash('sha256');
  try {
    for await (const piece of zip.read(entry)) sha256.update(piece);
  } catch (error) {
    if (error instanceof ZipFault) return false;
    throw error;
  }
  return sha256.digest('hex') === digest.sha256;
}

function record(state: State, name: string, ok: boolean, detail: Text): void {
  state.checks.push({ name, ok, detail });
}

function verdict(state: State, anchored: boolean): BundleVerdict {
  const ok = state.checks.every((each) => each.ok);
  return { ok, checks: state.checks, entries: state.entries, head: state.head, authority: state.authority, anchored: ok && anchored };
}

function unreadable(error: unknown): Text {
  if (!(error instanceof ZipFault)) throw error;
  return { zh: `不是完好的审计包压缩文件（${error.message}）。`, en: `not a sound bundle: ${error.message}.` };
}
