import { beforeAll, describe, expect, it } from 'vitest';
import { made, tradingCompany, type TradingCompany } from '#modules/testing';
import { withStores } from '#db/testing';

withStores((open) => {
  let company: TradingCompany;
  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
  });

  describe('lead to order', () => {
    it('turns a lead into a customer and an opportunity, that into a quote, and that into an order', async () => {
      const product = await company.product('Offered', { listPrice: '10', taxRate: '0.13' });
      const lead = await company.create('lead', { name: '未来客户', contactName: '王工', phone: '13900001111', city: '苏州' });
      await company.act('lead', lead.id, 'qualify');
      const converted = await company.act('lead', lead.id, 'convert');
      expect(converted).toMatchObject({ state: 'converted', customer: made(converted, 'customer') });
      const customer = await company.read('customer', made(converted, 'customer'));
      expect(customer).toMatchObject({ code: 'C00001', name: '未来客户', contactName: '王工', city: '苏州' });

      const { id, version } = await company.read('opportunity', made(converted, 'opportunity'));
      await company.test.core.gate.update(company.boss, 'opportunity', id, {
        version,
        lines: [{ product, quantity: '5', discount: '0.1' }],
      });
      expect(await company.act('opportunity', id, 'advance')).toMatchObject({ stage: 'needs', probability: 25 });
      const won = await company.act('opportunity', id, 'win', { date: '2026-03-01' });
      expect(won).toMatchObject({ state: 'won', probability: 100 });
      const quote = made(won, 'sales-quote');
      // 5 × 10 = 50.00; less 10 % = 45.00; tax 5.85.
      expect(await company.read('sales-quote', quote)).toMatchObject({ netAmount: '45.00', totalAmount: '50.85', opportunity: id });
      await company.act('sales-quote', quote, 'send');
      const accepted = await company.act('sales-quote', quote, 'accept', { date: '2026-03-05' });
      expect(await company.read('sales-order', made(accepted, 'sales-order'))).toMatchObject({
        state: 'draft',
        netAmount: '45.00',
        customer: customer.id,
        date: '2026-03-05',
      });
      await expect(company.act('sales-quote', quote, 'reject')).rejects.toMatchObject({ code: 'wrong_state' });
    });

    it('skips a customer code that somebody has typed', async () => {
      const fresh = await tradingCompany((await open()).store);
      await fresh.create('customer', { code: 'C00001', name: '手工编码' });
      const lead = await fresh.create('lead', { name: '另一客户' });
      const converted = await fresh.act('lead', lead.id, 'convert');
      expect(await fresh.read('customer', made(converted, 'customer'))).toMatchObject({ code: 'C00002', name: '另一客户' });
    });

    it('stops at the last stage, and keeps why one was lost', async () => {
      const opportunity = await company.create('opportunity', { name: '大单', customer: await company.customer('老客户') });
      for (let stage = 0; stage < 3; stage += 1) await company.act('opportunity', opportunity.id, 'advance');
      await expect(company.act('opportunity', opportunity.id, 'advance')).rejects.toMatchObject({ code: 'rule' });
      expect(await company.act('opportunity', opportunity.id, 'lose', { reason: '价格' })).toMatchObject({
        state: 'lost',
        lostReason: '价格',
        probability: 0,
      });
    });
  });
});
