import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAuthority, fingerprint, issueSigner } from '#core/pki';
import type { Authority, Signer } from '#core/pki';
import { GENESIS } from '../chain.ts';
import { verifyBundle, writeBundle } from './index.ts';
import type { BundleScope } from './index.ts';
import { EXPORTED_AT, chained, lines, manifestOf, pack, refit, resign, sampleLog, unlines, unpack, yielded } from './testing/sample-log.ts';
import type { Files, LogEntry } from './testing/sample-log.ts';

const LOG = sampleLog(12);
const HEAD = { seq: 12, hash: LOG[11]?.hash ?? '' };
let authority: Authority;
let signer: Signer;
let impostor: Signer;
let dir: string;
let out: string;
beforeAll(async () => {
  const now = new Date('2026-01-01T00:00:00Z');
  authority = await createAuthority({ organisation: '磐石贸易有限公司', now });
  signer = await issueSigner(authority, { name: '审计签名', now });
  impostor = await issueSigner(await createAuthority({ organisation: '磐石贸易有限公司', now }), { name: '审计签名', now });
});
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'panshi-bundle-'));
  out = join(dir, 'audit.zip');
});
afterEach(() => rmSync(dir, { recursive: true }));

const isAccountant = (entry: LogEntry) => entry.body.includes('"accountant"');
function write(options: {
  log?: readonly LogEntry[]; scope?: BundleScope; include?: (entry: LogEntry) => boolean; head?: typeof HEAD;
} = {}) {
  const log = options.log ?? LOG;
  const [first] = log;
  const prev = first === undefined || first.seq === 1 ? GENESIS : LOG[first.seq - 2]?.hash ?? '';
  return writeBundle({
    out, entries: yielded(log, options.include), scope: options.scope ?? {}, first: { seq: first?.seq ?? 1, prev },
    head: options.head ?? HEAD, store: '0b7f8a6e-0000-4000-8000-000000000001', signer,
    exportedBy: '审计员 李四 (auditor)', exportedAt: EXPORTED_AT,
  });
}
const partial = () => write({ scope: { user: 'accountant' }, include: isAccountant });
const failing = async (trust?: string | string[]) => {
  const verdict = await verifyBundle(out, trust === undefined ? {} : { trust });
  const failed = verdict.checks.filter((check) => !check.ok).map((check) => check.name);
  expect(verdict.ok).toBe(failed.length === 0);
  if (!verdict.ok) expect(verdict.anchored).toBe(false);
  return failed;
};
function openssl(files: Files): void {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(dir, name), bytes);
  const command = 'cms -verify -binary -inform DER -in signature.p7s -content manifest.json -CAfile ca.pem';
  execFileSync('openssl', command.split(' '), { cwd: dir, stdio: 'pipe' });
}

describe('a whole export', () => {
  test('holds every entry, verifies offline, and openssl accepts the signature', async () => {
    expect(await write()).toMatchObject({ entries: 12, covered: 12, head: HEAD });
    const files = unpack(out);
    expect(Object.keys(files).sort()).toEqual(['ca.pem', 'entries.jsonl', 'manifest.json', 'signature.p7s']);
    expect(lines(files['entries.jsonl'])).toEqual(LOG.map((entry) => entry.body));
    expect(manifestOf(files)).toMatchObject({
      formatVersion: 1, exportedBy: '审计员 李四 (auditor)', exportedAt: EXPORTED_AT,
      heads: { first: { seq: 1, prev: GENESIS }, last: HEAD }, counts: { entries: 12, covered: 12 },
    });
    openssl(files);
    const verdict = await verifyBundle(out);
    expect(verdict).toMatchObject({ ok: true, entries: 12, head: HEAD, authority: fingerprint(authority.certificatePem) });
    expect(verdict.checks.map((check) => check.name)).toEqual(['container', 'manifest', 'signature', 'files', 'chain', 'counts', 'trust']);
  });

  test('says plainly that nothing anchors it when no head or CA was given', async () => {
    await write();
    const verdict = await verifyBundle(out);
    expect(verdict).toMatchObject({ ok: true, anchored: false });
    expect(verdict.checks.at(-1)?.detail.en).toMatch(/no head or CA was given to trust/);
  });

  test('unzips with other programs too', async () => {
    await write();
    execFileSync('python3', ['-m', 'zipfile', '-e', out, join(dir, 'x')]);
    expect(lines(readFileSync(join(dir, 'x', 'entries.jsonl')))).toHaveLength(12);
  });

  test('of a later part of the log starts from the hash before it', async () => {
    await write({ log: LOG.slice(4), scope: { from: '2026-01-05T01:04:00.000Z' } });
    expect(await verifyBundle(out, { trust: `12:${HEAD.hash}` })).toMatchObject({ ok: true, entries: 8, anchored: true });
  });

  test('of an empty log verifies too', async () => {
    await write({ log: [], head: { seq: 0, hash: GENESIS } });
    expect(await verifyBundle(out)).toMatchObject({ ok: true, entries: 0, head: { seq: 0, hash: GENESIS } });
  });

  test('replaces an older file and leaves nothing beside it', async () => {
    writeFileSync(out, 'old');
    await partial();
    expect(readdirSync(dir)).toEqual(['audit.zip']);
    expect((await verifyBundle(out)).ok).toBe(true);
  });
});

