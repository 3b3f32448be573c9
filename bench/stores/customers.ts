import type { Context } from '#core/context';
import { testCore, type TestCore } from '#core/testing';
import { openStore, type Store } from '#db';
import type { SqliteLocation } from '#db/sqlite/settings.ts';
import { party } from '#modules/party';
import { openRaw } from './raw.ts';
import { fillTable, idSql } from './rows.ts';

/** A company's customers, with somebody who may see all of them and a sales clerk who may see some cells of some rows. */
export interface CustomerStore {
  readonly location: SqliteLocation;
  readonly store: Store;
  readonly test: TestCore;
  readonly admin: Context;
  readonly clerk: Context;
}

/** The clerk owns one customer in so many. */
const CLERK_SHARE = 50;

/** Makes the store and fills in the customers in bulk. */
export async function customerStore(location: SqliteLocation, count: number): Promise<CustomerStore> {
  const store = await openStore(location);
  const test = await testCore(store, [party]);
  await test.role('admin', { customer: { can: ['read', 'create', 'update', 'delete', 'export', 'action:*'] } });
  await test.role('sales-clerk', {
    customer: {
      can: ['read', 'create', 'update'],
      rows: 'own',
      fields: { '*': 'write', phone: 'masked', creditLimit: 'none', taxNumber: 'none', note: 'none' },
    },
  });
  const admin = await test.person('admin', ['admin']);
  const clerk = await test.person('sales.clerk', ['sales-clerk']);
  fillCustomers(location, count, test.company, admin.principal.userId ?? '', clerk.principal.userId ?? '');
  await store.shape(test.core.registry().definitions);
  return { location, store, test, admin, clerk };
}

/** @param admin user ids of the owners; the clerk has one customer in fifty */
export function fillCustomers(location: SqliteLocation, count: number, company: string, admin: string, clerk: string): void {
  const database = openRaw(location);
  const owner = `iif(n % ${CLERK_SHARE} = 0, '${clerk}', '${admin}')`;
  const at = `'2026-01-05T08:00:00.000Z'`;
  fillTable(database, 'customer', count, {
    id: idSql('n'),
    company_id: `'${company}'`,
    owner_id: owner,
    state: `'active'`,
    archived: '0',
    version: '1',
    created_at: at,
    created_by: owner,
    updated_at: at,
    updated_by: owner,
    code: `printf('C%07d', n)`,
    // Names in another order than ids; the multiplier has no factor in common with any count used.
    name: `printf('磐石贸易 %07d', n * 7919 % ${count + 7})`,
    contact_name: `printf('联系人 %05d', n % 50021)`,
    contact_title: `'采购经理'`,
    phone: `printf('139%08d', n)`,
    email: `printf('c%d@example.cn', n)`,
    address: `printf('人民路 %d 号', n % 997)`,
    city: `printf('城市 %02d', n % 61)`,
    postal_code: `printf('%06d', n % 999983)`,
    country: `'中国'`,
    tax_number: `printf('91350200MA%08d', n)`,
    tier: `iif(n % 3 = 0, 'key', iif(n % 3 = 1, 'standard', 'small'))`,
    credit_limit: 'n % 1000 * 10000',
    payment_days: '30 + n % 4 * 15',
  });
  database.close();
}
