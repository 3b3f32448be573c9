import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#core/context';
import { made, shippedRole, tradingCompany, type TradingCompany } from '#modules/testing';
import { withStores } from '#db/testing';

withStores((open) => {
  let company: TradingCompany;
  let clerk: Context;
  let tea: string;
  let customer: string;
  let order: string;
  let number: unknown;
  let delivery: string;
  let invoice: string;

  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
    await company.test.role('sales-clerk', shippedRole('sales-clerk'));
    clerk = await company.test.person('clerk', ['sales-clerk']);
    tea = await company.product('茶');
    await company.stock(tea, '100', '10');
    customer = await company.customer('客户甲');
    const confirmed = await company.order(customer, [[tea, '3', '18'], [tea, '2', '18']]);
    [order, number] = [confirmed.id, confirmed['number']];
    delivery = made(await company.act('sales-order', order, 'deliver'), 'delivery');
    invoice = made(await company.act('sales-order', order, 'invoice'), 'sales-invoice');
    await company.create('contact', { customer, name: '王小明' });
  });

  const related = async (object: string, id: string, context = company.boss) =>
    (await company.test.core.gate.related(context, object, id)).map((group) => ({ ...group, records: group.records.map((record) => record.id) }));

  describe('what stands around a record', () => {
    it('are the documents it came from and those that came of it', async () => {
      expect(await related('sales-order', order)).toEqual([
        { object: 'delivery', side: 'after', field: 'order', count: 1, records: [delivery] },
        { object: 'sales-invoice', side: 'after', field: 'order', count: 1, records: [invoice] },
      ]);
      const [before, ...after] = await related('sales-invoice', invoice);
      expect(before).toEqual({ object: 'sales-order', side: 'before', field: 'order', count: 1, records: [order] });
      // The invoice was posted to the ledger.
      expect(after).toMatchObject([{ object: 'voucher', side: 'after', field: 'sourceId', count: 1 }]);
      const [voucher] = after[0]?.records ?? [];
      const posted = await company.test.core.gate.related(company.boss, 'sales-invoice', invoice);
      expect(posted.find((group) => group.object === 'voucher')?.records[0]?.number).toMatch(/^记-\d{4}-\d{2}-\d{4}$/);
      expect(await related('voucher', voucher ?? '')).toContainEqual({ object: 'sales-invoice', side: 'before', field: 'sourceId', count: 1, records: [invoice] });
    });

    it('tell the older one of two that name each other as the one before', async () => {
      const lines = [{ product: tea, quantity: '1', price: '18' }];
      const quote = (await company.create('sales-quote', { customer, date: '2026-02-01', lines })).id;
      await company.act('sales-quote', quote, 'send');
      const ordered = made(await company.act('sales-quote', quote, 'accept'), 'sales-order');
      expect(await related('sales-quote', quote)).toEqual([{ object: 'sales-order', side: 'after', field: 'quote', count: 1, records: [ordered] }]);
      expect(await related('sales-order', ordered)).toEqual([{ object: 'sales-quote', side: 'before', field: 'quote', count: 1, records: [quote] }]);
    });

    it('are documents first, then masters, each with what tells it apart', async () => {
      const groups = await company.test.core.gate.related(company.boss, 'customer', customer);
      expect(groups.map((group) => group.object)).toEqual(expect.arrayContaining(['sales-order', 'delivery', 'sales-invoice']));
      expect(groups.at(-1)).toMatchObject({ object: 'contact', field: 'customer', records: [{ title: '王小明', number: null, state: null, date: null }] });
      expect(groups.find((group) => group.object === 'sales-order')?.records).toContainEqual({ id: order, title: number, number, state: 'delivered', date: '2026-01-10' });
    });

    it('are documents whose rows name it, each once', async () => {
      const groups = await related('product', tea);
      expect(groups.find((group) => group.object === 'sales-order')).toEqual({ object: 'sales-order', side: 'after', field: 'lines.product', count: 2, records: expect.arrayContaining([order]) });
    });

    it('are counted in full and named up to ten, the latest first', async () => {
      const many = await company.customer('大客户');
      const ids: string[] = [];
      for (let day = 10; day < 22; day += 1) ids.push((await company.create('sales-order', { customer: many, date: `2026-03-${day}`, lines: [{ product: tea, quantity: '1', price: '1' }] })).id);
      expect(await related('customer', many)).toEqual([{ object: 'sales-order', side: 'after', field: 'customer', count: 12, records: ids.toReversed().slice(0, 10) }]);
      const rice = await company.product('米');
      const rows = [{ product: rice, quantity: '1', price: '1' }];
      for (let day = 10; day < 22; day += 1) await company.create('sales-order', { customer, date: `2026-03-${day}`, lines: [...rows, ...rows] });
      const [group] = await related('product', rice);
      expect([group?.count, group?.records.length]).toEqual([12, 10]);
    });
  });

  describe('a clerk', () => {
    it('sees what stands around the own records alone, and nothing of other objects', async () => {
      const { gate } = company.test.core;
      const mine = (await gate.create(clerk, 'customer', { code: 'MINE', name: '我的客户' })).id;
      const offer = await gate.create(clerk, 'sales-order', { customer: mine, date: '2026-02-01', lines: [{ product: tea, quantity: '1', price: '18' }] });
      await company.create('sales-order', { customer: mine, date: '2026-02-01', lines: [{ product: tea, quantity: '1', price: '18' }] });
      expect(await related('customer', mine, clerk)).toEqual([{ object: 'sales-order', side: 'after', field: 'customer', count: 1, records: [offer.id] }]);
      const aroundTea = await related('product', tea, clerk);
      expect(aroundTea).toEqual([{ object: 'sales-order', side: 'after', field: 'lines.product', count: 1, records: [offer.id] }]);
      await expect(related('customer', customer, clerk)).rejects.toMatchObject({ code: 'not_found' });
      await expect(related('voucher', order, clerk)).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('is told of no link in a field that is closed', async () => {
      await company.test.role('blind', { customer: { can: ['read'] }, 'sales-order': { can: ['read'], fields: { '*': 'read', customer: 'masked' } } });
      const blind = await company.test.person('blind', ['blind']);
      expect(await related('customer', customer, blind)).toEqual([]);
    });
  });
});