describe('a filtered export', () => {
  test('proves the place of each entry and discloses nothing of the others but a hash', async () => {
    expect(await partial()).toMatchObject({ entries: 4, covered: 12 });
    const files = unpack(out);
    expect(lines(files['chain.jsonl'])).toEqual(LOG.map((entry) => `{"bodyHash":"${entry.bodyHash}","seq":${entry.seq}}`));
    openssl(files);
    expect(await verifyBundle(out, { trust: HEAD.hash })).toMatchObject({ ok: true, entries: 4, head: HEAD, anchored: true });
    const everything = Buffer.concat(Object.values(files)).toString('utf8');
    for (const entry of LOG) expect(everything.includes(`SECRET-${entry.seq}"`)).toBe(isAccountant(entry));
  });

  test('with no match at all still proves the chain', async () => {
    await write({ scope: { user: 'nobody' }, include: () => false });
    expect(await verifyBundle(out, { trust: HEAD.hash })).toMatchObject({ ok: true, entries: 0, anchored: true });
  });
});

describe('a broken log is not signed', () => {
  const refused = (log: readonly LogEntry[]) => expect(write({ log })).rejects.toMatchObject({ code: 'store_broken' });
  test('changed, missing, swapped, cut: the export names the entry and leaves no file', async () => {
    await refused(LOG.map((entry) => (entry.seq === 5 ? { ...entry, body: entry.body.replace('SECRET-5', 'SECRET-6') } : entry)));
    await refused(LOG.filter((entry) => entry.seq !== 5));
    await refused([...LOG.slice(0, 4), ...LOG.slice(5, 6), ...LOG.slice(4, 5), ...LOG.slice(6)]);
    await refused(LOG.slice(0, -1));
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('tampering', () => {
  const forgedBody = (body: string) => body.replace('SECRET', 'FORGED');
  const renumbered = (bodies: readonly string[]) => bodies.map((body, i) => body.replace(/"seq":\d+/, `"seq":${i + 1}`));
  /** What a forger does to the entries; `bodies` are those in the bundle. */
  const attacks: Record<string, (bodies: string[]) => string[]> = {
    changed: (bodies) => bodies.map((body, i) => (i === 2 ? forgedBody(body) : body)),
    removed: (bodies) => bodies.filter((_, i) => i !== 2),
    'removed first': (bodies) => bodies.slice(1),
    truncated: (bodies) => bodies.slice(0, -1),
    inserted: (bodies) => bodies.flatMap((body, i) => (i === 2 ? [forgedBody(body), body] : [body])),
    doubled: (bodies) => bodies.flatMap((body, i) => (i === 2 ? [body, body] : [body])),
    swapped: (bodies) => bodies.map((body, i) => (i === 1 ? bodies[2] ?? '' : i === 2 ? bodies[1] ?? '' : body)),
  };

  describe.each(['whole', 'filtered'])('of a %s export', (kind) => {
    test.each(Object.keys(attacks))('entry %s: caught as it is, and with the manifest made to fit', async (name) => {
      await (kind === 'whole' ? write() : partial());
      const files = unpack(out);
      const bodies = attacks[name]?.(lines(files['entries.jsonl'])) ?? [];
      const edited = { ...files, 'entries.jsonl': unlines(bodies) };

      pack(out, edited);
      const asItIs = await failing();
      expect(asItIs).toContain('files');
      expect(asItIs.some((check) => check === 'chain' || check === 'counts')).toBe(true);

      pack(out, refit(edited));
      const refitted = await failing();
      expect(refitted).toContain('signature');
      expect(refitted.some((check) => check === 'chain' || check === 'counts')).toBe(true);
      expect(() => openssl(refit(edited))).toThrow(/Verification failure/);

      // Even signed by the firm's own signer the entries must fit the heads of the chain.
      pack(out, resign(edited, signer));
      const resigned = await failing();
      expect(resigned).not.toContain('signature');
      expect(resigned).toContain(kind === 'filtered' && bodies.length < 4 ? 'counts' : 'chain');
    });

    test.each(Object.keys(attacks))('entry %s in a wholly forged bundle: caught by a trusted CA and by a trusted head', async (name) => {
      await (kind === 'whole' ? write() : partial());
      const files = unpack(out);
      // The forger rewrites the whole log, so that the chain fits again, and signs with an authority of the same name.
      const log = chained(renumbered(attacks[name]?.(LOG.map((entry) => entry.body)) ?? []));
      const head = { seq: log.length, hash: log.at(-1)?.hash ?? '' };
      const kept = kind === 'whole' ? log : log.filter(isAccountant);
      const forged: Files = { ...files, 'entries.jsonl': unlines(kept.map((entry) => entry.body)) };
      if (kind === 'filtered') forged['chain.jsonl'] = unlines(log.map((entry) => `{"bodyHash":"${entry.bodyHash}","seq":${entry.seq}}`));
      pack(out, resign(forged, impostor, {
        heads: { first: { seq: 1, prev: GENESIS }, last: head }, counts: { entries: kept.length, covered: log.length },
      }));

      expect(await verifyBundle(out)).toMatchObject({ ok: true, anchored: false });
      expect(await failing(fingerprint(authority.certificatePem))).toEqual(['trust']);
      if (name === 'truncated') expect(await failing(`12:${HEAD.hash}`)).toEqual(['trust']);
      expect(await failing(HEAD.hash)).toEqual(['trust']);
      expect(await failing([HEAD.hash, fingerprint(authority.certificatePem)])).toEqual(['trust', 'trust']);
    });
  });

  test('a bundle of a rolled-back log, rightly signed, is caught by a later head', async () => {
    await write({ log: LOG.slice(0, 9), head: { seq: 9, hash: LOG[8]?.hash ?? '' } });
    expect(await failing(fingerprint(authority.certificatePem))).toEqual([]);
    const verdict = await verifyBundle(out, { trust: `12:${HEAD.hash}` });
    expect(verdict.ok).toBe(false);
    expect(verdict.checks.at(-1)?.detail.en).toMatch(/ends at entry 9, before the trusted head 12:.*truncated or rolled back/);
  });

  test('leaving an entry out of a filtered export changes what the manifest counts, and so its signature', async () => {
    await partial();
    const files = unpack(out);
    const fewer = { ...files, 'entries.jsonl': unlines(lines(files['entries.jsonl']).slice(1)) };
    pack(out, refit(fewer, { counts: { entries: 3, covered: 12 } }));
    expect(await failing()).toEqual(['signature']);
    pack(out, refit(fewer));
    expect(await failing()).toEqual(['signature', 'counts']);
  });

  test('each line of the manifest counts', async () => {
    await write();
    const files = unpack(out);
    const text = files['manifest.json']?.toString('utf8') ?? '';
    for (const [from, to] of [['李四', '王五'], ['2026-11-22', '2026-11-23'], ['"entries": 12', '"entries": 11'],
      [`"hash": "${HEAD.hash}"`, `"hash": "${GENESIS}"`]] as const) {
      expect(text).toContain(from);
      pack(out, { ...files, 'manifest.json': Buffer.from(text.replace(from, to)) });
      expect(await failing()).toContain('signature');
    }
    for (const broken of ['', '{}', text.slice(0, -3), text.replace('"seq": 1,', '"seq": 2,'), text.replace('{', '{ '),
      text.replace('"scope"', '"extra": 1, "scope"')]) {
      pack(out, { ...files, 'manifest.json': Buffer.from(broken) });
      expect(await failing()).toEqual(['manifest']);
    }
  });

  test('entry 1 has nothing before it: a manifest that says otherwise is refused whoever signed it', async () => {
    await write();
    pack(out, resign(unpack(out), signer, { heads: { first: { seq: 1, prev: HEAD.hash }, last: HEAD } }));
    expect(await failing()).toEqual(['manifest']);
  });

  test('a bundle of a newer format says so', async () => {
    await write();
    const files = unpack(out);
    pack(out, { ...files, 'manifest.json': Buffer.from('{"format":"panshi-audit-bundle","formatVersion":2}') });
    const verdict = await verifyBundle(out);
    expect(verdict.checks.at(-1)?.detail.en).toMatch(/format 2 is unknown/);
  });

  test('a foreign signature, a missing one, another CA certificate', async () => {
    await write();
    const files = unpack(out);
    const foreign = resign(files, impostor);
    pack(out, { ...files, 'signature.p7s': foreign['signature.p7s'] ?? Buffer.alloc(0) });
    expect(await failing()).toEqual(['signature']);
    pack(out, { ...files, 'signature.p7s': Buffer.alloc(0) });
    expect(await failing()).toEqual(['signature']);
    pack(out, { ...files, 'ca.pem': Buffer.from(impostor.caPem) });
    expect(await failing()).toEqual(['signature', 'files']);
    const { 'signature.p7s': _gone, ...unsigned } = files;
    pack(out, unsigned);
    expect(await failing()).toEqual(['container']);
  });

  test('a chain file left out, or slipped in', async () => {
    await partial();
    const files = unpack(out);
    const { 'chain.jsonl': _chain, ...without } = files;
    pack(out, without);
    expect(await failing()).toEqual(['files']);
    await write();
    pack(out, { ...unpack(out), 'chain.jsonl': files['chain.jsonl'] ?? Buffer.alloc(0) });
    expect(await failing()).toEqual(['files']);
  });
});

describe('what the reader trusts', () => {
  let anchors: string;
  beforeAll(() => {
    anchors = mkdtempSync(join(tmpdir(), 'panshi-trust-'));
  });
  afterAll(() => rmSync(anchors, { recursive: true }));

  test('the CA by fingerprint or file, a head with or without its number: the last, an older one, the one before', async () => {
    await write({ log: LOG.slice(4), scope: { from: '2026-01-05T01:04:00.000Z' } });
    const file = join(anchors, 'firm-ca.pem');
    writeFileSync(file, authority.certificatePem);
    const print = fingerprint(authority.certificatePem);
    for (const trust of [print, print.toLowerCase(), `ca:${print.replaceAll(':', '').toLowerCase()}`, file,
      HEAD.hash, `12:${HEAD.hash}`, HEAD.hash.toUpperCase(), `7:${LOG[6]?.hash}`, `4:${LOG[3]?.hash}`]) {
      expect(await verifyBundle(out, { trust })).toMatchObject({ ok: true, anchored: true });
    }
    for (const trust of [fingerprint(impostor.caPem), `ca:${GENESIS}`, `11:${HEAD.hash}`, `3:${LOG[2]?.hash}`, LOG[2]?.hash ?? '']) {
      expect(await failing(trust)).toEqual(['trust']);
    }
  });

  test('anything else is refused rather than ignored', async () => {
    await write();
    for (const trust of ['', 'yes', HEAD.hash.slice(1), join(anchors, 'missing.pem')]) {
      await expect(verifyBundle(out, { trust })).rejects.toMatchObject({ code: 'malformed' });
    }
    await expect(verifyBundle(join(dir, 'missing.zip'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('the verifier stands alone: node\'s own modules, node-forge and canonicalize, no store, no vault, no native code', () => {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const root = resolve(import.meta.dirname, '../../..');
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)';$/gm)) {
      const path = from.startsWith('.') ? resolve(dirname(file), from)
        : from.startsWith('#') ? resolve(root, from.endsWith('.ts') ? from.slice(1) : `${from.slice(1)}/index.ts`) : undefined;
      if (path === undefined) packages.add(from.replace(/^node:.*/, 'node:'));
      else visit(path);
    }
  };
  visit(join(import.meta.dirname, 'verify-bundle.ts'));
  expect([...packages].sort()).toEqual(['canonicalize', 'node-forge', 'node:']);
  for (const file of seen) expect(existsSync(file)).toBe(true);
  const folders = new Set([...seen].map((file) => dirname(file).slice(root.length + 1)));
  expect([...folders].sort()).toEqual(['common/errors', 'core/audit', 'core/audit/bundle', 'core/pki']);
});
