import { describe, expect, it } from 'vitest';
import type { Company } from '../testing/company.ts';
import { refusal } from '../testing/refusal.ts';

export function queryAndReports(company: () => Company): void {
  describe('query', () => {
    it('groups, sums and orders what the caller may see', async () => {
      const manager = await company().as('salesManager');
      const { chai, chang } = company().goods;
      const customer = (await manager.create('customer', { code: 'GRP', name: '汇总客户', city: '南京' })).id;
      for (const [date, quantity] of [
        ['2026-05-03', '2'],
        ['2026-05-20', '3'],
        ['2026-06-01', '5'],
      ] as const) {
        await manager.create('sales-order', {
          customer,
          date,
          lines: [
            { product: chai, quantity },
            { product: chang, quantity: '1' },
          ],
        });
      }
      // May: 5 × 18 + 2 × 19 = 128.00; June: 5 × 18 + 19 = 109.00.
      expect(
        await manager.query({
          object: 'sales-order',
          select: ['month(date) as month', 'count() as orders', 'sum(netAmount) as net'],
          filter: `customer == "${customer}"`,
          group: ['month(date)'],
          order: ['-month'],
        }),
      ).toEqual([
        { month: '2026-06', orders: 1, net: '109.00' },
        { month: '2026-05', orders: 2, net: '128.00' },
      ]);
      expect(
        await manager.query({
          object: 'sales-order.lines',
          select: ['product.name as product', 'sum(quantity) as quantity', 'max(price) as price'],
          filter: `parent.customer.city == "南京"`,
          group: ['product.name'],
          order: ['product'],
          limit: 1,
        }),
      ).toEqual([{ product: 'Chai', quantity: '10', price: '18.00' }]);
      expect(await refusal(manager.query({ object: 'sales-order', select: ['noSuchField'] }))).toMatchObject({
        status: 403,
        code: 'field_denied',
      });
    });
  });

  describe('reports', () => {
    it('gives the standard reports with columns and rows', async () => {
      const boss = await company().as('boss');
      const offered = (await boss.reports()).map((report) => report.name);
      expect(offered).toEqual(
        expect.arrayContaining([
          'trial-balance',
          'general-ledger',
          'balance-sheet',
          'income-statement',
          'stock-balance',
          'stock-ledger',
          'receivable-ageing',
          'payable-ageing',
        ]),
      );
      for (const name of offered) {
        const report = await boss.report(name, name === 'general-ledger' ? { account: '1122' } : {});
        // Whatever was bought has been paid, or is not billed yet.
        if (name !== 'payable-ageing') expect(report.rows.length, name).toBeGreaterThan(0);
        expect(report.columns.length, name).toBeGreaterThan(2);
        const named = report.columns.map((column) => column.name);
        for (const row of report.rows) expect(Object.keys(row), name).toEqual(expect.arrayContaining(named));
      }
    });

    it('balances: debit = credit, assets = liabilities and equity, ageing = ledger, stock report = stock account', async () => {
      const boss = await company().as('boss');
      const { rows, totals } = await boss.report('trial-balance');
      expect(totals?.['debit']).toBe(totals?.['credit']);
      const closing = (code: string): string => {
        const row = rows.find((one) => one['code'] === code);
        return String(row?.['closingDebit'] ?? '0.00');
      };
      const stock = await boss.report('stock-balance');
      expect(stock.totals?.['value']).toBe(closing('1405'));
      const ageing = await boss.report('receivable-ageing');
      expect(ageing.totals?.['total']).toBe(closing('1122'));
    });

    it('runs as the reader: a clerk gets no ledger and no cost', async () => {
      const clerk = await company().as('clerk');
      for (const name of ['trial-balance', 'balance-sheet', 'income-statement', 'stock-ledger', 'payable-ageing']) {
        expect([403, 404], name).toContain((await refusal(clerk.report(name))).status);
      }
      // What lies in stock is for the clerk to know, what it is worth is not.
      const stock = await clerk.report('stock-balance');
      expect(stock.columns.map((column) => column.name)).toEqual(['productCode', 'productName', 'warehouseName', 'quantity']);
      expect(JSON.stringify(stock.rows)).not.toMatch(/value|average|cost/i);
      expect(stock.totals).toBeUndefined();
    });

    it('refuses parameters that are none', async () => {
      const boss = await company().as('boss');
      for (const [name, params] of [
        ['trial-balance', { from: '2026-13' }],
        ['trial-balance', { nonsense: '1' }],
        ['general-ledger', {}],
        ['stock-balance', { product: 'x' }],
        ['receivable-ageing', { asOf: '2026-02-30' }],
      ] as const) {
        expect((await refusal(boss.report(name, params))).status, `${name} ${JSON.stringify(params)}`).toBe(400);
      }
      expect(await refusal(boss.report('no-such-report'))).toMatchObject({ status: 404 });
    });
  });
}
