import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '#db';
import { testHost, type TestHost } from '#server/testing';
import { examine } from './index.ts';

describe.each<Dialect>(['sqlite', 'postgres'])('%s', (dialect) => {
  let test: TestHost;
  beforeAll(async () => {
    test = await testHost(dialect);
  });
  afterAll(() => test.remove());

  const failing = async () => (await examine(test.host)).filter((finding) => !finding.ok).map((finding) => finding.name);

  it('finds nothing wrong with a fresh store, and names what was spoilt behind the program\'s back', async () => {
    expect(await failing()).toEqual([]);
    const { store } = test.host.core;
    const [company] = await store.reader.rows('SELECT id FROM "company"');
    const [account] = await store.reader.rows(`SELECT id FROM "account" WHERE "code" = '1405'`);
    const standard = `'${String(company?.[0])}', 'posted', ?, 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'`;
    await store.write(async (transaction) => {
      await transaction.run(
        `INSERT INTO "voucher" ("id", "company_id", "state", "archived", "version", "created_at", "updated_at", "number", "date", "summary")
         VALUES ('v1', ${standard}, '记-2026-01-0002', '2026-01-31', 'x')`,
        [false],
      );
      await transaction.run(
        `INSERT INTO "voucher__lines" ("id", "parent_id", "position", "account", "debit", "credit") VALUES ('l1', 'v1', 1, ?, 100, 0)`,
        [account?.[0] ?? null],
      );
    });
    expect(await failing()).toEqual(['debit = credit', 'ledger = vouchers', 'voucher numbers']);
  });
});
