import { beforeAll, describe, expect, it } from 'vitest';
import { insightFilter } from '#common/objects';
import type { Context } from '#core/context';
import { shippedRole, tradingCompany, type TradingCompany } from '#modules/testing';
import { withStores } from '#db/testing';

withStores((open) => {
  let company: TradingCompany;
  const people = new Map<string, Context>();

  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
    for (const name of ['sales-clerk', 'sales-manager', 'storekeeper', 'buyer']) {
      await company.test.role(name, shippedRole(name));
      people.set(name, await company.test.person(name, [name]));
    }
  });

  const as = (name: string): Context => people.get(name) ?? company.boss;
  const insights = async (name: string, object: string) => (await company.test.core.gate.object(as(name), object)).insights;
  const labels = async (name: string, object: string) => (await insights(name, object)).map((insight) => insight.label.en);

  describe('figures beside an entry', () => {
    it('are there for who may ask for every part of them', async () => {
      expect(await labels('boss', 'sales-order')).toEqual(['On hand', 'Outstanding', 'Credit limit']);
      expect(await labels('sales-manager', 'sales-order')).toEqual(['On hand', 'Outstanding', 'Credit limit']);
      expect(await labels('sales-clerk', 'sales-order')).toEqual(['On hand', 'Outstanding']);
      expect(await labels('buyer', 'purchase-order')).toEqual(['On hand', 'Payable']);
      expect(await labels('storekeeper', 'purchase-order')).toEqual(['On hand']);
    });

    it('are questions that the host answers, about what is entered', async () => {
      const tea = await company.product('茶');
      await company.stock(tea, '100', '10');
      const customer = await company.customer('客户甲', { creditLimit: '500' });
      const order = await company.order(customer, [[tea, '3', '18']]);
      await company.act('sales-order', order.id, 'deliver');
      await company.act('sales-order', order.id, 'invoice');
      const elsewhere = (await company.create('warehouse', { code: 'W2', name: '二号库' })).id;

      const asked = async (header: Record<string, unknown>): Promise<unknown[]> => {
        const values: unknown[] = [];
        for (const insight of await insights('boss', 'sales-order')) {
          const value = insight.on === 'customer' ? customer : tea;
          const { rows } = await company.test.core.gate.query(company.boss, { ...insight.query, filter: insightFilter(insight, value, header) });
          values.push(rows[0]?.['value'] ?? null);
        }
        return values;
      };
      // 97 left of 100; 3 × 18 owed, without tax.
      expect(await asked({})).toEqual(['97', '54.00', '500.00']);
      expect(await asked({ warehouse: company.warehouse })).toEqual(['97', '54.00', '500.00']);
      expect(await asked({ warehouse: elsewhere })).toEqual([null, '54.00', '500.00']);
    });

    it('name nothing that their reader may not know of', async () => {
      const blind = { 'sales-order': { can: ['read'] as const }, 'stock-balance': { can: ['read'] as const, fields: { '*': 'none', product: 'read', quantity: 'read' } as const } };
      await company.test.role('blind', blind);
      people.set('blind', await company.test.person('blind', ['blind']));
      expect(await insights('blind', 'sales-order')).toEqual([
        { on: 'lines.product', label: { zh: '现有库存', en: 'On hand' }, query: expect.anything(), format: 'quantity', covers: 'quantity' },
      ]);
    });
  });

  describe('what a page must know before a record is there', () => {
    it('is told with the object: where it begins, when it can be changed, how it is numbered, what it needs', async () => {
      const order = await company.test.core.gate.object(company.boss, 'sales-order');
      expect(order).toMatchObject({
        initial: 'draft', editable: ['draft'], numbering: { prefix: 'SO', per: 'year', digits: 6, on: 'submit' }, children: [{ name: 'lines', required: true }],
      });
      expect(await company.test.core.gate.object(company.boss, 'customer')).toMatchObject({ initial: null, editable: null, numbering: null, insights: [] });
    });
  });
});
