import { suite } from '#modules';
import { decimal } from '#common/decimal';
import type { Grants } from '#core/access/grant.ts';
import type { Context } from '#core/context';
import type { VisibleRecord } from '#core/records/gate.ts';
import { testCore, type TestCore } from '#core/testing';
import type { Store } from '#db';

type Row = Readonly<Record<string, unknown>>;
type Draft = Readonly<Record<string, unknown>>;

/** A company with the whole suite, a person who may do everything in it, and short ways to do business, for tests. */
export interface TradingCompany {
  readonly test: TestCore;
  readonly boss: Context;
  readonly warehouse: string;
  create(object: string, draft: Draft): Promise<VisibleRecord>;
  read(object: string, id: string): Promise<VisibleRecord>;
  act(object: string, id: string, action: string, input?: Draft): Promise<VisibleRecord>;
  product(name: string, more?: Draft): Promise<string>;
  customer(name: string, more?: Draft): Promise<string>;
  supplier(name: string, more?: Draft): Promise<string>;
  /** Buys and receives, without a bill. @returns the purchase order */
  stock(product: string, quantity: string, price: string, date?: string): Promise<VisibleRecord>;
  /** Makes and confirms an order of [product, quantity, price]. */
  order(customer: string, lines: readonly (readonly [string, string, string])[], more?: Draft): Promise<VisibleRecord>;
  /** Quantity and value on hand of a product. */
  onHand(product: string): Promise<{ readonly quantity: string; readonly value: string }>;
  /** Debit less credit of an account by its code. */
  balance(code: string): Promise<string>;
  /** Vouchers of a document, oldest first, with code, debit and credit of each entry. */
  entries(sourceId: string): Promise<string[][]>;
}

/** All business objects with every verb. */
export function everything(test: TestCore): Grants {
  const can = ['read', 'create', 'update', 'delete', 'export', 'unmask', 'action:*'] as const;
  const business = test.core.registry().definitions.filter((definition) => definition.kind !== 'platform');
  return Object.fromEntries(business.map((definition) => [definition.name, { can }]));
}

export async function tradingCompany(store: Store): Promise<TradingCompany> {
  const test = await testCore(store, suite);
  await test.role('boss', everything(test));
  const boss = await test.person('boss', ['boss']);
  const { gate } = test.core;
  const query = async (request: Parameters<typeof gate.query>[1]): Promise<readonly Row[]> => (await gate.query(boss, request)).rows;
  const [main] = await query({ object: 'warehouse', select: ['id'], filter: 'code == "MAIN"' });
  const warehouse = String(main?.['id']);
  let serial = 0;
  const master = async (object: string, name: string, more: Draft = {}): Promise<string> => {
    serial += 1;
    return (await gate.create(boss, object, { code: `${object}-${serial}`, name, ...more })).id;
  };
  let vendor: Promise<string> | undefined;
  const self: TradingCompany = {
    test,
    boss,
    warehouse,
    create: (object, draft) => gate.create(boss, object, draft),
    read: (object, id) => gate.read(boss, object, id),
    act: (object, id, action, input = {}) => gate.act(boss, object, id, action, input),
    product: (name, more) => master('product', name, more),
    customer: (name, more) => master('customer', name, more),
    supplier: (name, more) => master('supplier', name, more),
    async stock(product, quantity, price, date = '2026-01-05') {
      vendor ??= master('supplier', '供货商');
      const draft = await gate.create(boss, 'purchase-order', {
        supplier: await vendor,
        date,
        warehouse,
        lines: [{ product, quantity, price }],
      });
      await gate.act(boss, 'purchase-order', draft.id, 'submit', {});
      return gate.act(boss, 'purchase-order', draft.id, 'receive', { date });
    },
    async order(customer, lines, more = {}) {
      const rows = lines.map(([product, quantity, price]) => ({ product, quantity, price }));
      const draft = await gate.create(boss, 'sales-order', { customer, date: '2026-01-10', lines: rows, ...more });
      return gate.act(boss, 'sales-order', draft.id, 'submit', {});
    },
    async onHand(product) {
      const [row] = await query({
        object: 'stock-balance',
        select: ['sum(quantity) as quantity', 'sum(value) as value'],
        filter: `product == "${product}"`,
      });
      return { quantity: String(row?.['quantity'] ?? '0'), value: String(row?.['value'] ?? '0.00') };
    },
    async balance(code) {
      const [row] = await query({
        object: 'ledger-balance',
        select: ['sum(debit) as debit', 'sum(credit) as credit'],
        filter: `account.code == "${code}"`,
      });
      return decimal(String(row?.['debit'] ?? '0'))
        .minus(String(row?.['credit'] ?? '0'))
        .toFixed(2);
    },
    async entries(sourceId) {
      const rows = await query({
        object: 'voucher.lines',
        select: ['parent.id as voucher', 'position', 'account.code as code', 'debit', 'credit'],
        filter: `parent.sourceId == "${sourceId}"`,
        order: ['voucher', 'position'],
      });
      const written = (row: Row): string => `${String(row['code'])} ${String(row['debit'])} ${String(row['credit'])}`;
      return [...Map.groupBy(rows, (row) => row['voucher']).values()].map((lines) => lines.map(written));
    },
  };
  return self;
}

/** The document of this kind that an action made. */
export function made(record: VisibleRecord, object: string): string {
  const created = record['_created'] as readonly { readonly object: string; readonly id: string }[] | undefined;
  const found = created?.find((one) => one.object === object);
  if (!found) throw new Error(`no ${object} was made`);
  return found.id;
}
