import { expect, it } from 'vitest';
import { withStores } from '#db/testing';
import { made, tradingCompany } from '#modules/testing';

withStores((open) => {
  it('what is owed stands under its age to the day, less what was paid by then', async () => {
    const company = await tradingCompany((await open()).store);
    const product = await company.product('茶');
    await company.stock(product, '100', '1');
    // Invoiced on 11 January 2026; 30 June is 170 days later. So many days to pay leave an invoice so many days late:
    const late = { 170: 0, 169: 1, 140: 30, 139: 31, 110: 60, 109: 61, 80: 90, 79: 91 };
    const invoices = new Map<string, string>();
    for (const days of Object.keys(late)) {
      const customer = await company.customer(`客户 ${days}`, { paymentDays: Number(days) });
      const order = await company.order(customer, [[product, '1', '10']]);
      await company.act('sales-order', order.id, 'deliver', { date: '2026-01-11' });
      invoices.set(days, made(await company.act('sales-order', order.id, 'invoice', { date: '2026-01-11' }), 'sales-invoice'));
    }
    await company.act('sales-invoice', String(invoices.get('79')), 'pay', { date: '2026-02-01', amount: '4.00' });
    // Paid after the day that is asked about, and paid whole: still owed then, not owed later.
    await company.act('sales-invoice', String(invoices.get('170')), 'pay', { date: '2026-07-01' });

    const { gate } = company.test.core;
    const ageing = await gate.report(company.boss, 'receivable-ageing', { asOf: '2026-06-30' });
    expect(ageing.totals).toEqual({ notDue: '10.00', days30: '20.00', days60: '20.00', days90: '20.00', older: '6.00', total: '76.00' });
    expect(ageing.rows).toHaveLength(8);
    const later = await gate.report(company.boss, 'receivable-ageing', { asOf: '2026-07-01' });
    expect(later.totals).toMatchObject({ notDue: '0.00', total: '66.00' });
    expect(later.rows).toHaveLength(7);
    expect((await gate.report(company.boss, 'receivable-ageing', { asOf: '2026-01-10' })).rows).toEqual([]);
  });
});
