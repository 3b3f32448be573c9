import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type Client } from '#common/api';
import { decimal } from '#common/decimal';
import { verifyBundle } from '#core/audit/bundle';
import { readNorthwind } from '#modules/sample';
import { makeBackup, verifyBackup } from '#server/backup';
import { examine } from '#server/doctor';
import { openHost, type Host } from '#server/host';
import { plaintextIn } from '../../scripts/demo/plaintext.ts';
import { runDemo, type DemoSummary } from '../../scripts/demo/run-demo.ts';
import { expectDenied, refusal } from '../api/testing/refusal.ts';

const run = promisify(execFile);

/* The demonstration as a whole: the sample's history played through the business, its figures, its disk, and the bundle taken away. */
describe('the demonstration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'panshi-demo-'));
  const passphrase = 'a wild goose over the northern wind';
  const bundle = join(folder, 'audit.zip');
  const data = join(folder, 'data');
  let summary: DemoSummary;
  let trialBalance: readonly Readonly<Record<string, unknown>>[];

  beforeAll(async () => {
    ({ summary, trialBalance } = await runDemo({ data, bundle, passphrase, unlockFile: join(folder, 'unlock') }));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has the sample’s figures, to the cent', () => {
    expect(summary).toMatchObject({
      orders: 830,
      lines: 2155,
      gross: '1354458.59',
      net: '1265793.29',
      shippedNet: '1239855.85',
      freight: '64942.69',
      stockMatches: true,
      auditVerified: true,
    });
    expect(summary.checks.filter((check) => !check.ok)).toEqual([]);
    expect(summary.checks.length).toBeGreaterThanOrEqual(12);
    expect(summary.auditEntries).toBeGreaterThan(10_000);
    expect(summary.medianOrderMs).toBeGreaterThan(0);
  });

  it('has books that agree with each other', () => {
    expect(summary.trialBalance.debit).toBe(summary.trialBalance.credit);
    const sum = (column: string) => trialBalance.reduce((total, row) => total.plus(String(row[column] ?? '0')), decimal('0')).toFixed(2);
    expect(sum('closingDebit')).toBe(sum('closingCredit'));
    expect(summary.stockLedgerValue).toBe(summary.stockAccountsValue);
    expect(decimal(summary.receivables).plus(summary.receipts).toFixed(2)).toBe(summary.invoices);
    // Shipped goods and the freight of the shipped orders: all that was invoiced. The 21 open orders carry the rest of the freight.
    const open = readNorthwind().orders.filter((order) => order.shippedDate === null);
    const freight = open.reduce((total, order) => total.minus(order.freight), decimal('64942.69'));
    expect(open).toHaveLength(21);
    expect(summary.invoices).toBe(decimal('1239855.85').plus(freight).toFixed(2));
  });

  it('has users for every role, each with a password of their own', () => {
    expect(summary.users.map((user) => user.username)).toEqual(
      expect.arrayContaining([
        'sales.clerk',
        'sales.manager',
        'buyer',
        'storekeeper',
        'accountant',
        'auditor',
        'system.officer',
        'security.officer',
      ]),
    );
    expect(new Set(summary.users.map((user) => user.password)).size).toBe(summary.users.length);
  });

  it('hands over a bundle that openssl accepts, and in which any change shows', async () => {
    const files = unzipSync(new Uint8Array(await readFile(bundle)));
    const unpacked = join(folder, 'unpacked');
    await run('mkdir', [unpacked]);
    for (const name of ['manifest.json', 'signature.p7s', 'ca.pem']) await writeFile(join(unpacked, name), files[name] ?? new Uint8Array());
    const cms = () =>
      run(
        'openssl',
        [
          'cms',
          '-verify',
          '-binary',
          '-inform',
          'DER',
          '-in',
          'signature.p7s',
          '-content',
          'manifest.json',
          '-CAfile',
          'ca.pem',
          '-out',
          '/dev/null',
        ],
        { cwd: unpacked },
      );
    expect((await cms()).stderr).toMatch(/Verification successful/);
    await writeFile(join(unpacked, 'manifest.json'), `${Buffer.from(files['manifest.json'] ?? []).toString('utf8')} `);
    await expect(cms()).rejects.toThrow(/Verification failure/);

    const lines = Buffer.from(files['entries.jsonl'] ?? [])
      .toString('utf8')
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(summary.auditEntries);
    const [first = '', second = '', ...rest] = lines;
    const tampered: Readonly<Record<string, readonly string[]>> = {
      'one changed': [first.replace('"ok":true', '"ok":false'), second, ...rest],
      'one removed': [first, ...rest],
      'the last removed': lines.slice(0, -1),
      'one inserted': [first, first, second, ...rest],
      'two swapped': [second, first, ...rest],
    };
    for (const [how, entries] of Object.entries(tampered)) {
      expect(entries, how).not.toEqual(lines);
      const path = join(folder, 'tampered.zip');
      await writeFile(path, zipSync({ ...files, 'entries.jsonl': Buffer.from(`${entries.join('\n')}\n`) }, { level: 0 }));
      expect((await verifyBundle(path)).ok, how).toBe(false);
    }
    expect((await verifyBundle(bundle)).ok).toBe(true);
  });

  describe('opened again', () => {
    let host: Host;
    beforeAll(async () => {
      host = await openHost({ data, unlock: { passphrase } });
    });
    afterAll(() => host.close());

    const signIn = async (username: string): Promise<Client> => {
      const client = createClient({
        baseUrl: 'https://localhost',
        lang: 'en',
        fetch: (request) => host.handler(request, { address: '127.0.0.1' }),
      });
      await client.signIn({ username, password: summary.users.find((user) => user.username === username)?.password ?? '' });
      return client;
    };

    it('is sound', async () => {
      expect((await examine(host)).filter((finding) => !finding.ok && finding.name !== 'free disk')).toEqual([]);
    });

    it('shows the clerk own customers and orders alone, without cost, margin or credit limit', async () => {
      const clerk = await signIn('sales.clerk');
      const manager = await signIn('sales.manager');
      const [all, own] = [
        await manager.list('sales-order', { count: true, limit: 1 }),
        await clerk.list('sales-order', { count: true, limit: 1 }),
      ];
      expect(all.total).toBe(830);
      expect(own.total).toBeGreaterThan(0);
      expect(own.total).toBeLessThan(830);
      const [clerkUser] = await manager.query({
        object: 'sales-order',
        select: ['count() as n'],
        filter: `ownerId == "${(await clerk.me()).id}"`,
      });
      expect(own.total).toBe(clerkUser?.['n']);
      const {
        records: [foreign],
      } = await manager.list('customer', { filter: `ownerId != "${(await clerk.me()).id}"`, limit: 1 });
      expect(await refusal(clerk.read('customer', foreign?.id ?? ''))).toMatchObject({ status: 404 });
      await expectDenied(clerk.list('product', { sort: ['cost'] }), 'cost');
      await expectDenied(clerk.query({ object: 'sales-order', select: ['sum(margin)'] }), 'margin');
      await expectDenied(clerk.list('customer', { filter: 'creditLimit > 0' }), 'creditLimit');
    });

    it('lies on the disk unreadable: store, write-ahead log, attachments and backup', async () => {
      const names = readNorthwind().customers.map((customer) => customer.companyName);
      expect(names).toHaveLength(91);
      const clerk = await signIn('sales.clerk');
      const {
        records: [customer],
      } = await clerk.list('customer', { limit: 1 });
      await clerk.attach('customer', customer?.id ?? '', {
        name: 'names.txt',
        mediaType: 'text/plain',
        content: Buffer.from(names.join('\n').repeat(20)),
      });
      // The host is open, and what was just written stands in the write-ahead log.
      const files = await readdir(join(data, 'store'));
      expect(files).toContain('panshi.db-wal');
      expect((await stat(join(data, 'store', 'panshi.db-wal'))).size).toBeGreaterThan(0);
      expect(plaintextIn(data, names)).toEqual([]);

      const copies = join(folder, 'copies');
      await run('mkdir', [copies]);
      const { files: packed } = await makeBackup(host, join(copies, 'backup.panshi'));
      expect(packed).toBeGreaterThan(3);
      expect(plaintextIn(copies, names)).toEqual([]);
      const drilled = await verifyBackup(join(copies, 'backup.panshi'), { passphrase });
      expect(drilled.head.seq).toBeGreaterThan(summary.auditEntries);

      // The scan finds what is there to be found.
      await writeFile(join(copies, 'plain.txt'), `... ${names[0] ?? ''} ...`);
      expect(plaintextIn(copies, names)).toHaveLength(1);
    });
  });
});
