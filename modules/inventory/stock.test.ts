import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '#common/decimal';
import { made, tradingCompany, type TradingCompany } from '#modules/testing';
import { withStores } from '#db/testing';
import { issue, receive, reverse } from './movements.ts';

withStores((open, dialect) => {
  let company: TradingCompany;
  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
  });

  describe('stock', () => {
    it('refuses what is not there, naming product, wanted and on hand, and leaves no trace of the attempt', async () => {
      const product = await company.product('稀缺品');
      await company.stock(product, '3', '1');
      const order = await company.order(await company.customer('客户'), [[product, '5', '2']]);
      await expect(company.act('sales-order', order.id, 'deliver', { date: '2026-01-12' })).rejects.toMatchObject({
        code: 'insufficient_stock',
        details: { facts: { product: '稀缺品', wanted: '5', onHand: '3' } },
      });
      const { gate } = company.test.core;
      expect((await gate.list(company.boss, 'delivery', { filter: `order == "${order.id}"`, count: true })).total).toBe(0);
      expect(await company.onHand(product)).toEqual({ quantity: '3', value: '3.00' });
    });

    it('counts a product that stands on two lines together', async () => {
      const product = await company.product('Double');
      await company.stock(product, '3', '1');
      const order = await company.order(await company.customer('客户'), [
        [product, '2', '2'],
        [product, '2', '2'],
      ]);
      await expect(company.act('sales-order', order.id, 'deliver', { date: '2026-01-12' })).rejects.toMatchObject({
        code: 'insufficient_stock',
        details: { facts: { wanted: '4', onHand: '3' } },
      });
      await company.stock(product, '1', '1.01');
      await company.act('sales-order', order.id, 'deliver', { date: '2026-01-12' });
      expect(await company.onHand(product)).toEqual({ quantity: '0', value: '0.00' });
    });

    it('gives the last piece to one of many who want it at once', async () => {
      const product = await company.product('Last');
      await company.stock(product, '1', '1');
      const orders = await Promise.all(
        Array.from({ length: 6 }, async (_, index) => company.order(await company.customer(`抢购${index}`), [[product, '1', '2']])),
      );
      const outcomes = await Promise.allSettled(
        orders.map((order) => company.act('sales-order', order.id, 'deliver', { date: '2026-01-12' })),
      );
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'insufficient_stock' });
      expect(await company.onHand(product)).toEqual({ quantity: '0', value: '0.00' });
    });

    it('lets a warehouse go below nothing where that is allowed, and settles the cost when the goods come', async () => {
      const { id: warehouse } = await company.create('warehouse', { code: 'NEG', name: '寄售', allowNegative: true });
      const product = await company.product('Early');
      await company.stock(product, '1', '1');
      const order = await company.order(await company.customer('急单'), [[product, '10', '5']], { warehouse });
      const [stock, cost] = [await company.balance('1405'), await company.balance('5401')];
      await company.act('sales-order', order.id, 'deliver', { date: '2026-01-12' });
      const supplier = await company.supplier('补货');
      const draft = await company.create('purchase-order', {
        supplier,
        date: '2026-01-13',
        warehouse,
        lines: [{ product, quantity: '10', price: '2' }],
      });
      await company.act('purchase-order', draft.id, 'submit');
      await company.act('purchase-order', draft.id, 'receive', { date: '2026-01-13' });
      // Nothing lay there, so they went out at 0.00; 20.00 came for them and is cost of sales now. The one at 1.00 elsewhere is untouched.
      expect(await company.onHand(product)).toEqual({ quantity: '1', value: '1.00' });
      expect(Number(await company.balance('1405')) - Number(stock)).toBe(0);
      expect(Number(await company.balance('5401')) - Number(cost)).toBe(20);
    });

    it('undoes what a document moved once, however often it is asked', async () => {
      const product = await company.product('Once');
      const source = { object: 'test', id: product, number: 'T-1' };
      const program = { name: 'test', may: {} };
      await company.test.core.work(company.boss, program, async (work) => {
        const { warehouse } = company;
        await receive(work, { source: { ...source, id: warehouse }, date: '2026-01-05' }, [{ product, warehouse, quantity: '5', value: '7.00' }]);
        const costs = await issue(work, { source, date: '2026-01-06' }, [{ product, warehouse, quantity: '2' }]);
        expect(costs).toEqual(['2.80']);
        await reverse(work, { source, date: '2026-01-07' });
        await reverse(work, { source, date: '2026-01-07' });
      });
      expect(await company.onHand(product)).toEqual({ quantity: '5', value: '7.00' });
    });

    it('answers in the stock reports what lies where and how it came about', async () => {
      const { gate } = company.test.core;
      const product = await company.product('Reported');
      await company.stock(product, '4', '2.50');
      const order = await company.order(await company.customer('客户'), [[product, '1', '5']]);
      const delivery = made(await company.act('sales-order', order.id, 'deliver', { date: '2026-01-12' }), 'delivery');
      await company.act('delivery', delivery, 'cancel', { date: '2026-01-13' });
      const balance = await gate.report(company.boss, 'stock-balance', { product });
      expect(balance.rows).toMatchObject([{ productName: 'Reported', quantity: '4', value: '10.00' }]);
      const ledger = await gate.report(company.boss, 'stock-ledger', { product });
      expect(ledger.rows.map((row) => [row['kind'], row['quantity'], row['value'], row['balanceQuantity'], row['balanceValue']])).toEqual([
        ['receipt', '4', '10.00', '4', '10.00'],
        ['issue', '-1', '-2.50', '3', '7.50'],
        ['reversal', '1', '2.50', '4', '10.00'],
      ]);
      expect(ledger.rows[1]).toMatchObject({ date: '2026-01-12', sourceNumber: (await company.read('delivery', delivery))['number'] });
    });

    it('finds a balance by index, whatever lies in the store', async () => {
      if (dialect !== 'sqlite') return;
      const sql = `EXPLAIN QUERY PLAN SELECT * FROM stock_balance WHERE company_id = ? AND product IN (SELECT value FROM json_each(?))
        AND warehouse IN (SELECT value FROM json_each(?)) ORDER BY id`;
      const plan = await company.test.core.store.reader.rows(sql, ['c', '[]', '[]']);
      const steps = plan.map((row) => String(row[3])).join('\n');
      expect(steps).toMatch(/SEARCH stock_balance USING INDEX \S+ \(company_id=\? AND product=\? AND warehouse=\?\)/);
    });
  });

  describe('a random history', () => {
    it('keeps stock ledger, balances and stock accounts equal, debit and credit too', async () => {
      const world = await tradingCompany((await open()).store);
      const products = await Promise.all(['A', 'B', 'C'].map((name) => world.product(name, { taxRate: '0.13' })));
      const customer = await world.customer('随机客户');
      // A small generator of its own: the same history on every run and both stores.
      let seed = 42;
      const draw = (below: number): number => {
        seed = Number((BigInt(seed) * 1_103_515_245n + 12_345n) % 2_147_483_648n);
        return Math.floor(seed / 65_536) % below; // its lower bits repeat soon
      };
      const pick = (): string => products[draw(3)]!;
      const undo: (() => Promise<unknown>)[] = [];
      let bills = 0;
      for (let step = 0; step < 60; step += 1) {
        const date = `2026-01-${String(10 + Math.floor(step / 3)).padStart(2, '0')}`;
        const work = async (): Promise<void> => {
          switch (draw(4)) {
            case 0: {
              const order = await world.stock(pick(), String(1 + draw(9)), `${draw(9)}.${draw(999)}`, date);
              const receipt = made(order, 'goods-receipt');
              undo.push(() => world.act('goods-receipt', receipt, 'cancel', { date }));
              return;
            }
            case 1: {
              const order = await world.order(
                customer,
                [
                  [pick(), String(1 + draw(6)), '7.77'],
                  [pick(), String(1 + draw(3)), '3.33'],
                ],
                { date },
              );
              const delivery = made(await world.act('sales-order', order.id, 'deliver', { date }), 'delivery');
              if (draw(2) === 0) undo.push(() => world.act('delivery', delivery, 'cancel', { date }));
              else await world.act('sales-order', order.id, 'invoice', { date });
              return;
            }
            case 2: {
              const order = await world.stock(pick(), String(1 + draw(9)), '2.5', date);
              const [line] = order['lines'] as { id: string; quantity: string }[];
              bills += 1;
              const bill = await world.create('purchase-invoice', {
                order: order.id,
                date,
                supplierInvoiceNumber: `R-${bills}`,
                lines: [{ orderLine: line!.id, quantity: line!.quantity, price: `${1 + draw(4)}.${draw(99)}` }],
              });
              await world.act('purchase-invoice', bill.id, 'post');
              undo.push(() => world.act('purchase-invoice', bill.id, 'cancel', { date }));
              return;
            }
            default:
              await undo.splice(draw(Math.max(1, undo.length)), 1)[0]?.();
          }
        };
        await work().catch((error: { code?: string }) => expect(['insufficient_stock', 'rule']).toContain(error.code));
      }
      const { gate } = world.test.core;
      const one = async (object: string, select: string): Promise<string> =>
        String((await gate.query(world.boss, { object, select: [`${select} as value`] })).rows[0]?.['value'] ?? '0');
      const balances = await one('stock-balance', 'sum(value)');
      expect(Number(balances)).toBeGreaterThan(0);
      expect(await one('stock-move.items', 'sum(value)')).toBe(balances);
      expect(await world.balance('1405')).toBe(balances);
      expect(await one('ledger-balance', 'sum(debit)')).toBe(await one('ledger-balance', 'sum(credit)'));
      expect(await one('voucher.lines', 'sum(debit)')).toBe(await one('ledger-balance', 'sum(debit)'));
      const receivable = await world.balance('1122');
      expect(Number(receivable)).toBeGreaterThan(0);
      expect(await one('sales-invoice', 'sum(outstandingAmount)')).toBe(receivable);
      const ageing = await gate.report(world.boss, 'receivable-ageing', { asOf: '2026-03-31' });
      expect(ageing.totals!['total']).toBe(receivable);
      const owed = await gate.report(world.boss, 'payable-ageing', { asOf: '2026-03-31' });
      expect(Number(owed.totals!['total'])).toBeGreaterThan(0);
      expect(owed.totals!['total']).toBe(
        decimal(await world.balance('220201'))
          .neg()
          .toFixed(2),
      );
    });
  });
});
