import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type Client } from '#common/api';
import { openHost, type Host } from '#server/host';
import { emptyCompany } from './api/testing/company.ts';
import { CHEAP, PASSPHRASE, PASSWORD, usernameOf, type PersonName } from './api/testing/people.ts';

/* What the auditor's guide gives to somebody without the program: two scripts, and openssl. */

const GUIDE = join(import.meta.dirname, '..', 'docs', 'guide');

interface Manifest {
  files: Record<string, { bytes: number; sha256: string }>;
  counts: { entries: number };
  heads: { last: { seq: number; hash: string } };
}

describe("the auditor's guide", () => {
  let host: Host;
  let remove: () => Promise<void>;
  let scratch: string;
  let customer: string;
  let between: string;
  let noted: string;
  let live: Readonly<Record<string, unknown>>;

  async function as(person: PersonName): Promise<Client> {
    const client = createClient({ baseUrl: 'https://localhost', fetch: (request) => host.handler(request) });
    await client.signIn({ username: usernameOf(person), password: PASSWORD });
    return client;
  }

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'panshi-guide-'));
    const made = await emptyCompany('sqlite');
    remove = made.remove;
    host = await openHost({ data: made.data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP });
    const manager = await as('salesManager');
    const { id } = await manager.create('customer', { code: 'G1', name: '苏州精工', creditLimit: '50000.00', phone: '0512-66001234' });
    customer = id;
    between = (await manager.history('customer', id)).at(-1)?.at ?? '';
    const head = await host.core.audit.head(host.core.store.reader);
    noted = `${head.seq}:${head.hash}`;
    while (new Date().toISOString() <= between) await new Promise((resolve) => setImmediate(resolve));
    await manager.update('customer', id, { version: 1, creditLimit: '80000.00' });
    await manager.attach('customer', id, { name: 'contract.txt', mediaType: 'text/plain', content: new TextEncoder().encode('contract') });
    live = await manager.read('customer', id);
    const auditor = await as('auditor');
    unpack('whole', await auditor.exportAudit());
    unpack('filtered', await auditor.exportAudit({ object: 'customer' }));
  });
  afterAll(async () => {
    await host.close();
    await remove();
    rmSync(scratch, { recursive: true });
  });

  function unpack(name: string, zip: Uint8Array): void {
    write(name, unzipSync(zip));
  }
  function write(name: string, files: Readonly<Record<string, Uint8Array>>): void {
    mkdirSync(join(scratch, name));
    for (const [file, bytes] of Object.entries(files)) writeFileSync(join(scratch, name, file), bytes);
  }
  const text = (name: string, file: string): string => readFileSync(join(scratch, name, file), 'utf8');
  const run = (command: string, ...args: string[]) => spawnSync(command, args, { cwd: scratch, encoding: 'utf8' });
  const check = (name: string, ...more: string[]) => run('python3', join(GUIDE, 'check_bundle.py'), name, ...more);
  const signed = (name: string): boolean =>
    spawnSync('openssl', 'cms -verify -binary -inform DER -in signature.p7s -content manifest.json -CAfile ca.pem'.split(' '), {
      cwd: join(scratch, name),
    }).status === 0;

  /** A copy with its entries changed, and the manifest made to fit them. */
  function spoilt(name: string, from: string, change: (lines: string[]) => string[]): void {
    const manifest = JSON.parse(text(from, 'manifest.json')) as Manifest;
    const files = Object.fromEntries(
      ['signature.p7s', ...Object.keys(manifest.files)].map((file) => [file, readFileSync(join(scratch, from, file))]),
    );
    const lines = change(text(from, 'entries.jsonl').trimEnd().split('\n'));
    const entries = Buffer.from(`${lines.join('\n')}\n`);
    manifest.files['entries.jsonl'] = { bytes: entries.length, sha256: createHash('sha256').update(entries).digest('hex') };
    manifest.counts.entries = lines.length;
    write(name, { ...files, 'entries.jsonl': entries, 'manifest.json': Buffer.from(JSON.stringify(manifest)) });
  }

  it.each(['whole', 'filtered'])('checks a %s bundle, and a head noted earlier', (name) => {
    expect(signed(name)).toBe(true);
    const { stdout, status } = check(name, noted);
    const { last } = (JSON.parse(text(name, 'manifest.json')) as Manifest).heads;
    expect(stdout).toContain(`head ${last.seq}:${last.hash}`);
    expect(stdout).toContain(`ok   head: ${noted}`);
    expect(status).toBe(0);
    const wrong = noted.slice(0, -1) + (noted.endsWith('0') ? '1' : '0');
    expect(check(name, wrong)).toMatchObject({ status: 1, stderr: expect.stringContaining('does not lie on this chain') });
  });

  it.each<[string, string, (lines: string[]) => string[], RegExp]>([
    ['changed', 'whole', (lines) => lines.map((line) => line.replaceAll('80000.00', '90000.00')), /ends at .*, signed was/],
    ['removed', 'whole', (lines) => lines.toSpliced(99, 1), /entry 100 was due, entry 101 came/],
    ['cut off', 'whole', (lines) => lines.slice(0, -1), /ends at .*, signed was/],
    ['swapped', 'whole', (lines) => lines.toSpliced(9, 2, lines[10] ?? '', lines[9] ?? ''), /entry 10 was due, entry 11 came/],
    ['doubled', 'whole', (lines) => [...lines, lines[0] ?? ''], /1 is there twice/],
    ['changed in part', 'filtered', (lines) => lines.map((line) => line.replaceAll('80000.00', '90000.00')), /is not the one that was chained/],
    ['put in', 'filtered', (lines) => [...lines, '{"seq":999999}'], /no place for the entries \[999999\]/],
  ])('finds an entry that was %s in a %s bundle', (name, from, change, fault) => {
    spoilt(name, from, change);
    expect(check(name)).toMatchObject({ status: 1, stderr: expect.stringMatching(fault) });
    expect(signed(name)).toBe(false);
  });

  it('finds a file that is not the one that was signed, before anything else', () => {
    spoilt('plain', 'whole', (lines) => lines);
    writeFileSync(join(scratch, 'plain', 'entries.jsonl'), text('plain', 'entries.jsonl').replace('80000.00', '90000.00'));
    expect(check('plain').stderr).toMatch(/entries.jsonl is not the file that was signed/);
    writeFileSync(join(scratch, 'plain', 'more.txt'), 'more');
    expect(check('plain').stderr).toMatch(/expected .*, found .*more\.txt/);
  });

  it('puts a record together as it was: what is attached to it is none of its fields', () => {
    const at = (...moment: string[]) => run('python3', join(GUIDE, 'record_at.py'), 'filtered', 'customer', customer, ...moment);
    expect(JSON.parse(at(between).stdout)).toMatchObject({ name: '苏州精工', creditLimit: '50000.00' });
    const now = JSON.parse(at().stdout) as Record<string, unknown>;
    expect(now).toMatchObject({ name: '苏州精工', creditLimit: '80000.00' });
    const bookkeeping = new Set(['version', 'updatedAt', 'updatedBy']);
    for (const [field, value] of Object.entries(live)) if (!bookkeeping.has(field)) expect([field, now[field] ?? null]).toEqual([field, value]);
    expect(now).not.toHaveProperty('sha256');
    expect(at('2020-01-01T00:00:00.000Z')).toMatchObject({ status: 1, stderr: expect.stringContaining('not there') });
  });

  it.each(['auditor.md', 'auditor.zh-CN.md'])('%s states the length of its script as it is', (name) => {
    const lines = readFileSync(join(GUIDE, 'check_bundle.py'), 'utf8').trimEnd().split('\n').length;
    expect(readFileSync(join(GUIDE, name), 'utf8')).toMatch(new RegExp(`check_bundle\\.py\\)[:，]\\s*${lines} `));
  });
});
