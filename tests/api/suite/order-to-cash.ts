import { describe, expect, it } from 'vitest';
import type { Client } from '#common/api';
import { made, type Company } from '../testing/company.ts';
import { refusal } from '../testing/refusal.ts';

export function orderToCash(company: () => Company): void {
  describe('quote to cash', () => {
    it('goes from quote to payment and all the way back, each step by whose it is', async () => {
      const [clerk, storekeeper, accountant, cashier, boss] = await everybody(company());
      const { mine, chai } = company().goods;
      const before = await books(boss);

      // 10 × 18.00 less 5 % = 171.00; tax 13 % = 22.23; freight 8.00: 201.23. Cost 10 × 10.80 = 108.00.
      const quote = await clerk.create('sales-quote', {
        customer: mine,
        date: '2026-03-01',
        validUntil: '2026-03-31',
        freight: '8',
        lines: [{ product: chai, quantity: '10', discount: '0.05' }],
      });
      expect(await clerk.act('sales-quote', quote.id, 'send')).toMatchObject({ state: 'sent', totalAmount: '201.23' });
      const accepted = await clerk.act('sales-quote', quote.id, 'accept', { date: '2026-03-02' });
      const order = made(accepted, 'sales-order');
      expect(await clerk.act('sales-order', order, 'submit')).toMatchObject({
        state: 'confirmed',
        quote: quote.id,
        netAmount: '171.00',
        totalAmount: '201.23',
      });

      expect(await refusal(clerk.act('sales-order', order, 'deliver', {}))).toMatchObject({ status: 403, code: 'forbidden' });
      const [line] = (await storekeeper.read('sales-order', order))['lines'] as { id: string; price?: string }[];
      expect(line?.price).toBeUndefined();
      const partly = await storekeeper.act('sales-order', order, 'deliver', {
        date: '2026-03-03',
        lines: [{ line: line?.id, quantity: '4' }],
      });
      expect(partly).toMatchObject({ state: 'confirmed', deliveryState: 'partial' });
      const first = made(partly, 'delivery');
      const rest = await storekeeper.act('sales-order', order, 'deliver', { date: '2026-03-05' });
      expect(rest).toMatchObject({ state: 'delivered', deliveryState: 'full' });
      const second = made(rest, 'delivery');
      expect(await boss.read('delivery', first, ['costAmount'])).toMatchObject({ costAmount: '43.20' });
      expect(await boss.read('delivery', second, ['costAmount'])).toMatchObject({ costAmount: '64.80' });
      expect(await refusal(storekeeper.act('sales-order', order, 'deliver', { date: '2026-03-06' }))).toMatchObject({
        code: 'wrong_state',
      });

      const invoice = made(await accountant.act('sales-order', order, 'invoice', { date: '2026-03-06' }), 'sales-invoice');
      expect(await clerk.read('sales-invoice', invoice)).toMatchObject({
        netAmount: '171.00',
        taxAmount: '22.23',
        freight: '8.00',
        totalAmount: '201.23',
        dueDate: '2026-04-05',
      });
      // Receivable +201.23; revenue −171.00, output tax −22.23, freight −8.00; cost of sales +108.00, stock −108.00.
      expect(await moved(boss, before)).toEqual({
        1122: '201.23',
        5001: '-171.00',
        22210106: '-22.23',
        505101: '-8.00',
        5401: '108.00',
        1405: '-108.00',
      });

      expect(await refusal(accountant.act('sales-invoice', invoice, 'pay', {}))).toMatchObject({ status: 403 });
      const paid = await cashier.act('sales-invoice', invoice, 'pay', { date: '2026-03-20' });
      expect(paid).toMatchObject({ paidAmount: '201.23', outstandingAmount: '0.00' });
      const receipt = made(paid, 'receipt');
      expect(await moved(boss, before)).toMatchObject({ 1002: '201.23' });

      expect(await refusal(accountant.act('sales-invoice', invoice, 'cancel', { date: '2026-03-21' }))).toMatchObject({
        status: 422,
        code: 'rule',
      });
      expect(await cashier.act('receipt', receipt, 'cancel', { date: '2026-03-21' })).toMatchObject({
        state: 'cancelled',
        cancelledOn: '2026-03-21',
      });
      expect(await clerk.read('sales-invoice', invoice)).toMatchObject({ paidAmount: '0.00', outstandingAmount: '201.23' });
      expect(await accountant.act('sales-invoice', invoice, 'cancel', { date: '2026-03-22' })).toMatchObject({ state: 'cancelled' });
      for (const delivery of [second, first]) {
        expect(await storekeeper.act('delivery', delivery, 'cancel', { date: '2026-03-23' })).toMatchObject({ state: 'cancelled' });
      }
      expect(await clerk.read('sales-order', order)).toMatchObject({ state: 'confirmed', deliveryState: 'none', invoiceState: 'none' });
      expect(await moved(boss, before)).toEqual({});
    });
  });

  describe('procure to pay', () => {
    it('goes from order to payment and back, with the bill matched against what came', async () => {
      const [, storekeeper, accountant, cashier, boss] = await everybody(company());
      const buyer = await company().as('buyer');
      const { warehouse, supplier, chang } = company().goods;
      const before = await books(boss);

      // 20 × 12.00 = 240.00; tax 13 % = 31.20.
      const order = await buyer.create('purchase-order', {
        supplier,
        date: '2026-03-01',
        warehouse,
        lines: [{ product: chang, quantity: '20', price: '12', taxRate: '0.13' }],
      });
      expect(await buyer.act('purchase-order', order.id, 'submit')).toMatchObject({ state: 'ordered', totalAmount: '271.20' });
      expect(await refusal(buyer.act('purchase-order', order.id, 'receive', {}))).toMatchObject({ status: 403 });
      const [line] = (await storekeeper.read('purchase-order', order.id))['lines'] as { id: string }[];
      const partly = await storekeeper.act('purchase-order', order.id, 'receive', {
        date: '2026-03-02',
        lines: [{ line: line?.id, quantity: '15' }],
      });
      expect(partly).toMatchObject({ state: 'ordered', receiptState: 'partial' });
      const first = made(partly, 'goods-receipt');
      expect(await moved(boss, before)).toEqual({ 1405: '180.00', 220202: '-180.00' });

      const billed = made(
        await buyer.act('purchase-order', order.id, 'invoice', { date: '2026-03-03', supplierInvoiceNumber: 'EX-77' }),
        'purchase-invoice',
      );
      // 15 × 12.00 = 180.00 and tax 23.40.
      expect(await accountant.read('purchase-invoice', billed)).toMatchObject({
        netAmount: '180.00',
        taxAmount: '23.40',
        totalAmount: '203.40',
        dueDate: '2026-04-02',
      });
      expect(await moved(boss, before)).toEqual({ 1405: '180.00', 22210101: '23.40', 220201: '-203.40' });
      const again = await accountant
        .create('purchase-invoice', {
          order: order.id,
          date: '2026-03-03',
          supplierInvoiceNumber: 'EX-77',
          lines: [{ orderLine: line?.id, quantity: '1' }],
        })
        .then((draft) => accountant.act('purchase-invoice', draft.id, 'post'))
        .catch((error: unknown) => error);
      expect(again).toMatchObject({ status: 409, code: 'duplicate' });

      const rest = await storekeeper.act('purchase-order', order.id, 'receive', { date: '2026-03-04' });
      expect(rest).toMatchObject({ state: 'received', receiptState: 'full' });
      expect(await buyer.read('purchase-order', order.id, ['billState'])).toMatchObject({ billState: 'partial' });
      const paid = await cashier.act('purchase-invoice', billed, 'pay', { date: '2026-03-30' });
      expect(paid).toMatchObject({ outstandingAmount: '0.00' });
      expect(await moved(boss, before)).toEqual({ 1405: '240.00', 220202: '-60.00', 22210101: '23.40', 1002: '-203.40' });

      await cashier.act('payment', made(paid, 'payment'), 'cancel', { date: '2026-03-31' });
      await accountant.act('purchase-invoice', billed, 'cancel', { date: '2026-03-31' });
      for (const receipt of [made(rest, 'goods-receipt'), first])
        await storekeeper.act('goods-receipt', receipt, 'cancel', { date: '2026-03-31' });
      expect(await moved(boss, before)).toEqual({});
    });
  });
}

