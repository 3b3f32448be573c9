import { beforeAll, expect, it } from 'vitest';
import { openTodo } from '#core/desk/todo.ts';
import type { Context } from '#core/context';
import { made, tradingCompany, type TradingCompany } from '#modules/testing';
import { withStores } from '#db/testing';
import { roles } from './index.ts';

/* Each desk is told of what waits for it, and of nothing else. */
withStores((open) => {
  let company: TradingCompany;
  const people = new Map<string, Context>();
  const as = (role: string): Context => people.get(role)!;

  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
    for (const { name, grants } of roles.roles ?? []) {
      await company.test.role(name, grants);
      people.set(name, await company.test.person(name, [name]));
    }
  });

  /** `object state: actions count` of each item of these objects, by name. */
  async function todo(role: string, ...objects: readonly string[]): Promise<string[]> {
    const items = await openTodo(company.test.core).read(as(role));
    return items
      .filter((item) => objects.includes(item.object))
      .map(({ object, state, actions, count }) => `${object} ${state}: ${actions.map(({ name }) => name).join(' ')} ${count}`)
      .toSorted();
  }

  it('hands a purchase on from desk to desk', async () => {
    const { gate } = company.test.core;
    const purchase = ['purchase-order', 'goods-receipt', 'purchase-invoice'] as const;
    const product = await company.product('待办采购', { listPrice: '10' });
    const supplier = await company.supplier('待办供应商');
    const { id } = await gate.create(as('buyer'), 'purchase-order', {
      supplier, date: '2026-01-02', warehouse: company.warehouse, lines: [{ product, quantity: '10', price: '4' }],
    });
    expect(await todo('buyer', ...purchase)).toEqual(['purchase-order draft: submit 1']);
    expect(await todo('storekeeper', ...purchase)).toEqual([]);
    await gate.act(as('buyer'), 'purchase-order', id, 'submit', {});
    expect(await todo('buyer', ...purchase)).toEqual([]);
    expect(await todo('storekeeper', ...purchase)).toEqual(['purchase-order ordered: receive 1']);
    const [line] = (await company.read('purchase-order', id))['lines'] as { id: string }[];
    await gate.act(as('storekeeper'), 'purchase-order', id, 'receive', { date: '2026-01-03', lines: [{ line: line?.id, quantity: '6' }] });
    // Part of it came: the rest is still to come, and the part can be billed.
    expect(await todo('storekeeper', ...purchase)).toEqual(['purchase-order ordered: receive 1']);
    expect(await todo('accountant', ...purchase)).toEqual(['purchase-order ordered: invoice 1']);
    await gate.act(as('storekeeper'), 'purchase-order', id, 'receive', { date: '2026-01-04' });
    expect(await todo('storekeeper', ...purchase)).toEqual([]);
    expect(await todo('buyer', ...purchase)).toEqual(['purchase-order received: invoice 1']);
    const bill = made(await gate.act(as('buyer'), 'purchase-order', id, 'invoice', { date: '2026-01-05', supplierInvoiceNumber: 'T-1' }), 'purchase-invoice');
    expect(await todo('buyer', ...purchase)).toEqual([]);
    // 10 × 4.00
    expect(await todo('cashier', ...purchase)).toEqual(['purchase-invoice posted: pay 1']);
    await gate.act(as('cashier'), 'purchase-invoice', bill, 'pay', { date: '2026-01-06', amount: '15' });
    expect(await todo('cashier', ...purchase)).toEqual(['purchase-invoice posted: pay 1']);
    await gate.act(as('cashier'), 'purchase-invoice', bill, 'pay', { date: '2026-01-07' });
    expect(await todo('cashier', ...purchase)).toEqual([]);
  });

  it('hands a sale on, and shows a clerk the own quotes and drafts alone', async () => {
    const { gate } = company.test.core;
    const sale = ['lead', 'sales-quote', 'sales-order', 'delivery', 'sales-invoice'] as const;
    const product = await company.product('待办销售', { listPrice: '10' });
    await company.stock(product, '10', '4');
    const theirs = await company.create('sales-order', { customer: await company.customer('他人客户'), date: '2026-01-05', lines: [{ product, quantity: '1' }] });
    const clerk = as('sales-clerk');
    const { id: customer } = await gate.create(clerk, 'customer', { code: 'TODO', name: '待办客户' });
    const quote = await gate.create(clerk, 'sales-quote', { customer, date: '2026-01-05', lines: [{ product, quantity: '2' }] });
    await gate.create(clerk, 'lead', { name: '一条线索' });
    expect(await todo('sales-clerk', ...sale)).toEqual(['lead new: qualify convert 1', 'sales-quote draft: send 1']);
    await gate.act(clerk, 'sales-quote', quote.id, 'send', {});
    expect(await todo('sales-clerk', 'sales-quote')).toEqual(['sales-quote sent: accept reject 1']);
    const order = made(await gate.act(clerk, 'sales-quote', quote.id, 'accept', { date: '2026-01-06' }), 'sales-order');
    expect(await todo('sales-clerk', 'sales-order')).toEqual(['sales-order draft: submit 1']);
    expect(await todo('sales-manager', 'sales-order')).toEqual(['sales-order draft: submit 2']);
    await company.act('sales-order', theirs.id, 'cancel');
    await gate.act(clerk, 'sales-order', order, 'submit', {});
    expect(await todo('storekeeper', ...sale)).toEqual(['sales-order confirmed: deliver 1']);
    expect(await todo('accountant', ...sale)).toEqual([]);
    await gate.act(as('storekeeper'), 'sales-order', order, 'deliver', { date: '2026-01-07' });
    expect(await todo('accountant', ...sale)).toEqual(['sales-order delivered: invoice 1']);
    await gate.act(as('accountant'), 'sales-order', order, 'invoice', { date: '2026-01-07' });
    expect(await todo('accountant', ...sale)).toEqual([]);
    expect(await todo('cashier', ...sale)).toEqual(['sales-invoice posted: pay 1']);
    expect(await todo('general-manager', ...sale)).toEqual([]);
  });

  it('asks for the review of a voucher anybody but who prepared it', async () => {
    const { gate } = company.test.core;
    const [accountant, second] = [as('accountant'), await company.test.person('second', ['accountant'])];
    people.set('second accountant', second);
    const { rows } = await gate.query(company.boss, { object: 'account', select: ['id', 'code'], filter: 'postable == true', limit: 2, order: ['code'] });
    await gate.create(accountant, 'voucher', {
      date: '2026-01-08', summary: '待审', lines: [{ account: rows[0]?.['id'], debit: '1' }, { account: rows[1]?.['id'], credit: '1' }],
    });
    expect(await todo('accountant', 'voucher')).toEqual(['voucher draft: post 1']);
    expect(await todo('second accountant', 'voucher')).toEqual(['voucher draft: post 1', 'voucher draft: review 1']);
  });
});
