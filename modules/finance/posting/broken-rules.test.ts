import { beforeAll, expect, it } from 'vitest';
import { isPanshiError } from '#common/errors';
import type { Context } from '#core/context';
import { withStores } from '#db/testing';
import { roles } from '#modules/roles';
import { tradingCompany, type TradingCompany } from '#modules/testing';

withStores((open) => {
  let company: TradingCompany;
  let keeper: Context;
  let delivery: string;

  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
    const { grants } = (roles.roles ?? []).find(({ name }) => name === 'storekeeper')!;
    await company.test.role('storekeeper', grants);
    keeper = await company.test.person('keeper', ['storekeeper']);
    const product = await company.product('Tea', { listPrice: '10' });
    await company.stock(product, '100', '6.13');
    const customer = await company.customer('客户');
    const order = await company.create('sales-order', { customer, date: '2026-01-10', warehouse: company.warehouse, lines: [{ product, quantity: '3' }] });
    delivery = (await company.act('sales-order', order.id, 'submit')).id;
  });

  const rulesOfDelivery = async () =>
    (await company.test.core.gate.list(company.boss, 'posting-rule', { filter: 'object == "delivery" && action == "post" && effect == "post"', sort: ['sequence'] })).records;
  const refusal = async () => {
    const error: unknown = await company.test.core.gate.act(keeper, 'sales-order', delivery, 'deliver', { date: '2026-01-11' }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!isPanshiError(error)) throw new Error('it was not refused');
    return error;
  };

  it('stop a delivery without telling who makes it what the goods cost', async () => {
    const [first] = await rulesOfDelivery();
    const { version } = await company.test.core.gate.update(company.boss, 'posting-rule', first!.id, { version: first!['version'], active: false });
    const { code, text, details } = await refusal();
    expect(code).toBe('unbalanced');
    expect(JSON.stringify([text, details])).not.toMatch(/18\.39|6\.13/);
    expect(text.zh).toContain('请财务检查记账规则');
    await company.test.core.gate.update(company.boss, 'posting-rule', first!.id, { version, active: true });
  });

  it('say that a condition is wrong, and not how it reads', async () => {
    const [first] = await rulesOfDelivery();
    await company.test.core.gate.update(company.boss, 'posting-rule', first!.id, { version: first!['version'], condition: 'nonsense > 18.39' });
    const { code, text, details } = await refusal();
    expect(code).toBe('rule');
    expect(JSON.stringify([text, details])).not.toMatch(/nonsense|18\.39/);
  });
});