async function everybody(company: Company): Promise<[Client, Client, Client, Client, Client]> {
  return [
    await company.as('clerk'),
    await company.as('storekeeper'),
    await company.as('accountant'),
    await company.as('cashier'),
    await company.as('boss'),
  ];
}

type Balances = ReadonlyMap<string, bigint>;

/** Debit less credit of each account, in cents. */
async function books(boss: Client): Promise<Balances> {
  const rows = await boss.query({
    object: 'ledger-balance',
    select: ['account.code as code', 'sum(debit) as debit', 'sum(credit) as credit'],
    group: ['account.code'],
  });
  return new Map(rows.map((row) => [String(row['code']), cents(row['debit']) - cents(row['credit'])]));
}

/** What has changed since, as amounts by account. */
async function moved(boss: Client, before: Balances): Promise<Record<string, string>> {
  const changed = [...(await books(boss))]
    .map(([code, balance]) => [code, balance - (before.get(code) ?? 0n)] as const)
    .filter(([, by]) => by !== 0n);
  return Object.fromEntries(
    changed.map(([code, by]) => [
      code,
      `${by < 0n ? '-' : ''}${String(by < 0n ? -by : by)
        .padStart(3, '0')
        .replace(/(\d\d)$/, '.$1')}`,
    ]),
  );
}

function cents(amount: unknown): bigint {
  return BigInt(String(amount).replace('.', ''));
}
