import { beforeAll, expect, it } from 'vitest';
import type { Context } from '#core/context';
import { withStores } from '#db/testing';
import { made, tradingCompany, type TradingCompany } from '#modules/testing';

const AMOUNTS = ['net', 'tax', 'total'];

withStores((open) => {
  let company: TradingCompany;
  let reader: Context;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
    const hidden = { can: ['read'], fields: { '*': 'read', 'lines.price': 'none' } } as const;
    await company.test.role('without-prices', { 'sales-order': hidden, 'sales-invoice': hidden, 'purchase-order': hidden, 'purchase-invoice': hidden });
    reader = await company.test.person('reader', ['without-prices']);
    const product = await company.product('Tea', { listPrice: '10' });
    await company.stock(product, '100', '6');
    const order = await company.create('sales-order', {
      customer: await company.customer('客户'), date: '2026-01-10', warehouse: company.warehouse, lines: [{ product, quantity: '3', price: '7.77' }],
    });
    await company.act('sales-order', order.id, 'submit');
    await company.act('sales-order', order.id, 'deliver', { date: '2026-01-11' });
    ids['sales-order'] = order.id;
    ids['sales-invoice'] = made(await company.act('sales-order', order.id, 'invoice', { date: '2026-01-11' }), 'sales-invoice');
    ids['purchase-order'] = String((await company.test.core.gate.list(company.boss, 'purchase-order', { limit: 1 })).records[0]?.id);
    ids['purchase-invoice'] = made(
      await company.act('purchase-order', ids['purchase-order'], 'invoice', { date: '2026-01-12', supplierInvoiceNumber: 'B-1' }), 'purchase-invoice',
    );
  });

  it.each(['sales-order', 'sales-invoice', 'purchase-order', 'purchase-invoice'])('who may not see the prices of a %s sees no amount of its rows, which divided by the quantity would be the price', async (object) => {
    const { gate } = company.test.core;
    const [line] = (await gate.read(reader, object, ids[object] ?? ''))['lines'] as readonly object[];
    expect(line).toHaveProperty('quantity');
    for (const name of ['price', ...AMOUNTS]) expect(line).not.toHaveProperty(name);
    for (const name of AMOUNTS) {
      await expect(gate.query(reader, { object: `${object}.lines`, select: [`sum(${name})`] }), name).rejects.toMatchObject({ code: 'field_denied' });
    }
    const [whole] = (await gate.read(company.boss, object, ids[object] ?? ''))['lines'] as readonly object[];
    for (const name of ['price', ...AMOUNTS]) expect(whole).toHaveProperty(name);
  });
});
