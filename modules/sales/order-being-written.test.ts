import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#core/context';
import { shippedRole, tradingCompany, type TradingCompany } from '#modules/testing';
import type { Store } from '#db';
import { withStores } from '#db/testing';

withStores((open) => {
  let store: Store;
  let company: TradingCompany;
  let clerk: Context;
  let tea: string;
  let rice: string;
  let mine: string;

  beforeAll(async () => {
    ({ store } = await open());
    company = await tradingCompany(store);
    await company.test.role('sales-clerk', shippedRole('sales-clerk'));
    clerk = await company.test.person('clerk', ['sales-clerk']);
    // Bought at 10.00, sold at 18.00 with 13 % tax.
    tea = await company.product('茶', { listPrice: '18', taxRate: '0.13' });
    await company.stock(tea, '100', '10');
    rice = await company.product('米');
    mine = (await company.test.core.gate.create(clerk, 'customer', { code: 'C1', name: '客户甲', address: '中山路 1 号' })).id;
  });

  const attempt = (context: Context, values: Readonly<Record<string, unknown>>, id?: string) =>
    company.test.core.gate.try(context, 'sales-order', { values, ...(id === undefined ? {} : { id }) });

  describe('an order that is being written', () => {
    it('shows what it would come to, with what its rules fill in, and leaves nothing behind', async () => {
      const before = await traces();
      const { record, problems } = await attempt(company.boss, { customer: mine, date: '2026-02-01', freight: '5', lines: [{ product: tea, quantity: '3' }] });
      expect(problems).toEqual({});
      // 3 × 18 = 54; tax 7.02; cost 3 × 10 = 30; total 54 + 7.02 + 5.
      expect(record).toMatchObject({ netAmount: '54.00', taxAmount: '7.02', totalAmount: '66.02', costAmount: '30.00', margin: '24.00', shipAddress: '中山路 1 号' });
      expect(record?.['lines']).toMatchObject([{ position: 1, price: '18.00', taxRate: '0.13', net: '54.00', cost: '30.00' }]);
      expect(record?.['number']).toBeNull();
      expect(await traces()).toEqual(before);
    });

    it('shows a clerk neither cost nor margin', async () => {
      const { record } = await attempt(clerk, { customer: mine, date: '2026-02-01', lines: [{ product: tea, quantity: '3' }] });
      expect(record).toMatchObject({ netAmount: '54.00' });
      expect(record?.['lines']).toMatchObject([{ net: '54.00' }]);
      expect(JSON.stringify(record)).not.toMatch(/cost|margin|30\.00/i);
    });

    it('adds up what is there, and names what is missing or wrong at its place', async () => {
      const { record, problems } = await attempt(company.boss, {
        date: '2026-02-30',
        lines: [{ product: tea }, { product: tea, quantity: '2' }, { product: mine, quantity: '1' }, { product: rice, quantity: '1' }, { quantity: 'many' }, { product: tea, quantity: '1' }],
      });
      expect(Object.keys(problems).toSorted()).toEqual([
        'customer', 'date', 'lines.0.quantity', 'lines.2.product', 'lines.3.price', 'lines.4.product', 'lines.4.quantity',
      ]);
      expect(problems['date']?.zh).toBe('没有这一天');
      expect(problems['lines.4.quantity']?.zh).toContain('小数');
      expect(record).toMatchObject({ netAmount: '54.00', customer: null, date: null });
      expect(record?.['lines']).toMatchObject([{ position: 2 }, { position: 6 }]);
    });

    it('has no sums where there is nothing to add up, and says why', async () => {
      expect(await attempt(company.boss, {})).toMatchObject({ record: { netAmount: '0.00' }, problems: { customer: {}, date: {}, lines: {} } });
      const { problems } = await attempt(company.boss, { customer: mine, date: '2026-02-01', lines: [{ product: tea }] });
      expect(Object.keys(problems)).toEqual(['lines.0.quantity']);
    });

    it('may be a change of one that is stored', async () => {
      const rows = [{ product: tea, quantity: '1' }, { product: tea, quantity: '2' }];
      const order = await company.create('sales-order', { customer: mine, date: '2026-02-01', lines: rows });
      const [first, second] = order['lines'] as readonly { id: string }[];
      const { record, problems } = await attempt(company.boss, { version: 1, lines: [{ id: second?.id, quantity: '5' }, { id: first?.id }] }, order.id);
      expect(problems).toEqual({});
      // 5 × 18 + 1 × 18.
      expect(record).toMatchObject({ netAmount: '108.00', lines: [{ id: second?.id, position: 1 }, { id: first?.id, position: 2 }] });
      expect(await company.read('sales-order', order.id)).toEqual(order);
      expect((await attempt(company.boss, { version: 7 }, order.id)).problems).toMatchObject({ version: {} });
      await company.act('sales-order', order.id, 'submit');
      expect(await attempt(company.boss, { note: 'x' }, order.id)).toMatchObject({ record: null, problems: { '': { en: expect.stringContaining('Confirmed') } } });
    });

    it('is refused to who may not write it, like the writing itself', async () => {
      const theirs = (await company.create('customer', { code: 'C2', name: '客户乙' })).id;
      const refused = attempt(clerk, { customer: mine, costAmount: '1', lines: [{ product: tea, quantity: '1', cost: '1' }] });
      await expect(refused).rejects.toMatchObject({ code: 'field_denied', details: { fields: ['costAmount', 'lines.cost'] } });
      expect((await attempt(clerk, { customer: theirs, date: '2026-02-01', lines: [] })).problems).toHaveProperty('customer');
      const order = await company.order(theirs, [[tea, '1', '18']]);
      await expect(attempt(clerk, {}, order.id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(company.test.core.gate.try(clerk, 'warehouse', { values: {} })).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('tells of a code that is taken', async () => {
      const taken = await company.test.core.gate.try(company.boss, 'customer', { values: { code: 'C1', name: '客户丙' } });
      expect(taken).toMatchObject({ record: null, problems: { code: {} } });
    });
  });

  /** All that a look could leave behind. */
  async function traces(): Promise<unknown> {
    const tables = ['audit_entry', 'sequence', 'epoch', 'sales_order', 'sales_order__lines', 'stock_balance'];
    return Promise.all(tables.map(async (table) => store.reader.rows(`SELECT * FROM "${table}" ORDER BY 1, 2`)));
  }
});
