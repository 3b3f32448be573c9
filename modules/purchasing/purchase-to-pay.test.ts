import { beforeAll, describe, expect, it } from 'vitest';
import { made, tradingCompany, type TradingCompany } from '#modules/testing';
import { withStores } from '#db/testing';

withStores((open) => {
  let company: TradingCompany;
  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
  });

  async function ordered(lines: readonly (readonly [string, string, string])[], more = {}) {
    const supplier = await company.supplier('供货商');
    const draft = await company.create('purchase-order', {
      supplier,
      date: '2026-01-02',
      warehouse: company.warehouse,
      lines: lines.map(([product, quantity, price]) => ({ product, quantity, price })),
      ...more,
    });
    return company.act('purchase-order', draft.id, 'submit');
  }

  describe('purchase to pay', () => {
    it('receives, matches the bill and pays it, with vouchers', async () => {
      const product = await company.product('Tea', { taxRate: '0.13' });
      const order = await ordered([[product, '10', '3.33']]);
      // 10 × 3.33 = 33.30; tax 4.329 → 4.33.
      expect(order).toMatchObject({
        state: 'ordered',
        number: 'PO-2026-000001',
        netAmount: '33.30',
        taxAmount: '4.33',
        totalAmount: '37.63',
      });
      const received = await company.act('purchase-order', order.id, 'receive', { date: '2026-01-05' });
      expect(received).toMatchObject({ state: 'received', receiptState: 'full' });
      const receipt = made(received, 'goods-receipt');
      expect(await company.entries(receipt)).toEqual([['1405 33.30 0.00', '220202 0.00 33.30']]);
      expect(await company.read('product', product)).toMatchObject({ cost: '3.33' });

      const billed = await company.act('purchase-order', order.id, 'invoice', { date: '2026-01-08', supplierInvoiceNumber: 'F-1' });
      expect(billed).toMatchObject({ billState: 'full' });
      const bill = made(billed, 'purchase-invoice');
      expect(await company.read('purchase-invoice', bill)).toMatchObject({
        totalAmount: '37.63',
        receivedAmount: '33.30',
        dueDate: '2026-02-07',
      });
      expect(await company.entries(bill)).toEqual([['220202 33.30 0.00', '22210101 4.33 0.00', '220201 0.00 37.63']]);

      const paid = await company.act('purchase-invoice', bill, 'pay', { date: '2026-02-07' });
      expect(paid).toMatchObject({ paidAmount: '37.63', outstandingAmount: '0.00' });
      expect(await company.entries(made(paid, 'payment'))).toEqual([['220201 37.63 0.00', '1002 0.00 37.63']]);
    });

    it('refuses a bill for more than was received: ordered 2, received 1, billed 2 is not a match', async () => {
      const product = await company.product('Match');
      const order = await ordered([[product, '2', '5']]);
      const [line] = order['lines'] as { id: string }[];
      await company.act('purchase-order', order.id, 'receive', { date: '2026-01-05', lines: [{ line: line!.id, quantity: '1' }] });
      const bill = await company.create('purchase-invoice', {
        order: order.id,
        date: '2026-01-08',
        supplierInvoiceNumber: 'M-1',
        lines: [{ orderLine: line!.id, quantity: '2' }],
      });
      await expect(company.act('purchase-invoice', bill.id, 'post')).rejects.toMatchObject({
        code: 'rule',
        details: { facts: { ordered: '2', received: '1', open: '1', billed: '2' } },
      });
      expect(await company.read('purchase-invoice', bill.id)).toMatchObject({ state: 'draft', number: null });
    });

    it('refuses the same bill twice by supplier and number, and takes it again once it was cancelled', async () => {
      const product = await company.product('Twice');
      const order = await ordered([[product, '10', '5']]);
      const bill = async () => {
        await company.act('purchase-order', order.id, 'receive', {
          date: '2026-01-05',
          lines: [{ line: (order['lines'] as { id: string }[])[0]!.id, quantity: '2' }],
        });
        return company.act('purchase-order', order.id, 'invoice', { date: '2026-01-08', supplierInvoiceNumber: ' T-1 ' });
      };
      const first = made(await bill(), 'purchase-invoice');
      await expect(bill()).rejects.toMatchObject({ code: 'duplicate', status: 409 });
      await company.act('purchase-invoice', first, 'cancel', { date: '2026-01-09' });
      expect(made(await bill(), 'purchase-invoice')).not.toBe(first);
    });

    it('waits for the bill of what was received, also where some of it has been billed', async () => {
      const product = await company.product('In parts');
      const order = await ordered([[product, '10', '3']]);
      const [line] = order['lines'] as { id: string }[];
      const receive = (quantity: string) => company.act('purchase-order', order.id, 'receive', { date: '2026-01-05', lines: [{ line: line?.id, quantity }] });
      await receive('4');
      await company.act('purchase-order', order.id, 'invoice', { date: '2026-01-06', supplierInvoiceNumber: 'P-1' });
      expect(await company.read('purchase-order', order.id)).toMatchObject({ receiptState: 'partial', billState: 'partial', toBeBilled: false });
      await receive('3');
      expect(await company.read('purchase-order', order.id)).toMatchObject({ receiptState: 'partial', billState: 'partial', toBeBilled: true });
    });

    it("spreads a bill's price over what is still in stock and what was sold", async () => {
      const product = await company.product('Late price');
      const order = await ordered([[product, '10', '10']]);
      await company.act('purchase-order', order.id, 'receive', { date: '2026-01-05' });
      const sale = await company.order(await company.customer('买方'), [[product, '6', '20']]);
      await company.act('sales-order', sale.id, 'deliver', { date: '2026-01-06' });
      const [line] = order['lines'] as { id: string }[];
      const cost = await company.balance('5401');
      // Billed at 11.50: 15.00 more than received, 4 of 10 still here: 6.00 to stock, 9.00 to cost of sales.
      const bill = await company.create('purchase-invoice', {
        order: order.id,
        date: '2026-01-08',
        supplierInvoiceNumber: 'L-1',
        lines: [{ orderLine: line!.id, quantity: '10', price: '11.50' }],
      });
      await company.act('purchase-invoice', bill.id, 'post');
      expect(await company.read('purchase-invoice', bill.id)).toMatchObject({ stockDifference: '6.00', costDifference: '9.00' });
      expect(await company.onHand(product)).toEqual({ quantity: '4', value: '46.00' });
      expect(Number(await company.balance('5401')) - Number(cost)).toBe(9);
      await company.act('purchase-invoice', bill.id, 'cancel', { date: '2026-01-09' });
      expect(await company.onHand(product)).toEqual({ quantity: '4', value: '40.00' });
    });

    it('cancels a receipt at its own value, but not once it is billed, nor when the goods are gone', async () => {
      const product = await company.product('Undo');
      const order = await ordered([[product, '10', '3']]);
      const receipt = made(await company.act('purchase-order', order.id, 'receive', { date: '2026-01-05' }), 'goods-receipt');
      await company.stock(product, '10', '1');
      await company.act('goods-receipt', receipt, 'cancel', { date: '2026-01-06' });
      expect(await company.onHand(product)).toEqual({ quantity: '10', value: '10.00' });
      expect(await company.read('purchase-order', order.id)).toMatchObject({ state: 'ordered', receiptState: 'none' });

      const second = made(await company.act('purchase-order', order.id, 'receive', { date: '2026-01-07' }), 'goods-receipt');
      await company.act('goods-receipt', second, 'invoice', { date: '2026-01-07', supplierInvoiceNumber: 'U-1' });
      await expect(company.act('goods-receipt', second, 'cancel', { date: '2026-01-08' })).rejects.toMatchObject({ code: 'rule' });

      const other = await ordered([[await company.product('Gone'), '1', '3']]);
      const [line] = other['lines'] as { product: string }[];
      const third = made(await company.act('purchase-order', other.id, 'receive', { date: '2026-01-05' }), 'goods-receipt');
      const sale = await company.order(await company.customer('买方'), [[line!.product, '1', '5']]);
      await company.act('sales-order', sale.id, 'deliver', { date: '2026-01-06' });
      await expect(company.act('goods-receipt', third, 'cancel', { date: '2026-01-08' })).rejects.toMatchObject({
        code: 'insufficient_stock',
      });
    });

    it('charges to cost of sales what stock cannot carry after a receipt is undone', async () => {
      const product = await company.product('Variance');
      await company.stock(product, '10', '1');
      const order = await ordered([[product, '10', '3']]);
      const receipt = made(await company.act('purchase-order', order.id, 'receive', { date: '2026-01-05' }), 'goods-receipt');
      const sale = await company.order(await company.customer('买方'), [[product, '10', '5']]);
      await company.act('sales-order', sale.id, 'deliver', { date: '2026-01-06' });
      const [stock, cost] = [await company.balance('1405'), await company.balance('5401')];
      // 20 worth 40.00, 10 sold at 20.00; taking 10 back at 30.00 leaves nothing on hand and −10.00, which was too much cost.
      await company.act('goods-receipt', receipt, 'cancel', { date: '2026-01-08' });
      expect(await company.onHand(product)).toEqual({ quantity: '0', value: '0.00' });
      expect(Number(await company.balance('1405')) - Number(stock)).toBe(-20);
      expect(Number(await company.balance('5401')) - Number(cost)).toBe(-10);
    });

    it('gives back what was outstanding exactly once when a payment is cancelled', async () => {
      const product = await company.product('Paid back');
      const order = await ordered([[product, '10', '1']]);
      await company.act('purchase-order', order.id, 'receive', { date: '2026-01-05' });
      const bill = made(
        await company.act('purchase-order', order.id, 'invoice', { date: '2026-01-08', supplierInvoiceNumber: 'B-1' }),
        'purchase-invoice',
      );
      const payment = made(await company.act('purchase-invoice', bill, 'pay', { date: '2026-01-10', amount: '4' }), 'payment');
      await company.act('payment', payment, 'cancel', { date: '2026-01-11' });
      expect(await company.read('purchase-invoice', bill)).toMatchObject({ paidAmount: '0.00', outstandingAmount: '10.00' });
      await expect(company.act('payment', payment, 'cancel', { date: '2026-01-11' })).rejects.toMatchObject({ code: 'wrong_state' });
      const twice = { invoice: bill, amount: '6' };
      const supplier = String(order['supplier']);
      const over = await company.create('payment', { supplier, date: '2026-01-12', lines: [twice, twice] });
      await expect(company.act('payment', over.id, 'post')).rejects.toMatchObject({ code: 'rule' });
    });
  });
});
