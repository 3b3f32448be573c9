import { beforeAll, expect, it } from 'vitest';
import { isPanshiError, type PanshiError } from '#common/errors';
import type { Context } from '#core/context';
import { withStores } from '#db/testing';
import { tradingCompany, type TradingCompany } from '#modules/testing';

withStores((open) => {
  let company: TradingCompany;
  let carrier: Context;
  let closer: Context;

  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
    await company.test.role('carrier', { 'sales-order': { can: ['read', 'action:deliver'], fields: { '*': 'none', number: 'read' } } });
    await company.test.role('closer', { period: { can: ['read', 'action:close'] } });
    carrier = await company.test.person('carrier', ['carrier']);
    closer = await company.test.person('closer', ['closer']);
  });

  async function refusal(context: Context, object: string, id: string, action: string): Promise<PanshiError> {
    try {
      await company.test.core.gate.act(context, object, id, action, {});
    } catch (error) {
      if (isPanshiError(error)) return error;
    }
    throw new Error('it was not refused');
  }

  it('too little stock is told with figures to who may see them, and without to who may not', async () => {
    const product = await company.product('Rare Tea', { listPrice: '10' });
    await company.stock(product, '37', '6');
    const order = await company.create('sales-order', {
      customer: await company.customer('客户'), date: '2026-01-10', warehouse: company.warehouse, lines: [{ product, quantity: '500' }],
    });
    await company.act('sales-order', order.id, 'submit');
    expect(await refusal(company.boss, 'sales-order', order.id, 'deliver')).toMatchObject({ code: 'insufficient_stock', details: { facts: { onHand: '37' } } });
    const told = await refusal(carrier, 'sales-order', order.id, 'deliver');
    expect(told.code).toBe('insufficient_stock');
    expect(JSON.stringify([told.text, told.details])).not.toMatch(/37|500|Rare Tea/);
  });

  it('what keeps a month open is named to who may read vouchers alone', async () => {
    const entries = await company.test.core.gate.list(company.boss, 'account', { filter: 'code in ["1002", "3001"]', sort: ['code'] });
    const [bank, capital] = entries.records.map(({ id }) => id);
    const posted = await company.create('voucher', { date: '2026-01-05', summary: '投入资本', lines: [{ account: bank, debit: '1', credit: '0' }, { account: capital, debit: '0', credit: '1' }] });
    await company.act('voucher', posted.id, 'post');
    await company.create('voucher', { date: '2026-01-06', summary: '机密奖金', lines: [{ account: bank, debit: '1', credit: '0' }, { account: capital, debit: '0', credit: '1' }] });
    const [period] = (await company.test.core.gate.list(company.boss, 'period', { filter: 'code == "2026-01"' })).records;
    expect((await refusal(company.boss, 'period', period?.id ?? '', 'close')).text.zh).toContain('机密奖金');
    const told = await refusal(closer, 'period', period?.id ?? '', 'close');
    expect(told.text.zh).toContain('2026-01 还有未记账凭证');
    expect(JSON.stringify([told.text, told.details])).not.toContain('机密奖金');
  });
});
