import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type ApiRecord, type Client } from '#common/api';
import type { Lang } from '#common/errors';
import { postgresPlace } from '#db/testing';
import { initHost } from '#server/host';
import { DOORS, type Door, type DoorName } from './doors.ts';
import { CHEAP, PASSPHRASE, PASSWORD, usernameOf, users, type PersonName } from './people.ts';

export type Dialect = 'sqlite' | 'postgres';

/** A small company behind a door, with some goods, customers and documents, all made through the interface. */
export interface Company {
  readonly dialect: Dialect;
  readonly doorName: DoorName;
  readonly door: Door;
  /** The data folder. */
  readonly data: string;
  readonly goods: Goods;
  /** Somebody who is signed in; once for each test file. */
  as(person: PersonName): Promise<Client>;
  /** Nobody, until signed in. */
  stranger(options?: { readonly lang?: Lang; readonly token?: string; readonly company?: string }): Client;
  /** A new session. */
  signIn(person: PersonName): Promise<{ readonly client: Client; readonly token: string; readonly id: string }>;
  close(): Promise<void>;
}

/** What is there from the start. Chai costs 10.80 and sells at 18.00 with 13 % tax. */
export interface Goods {
  readonly warehouse: string;
  readonly chai: string;
  readonly chang: string;
  readonly supplier: string;
  /** The clerk's own, with a telephone number and a credit limit that the clerk does not see. */
  readonly mine: string;
  /** Another clerk's. */
  readonly theirs: string;
  /** The clerk's confirmed order of 2 Chai. */
  readonly myOrder: string;
  /** The other clerk's, delivered and invoiced. */
  readonly theirOrder: string;
  readonly theirDelivery: string;
  readonly theirInvoice: string;
}

export const MY_CUSTOMER = '华东贸易有限公司';
export const THEIR_CUSTOMER = '西部商行';
export const MY_PHONE = '13800138000';

/** Sets up a company on one dialect and opens it behind one door. */
export async function openCompany(dialect: Dialect, doorName: DoorName): Promise<Company> {
  const { data, remove } = await emptyCompany(dialect);
  const door = await DOORS[doorName](data);
  const signedIn = new Map<PersonName, Promise<Client>>();
  const stranger: Company['stranger'] = (options = {}) =>
    createClient({ baseUrl: door.baseUrl, fetch: door.fetch, lang: 'en', ...options });
  const signIn: Company['signIn'] = async (person) => {
    const client = stranger();
    const { token, user } = await client.signIn({ username: usernameOf(person), password: PASSWORD });
    return { client, token, id: user.id };
  };
  const as: Company['as'] = (person) => {
    const known = signedIn.get(person) ?? signIn(person).then(({ client }) => client);
    signedIn.set(person, known);
    return known;
  };
  return {
    dialect,
    doorName,
    door,
    data,
    as,
    stranger,
    signIn,
    goods: await fill(as),
    async close() {
      await door.close();
      await remove();
    },
  };
}

/** A data folder with people and nothing else. */
export async function emptyCompany(
  dialect: Dialect,
  clock?: () => Date,
): Promise<{ readonly data: string; readonly company: string; remove(): Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'panshi-api-'));
  const place = dialect === 'postgres' ? await postgresPlace() : undefined;
  const { company } = await initHost({
    data,
    hashCost: CHEAP,
    ...(clock === undefined ? {} : { clock }),
    answers: {
      company: { code: '01', name: '磐石测试公司' },
      passphrase: PASSPHRASE,
      users: users(),
      ...(place === undefined ? {} : { store: place.location }),
    },
  });
  return {
    data,
    company,
    async remove() {
      await rm(data, { recursive: true, force: true });
      await place?.remove();
    },
  };
}

async function fill(as: Company['as']): Promise<Goods> {
  const clerk = await as('clerk');
  const otherClerk = await as('otherClerk');
  const buyer = await as('buyer');
  const storekeeper = await as('storekeeper');
  const accountant = await as('accountant');
  const salesManager = await as('salesManager');
  const warehouse = (await buyer.list('warehouse', { filter: 'code == "MAIN"' })).records[0]?.id ?? '';
  const chai = (await buyer.create('product', { code: 'CHAI', name: 'Chai', listPrice: '18', taxRate: '0.13' })).id;
  const chang = (await buyer.create('product', { code: 'CHANG', name: 'Chang', listPrice: '19', taxRate: '0.13' })).id;
  const supplier = (await buyer.create('supplier', { code: 'EXO', name: 'Exotic Liquids', phone: '02155552222' })).id;
  const bought = await buyer.create('purchase-order', {
    supplier,
    date: '2026-01-02',
    warehouse,
    lines: [
      { product: chai, quantity: '1000', price: '10.80' },
      { product: chang, quantity: '500', price: '11.40' },
    ],
  });
  await buyer.act('purchase-order', bought.id, 'submit');
  await storekeeper.act('purchase-order', bought.id, 'receive', { date: '2026-01-03' });

  const mine = (await clerk.create('customer', { code: 'EAST', name: MY_CUSTOMER, city: '上海' })).id;
  const { version } = await salesManager.read('customer', mine, ['version']);
  await salesManager.update('customer', mine, { version, phone: MY_PHONE, creditLimit: '50000' });
  const theirs = (await otherClerk.create('customer', { code: 'WEST', name: THEIR_CUSTOMER, city: '成都' })).id;

  const myOrder = await order(clerk, mine, chai, '2');
  const theirOrder = await order(otherClerk, theirs, chai, '10');
  const theirDelivery = made(await storekeeper.act('sales-order', theirOrder, 'deliver', { date: '2026-01-12' }), 'delivery');
  const theirInvoice = made(await accountant.act('sales-order', theirOrder, 'invoice', { date: '2026-01-12' }), 'sales-invoice');
  return { warehouse, chai, chang, supplier, mine, theirs, myOrder, theirOrder, theirDelivery, theirInvoice };
}

/** A confirmed order of one product at its list price, dated 2026-01-10. @returns its id */
export async function order(seller: Client, customer: string, product: string, quantity: string): Promise<string> {
  const draft = await seller.create('sales-order', { customer, date: '2026-01-10', lines: [{ product, quantity }] });
  return (await seller.act('sales-order', draft.id, 'submit')).id;
}

/** The document of this kind that an action made. */
export function made(record: ApiRecord, object: string): string {
  const created = record['_created'] as readonly { readonly object: string; readonly id: string }[] | undefined;
  const found = created?.find((one) => one.object === object);
  if (found === undefined) throw new Error(`no ${object} was made`);
  return found.id;
}
