import { beforeAll, expect, test } from 'vitest';
import { storeError } from './errors.ts';
import type { Store } from './store.ts';
import { withStores } from './testing/index.ts';

withStores((open) => {
  let store: Store;
  beforeAll(async () => {
    ({ store } = await open());
    await store.write(async (transaction) => {
      await transaction.run('CREATE TABLE area (id TEXT PRIMARY KEY)');
      await transaction.run(
        `CREATE TABLE partner (id TEXT PRIMARY KEY, company_id TEXT, tax_number TEXT NOT NULL, area_id TEXT REFERENCES area (id))`,
      );
      await transaction.run('CREATE UNIQUE INDEX ux_partner ON partner (company_id, tax_number)');
      await transaction.run("INSERT INTO area VALUES ('north')");
      await transaction.run("INSERT INTO partner VALUES ('1', 'c', '91350211M000100Y43', 'north')");
    });
  });
  const run = (text: string): Promise<number> => store.write((transaction) => transaction.run(text));

  test('a duplicate names its fields, without the company and without the value', async () => {
    const error: unknown = await run("INSERT INTO partner VALUES ('2', 'c', '91350211M000100Y43', NULL)").catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ code: 'duplicate', details: { fields: ['taxNumber'], facts: { table: 'partner' } } });
    expect(JSON.stringify(error)).not.toContain('91350211M000100Y43');
  });

  test('a duplicate id', async () => {
    await expect(run("INSERT INTO area VALUES ('north')")).rejects.toMatchObject({ code: 'duplicate', details: { fields: ['id'] } });
  });

  test('a target that is still referred to, and one that is not there', async () => {
    await expect(run("DELETE FROM area WHERE id = 'north'")).rejects.toMatchObject({ code: 'conflict' });
    await expect(run("UPDATE partner SET area_id = 'nowhere'")).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a missing value names its field', async () => {
    await expect(run("INSERT INTO partner (id) VALUES ('3')")).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: ['taxNumber'] },
    });
  });

  test('entries of the audit log cannot be changed, deleted or replaced', async () => {
    const entry = "(seq, at, event, ok, body, body_hash, hash) VALUES (1, 't', 'e', ?, 'b', 'h', 'h')";
    await store.write((transaction) => transaction.run(`INSERT INTO audit_entry ${entry}`, [true]));
    for (const text of ["UPDATE audit_entry SET body = ''", 'DELETE FROM audit_entry'])
      await expect(run(text)).rejects.toMatchObject({ code: 'forbidden' });
    const other = store.dialect === 'sqlite' ? `REPLACE INTO audit_entry ${entry.replace('?', '1')}` : 'TRUNCATE audit_entry';
    await expect(run(other)).rejects.toMatchObject({ code: 'forbidden', details: { facts: { table: 'audit_entry' } } });
    expect(await store.reader.rows('SELECT body FROM audit_entry')).toEqual([['b']]);
  });
});

test.each([
  ['SQLITE_FULL', 'store_broken'],
  ['53100', 'store_broken'],
  ['SQLITE_BUSY', 'store_busy'],
  ['SQLITE_BUSY_SNAPSHOT', 'store_busy'],
  ['SQLITE_NOTADB', 'vault_locked'],
  ['SQLITE_CORRUPT_INDEX', 'store_broken'],
  ['SQLITE_IOERR_WRITE', 'store_broken'],
  ['22003', 'invalid'],
  ['57P01', 'store_broken'],
  ['ECONNREFUSED', 'store_broken'],
])('a driver that says %s means %s', (code, expected) => {
  expect(storeError(Object.assign(new Error('told'), { code }))).toMatchObject({ code: expected });
});

test('what is no database error stays as it is', () => {
  const error = new TypeError('a defect');
  expect(storeError(error)).toBe(error);
});
