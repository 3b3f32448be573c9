import { beforeAll, describe, expect, it } from 'vitest';
import { made, tradingCompany, type TradingCompany } from '#modules/testing';
import { toInvoice } from '#modules/terms';
import { withStores } from '#db/testing';

withStores((open) => {
  let company: TradingCompany;
  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
  });

  describe('order to cash', () => {
    it('delivers, invoices and collects an order, with margin, freight and vouchers', async () => {
      const chai = await company.product('Chai', { listPrice: '18', taxRate: '0.13' });
      await company.stock(chai, '100', '10.80');
      const customer = await company.customer('华东贸易');
      const draft = await company.create('sales-order', {
        customer,
        date: '2026-01-10',
        freight: '20.00',
        lines: [{ product: chai, quantity: '12', discount: '0.05' }],
      });
      // 12 × 18 = 216.00; less 5 % = 205.20; tax 13 % = 26.676 → 26.68; with freight 251.88. Cost 12 × 10.80 = 129.60; margin 75.60.
      expect(draft).toMatchObject({
        grossAmount: '216.00',
        netAmount: '205.20',
        taxAmount: '26.68',
        totalAmount: '251.88',
        costAmount: '129.60',
        margin: '75.60',
        number: null,
      });
      const order = await company.act('sales-order', draft.id, 'submit');
      expect(order).toMatchObject({ state: 'confirmed', number: 'SO-2026-000001' });
      const delivered = await company.act('sales-order', order.id, 'deliver', { date: '2026-01-12' });
      expect(delivered).toMatchObject({ state: 'delivered', deliveryState: 'full', shippedDate: '2026-01-12' });
      const delivery = made(delivered, 'delivery');
      expect(await company.read('delivery', delivery)).toMatchObject({ state: 'posted', number: 'DN-2026-000001', costAmount: '129.60' });
      expect(await company.onHand(chai)).toEqual({ quantity: '88', value: '950.40' });
      expect(await company.entries(delivery)).toEqual([['5401 129.60 0.00', '1405 0.00 129.60']]);

      const invoiced = await company.act('sales-order', order.id, 'invoice', { date: '2026-01-12' });
      const invoice = made(invoiced, 'sales-invoice');
      expect(await company.read('sales-invoice', invoice)).toMatchObject({
        netAmount: '205.20',
        taxAmount: '26.68',
        freight: '20.00',
        totalAmount: '251.88',
        outstandingAmount: '251.88',
        dueDate: '2026-02-11',
      });
      expect(await company.entries(invoice)).toEqual([
        ['1122 251.88 0.00', '5001 0.00 205.20', '22210106 0.00 26.68', '505101 0.00 20.00'],
      ]);

      const paid = await company.act('sales-invoice', invoice, 'pay', { date: '2026-02-11', amount: '100' });
      expect(paid).toMatchObject({ paidAmount: '100.00', outstandingAmount: '151.88' });
      expect(await company.entries(made(paid, 'receipt'))).toEqual([['1002 100.00 0.00', '1122 0.00 100.00']]);
      const rest = await company.act('sales-invoice', invoice, 'pay', { date: '2026-02-12' });
      expect(rest).toMatchObject({ paidAmount: '251.88', outstandingAmount: '0.00' });
      await expect(company.act('sales-invoice', invoice, 'pay', { date: '2026-02-13' })).rejects.toMatchObject({ code: 'rule' });
    });

    it('invoices parts that sum to the order line, whatever is cancelled between', async () => {
      const product = await company.product('Third', { listPrice: '1' });
      await company.stock(product, '10', '0.10');
      const customer = await company.customer('三分');
      // 3 × 0.333333 = 1.00 in all; parts 0.33, 0.34 (of 0.67 left), 0.33.
      const order = await company.order(customer, [[product, '3', '0.333333']]);
      const [line] = order['lines'] as { id: string }[];
      const nets: string[] = [];
      const invoices: string[] = [];
      for (let part = 0; part < 3; part += 1) {
        await company.act('sales-order', order.id, 'deliver', { date: '2026-01-12', lines: [{ line: line!.id, quantity: '1' }] });
        const id = made(await company.act('sales-order', order.id, 'invoice', { date: '2026-01-12' }), 'sales-invoice');
        invoices.push(id);
        nets.push(String((await company.read('sales-invoice', id))['netAmount']));
      }
      expect(nets).toEqual(['0.33', '0.34', '0.33']);
      await company.act('sales-invoice', invoices[1]!, 'cancel', { date: '2026-01-13' });
      const again = made(await company.act('sales-order', order.id, 'invoice', { date: '2026-01-13' }), 'sales-invoice');
      expect(await company.read('sales-invoice', again)).toMatchObject({ netAmount: '0.34' });
    });

    it('refuses more than was ordered or delivered', async () => {
      const product = await company.product('Few');
      await company.stock(product, '10', '1');
      const order = await company.order(await company.customer('多要'), [[product, '2', '5']]);
      const [line] = order['lines'] as { id: string }[];
      const deliver = (quantity: string) =>
        company.act('sales-order', order.id, 'deliver', { date: '2026-01-12', lines: [{ line: line!.id, quantity }] });
      await expect(deliver('3')).rejects.toMatchObject({ code: 'rule' });
      await deliver('1');
      const invoice = await company.create('sales-invoice', {
        order: order.id,
        date: '2026-01-12',
        lines: [{ orderLine: line!.id, quantity: '2' }],
      });
      await expect(company.act('sales-invoice', invoice.id, 'post')).rejects.toMatchObject({ code: 'rule' });
      await expect(company.act('sales-order', order.id, 'cancel')).rejects.toMatchObject({ code: 'rule' });
      expect(await company.read('sales-order', order.id)).toMatchObject({ state: 'confirmed', deliveryState: 'partial' });
    });

    it('waits for an invoice whenever more of some line was delivered than invoiced, also where both are partial', async () => {
      const product = await company.product('By the load');
      await company.stock(product, '10', '1');
      const order = await company.order(await company.customer('分批'), [[product, '10', '5'], [product, '1', '5']]);
      const [line] = order['lines'] as { id: string }[];
      const load = (quantity: string) =>
        company.act('sales-order', order.id, 'deliver', { date: '2026-01-12', lines: [{ line: line?.id, quantity }] });
      const waits = () => company.test.core.gate
        .list(company.boss, 'sales-order', { filter: `id == "${order.id}" && ${toInvoice('deliveryState', 'invoiceState', 'toBeInvoiced')}` })
        .then(({ records }) => records.length === 1);
      expect(await waits()).toBe(false);
      await load('4');
      expect(await waits()).toBe(true);
      const first = made(await company.act('sales-order', order.id, 'invoice', { date: '2026-01-12' }), 'sales-invoice');
      expect(await waits()).toBe(false);
      // Delivered 7 of 11, invoiced 4 of 11.
      await load('3');
      expect(await company.read('sales-order', order.id)).toMatchObject({ deliveryState: 'partial', invoiceState: 'partial', toBeInvoiced: true });
      expect(await waits()).toBe(true);
      await company.act('sales-order', order.id, 'invoice', { date: '2026-01-12' });
      expect(await waits()).toBe(false);
      await company.act('sales-invoice', first, 'cancel', { date: '2026-01-13' });
      expect(await waits()).toBe(true);
    });

    it('charges freight once, on the first invoice, and again only when that is cancelled', async () => {
      const product = await company.product('Heavy');
      await company.stock(product, '10', '1');
      const order = await company.order(await company.customer('远方'), [[product, '2', '5']], { freight: '7.50' });
      const [line] = order['lines'] as { id: string }[];
      const part = async (): Promise<string> => {
        await company.act('sales-order', order.id, 'deliver', { date: '2026-01-12', lines: [{ line: line!.id, quantity: '1' }] });
        return made(await company.act('sales-order', order.id, 'invoice', { date: '2026-01-12' }), 'sales-invoice');
      };
      const first = await part();
      const second = await part();
      expect(await company.read('sales-invoice', first)).toMatchObject({ freight: '7.50', totalAmount: '12.50' });
      expect(await company.read('sales-invoice', second)).toMatchObject({ freight: '0.00', totalAmount: '5.00' });
      await company.act('sales-invoice', first, 'cancel', { date: '2026-01-13' });
      const again = made(await company.act('sales-order', order.id, 'invoice', { date: '2026-01-14' }), 'sales-invoice');
      expect(await company.read('sales-invoice', again)).toMatchObject({ freight: '7.50', totalAmount: '12.50' });
    });

    it('brings goods back at the cost they went out at, by entries that name each other', async () => {
      const product = await company.product('Returned');
      await company.stock(product, '10', '1');
      const order = await company.order(await company.customer('退回'), [[product, '4', '5']]);
      const delivery = made(await company.act('sales-order', order.id, 'deliver', { date: '2026-01-12' }), 'delivery');
      // Dearer goods come meanwhile: 6 at 1 and 6 at 3 = 24.00. The 4 that come back are still worth 4.00.
      await company.stock(product, '6', '3');
      expect(await company.onHand(product)).toEqual({ quantity: '12', value: '24.00' });
      const cancelled = await company.act('delivery', delivery, 'cancel', { date: '2026-01-20' });
      expect(cancelled).toMatchObject({ state: 'cancelled', cancelledOn: '2026-01-20' });
      expect(await company.onHand(product)).toEqual({ quantity: '16', value: '28.00' });
      expect(await company.read('sales-order', order.id)).toMatchObject({ state: 'confirmed', deliveryState: 'none', shippedDate: null });
      expect(await company.entries(delivery)).toEqual([
        ['5401 4.00 0.00', '1405 0.00 4.00'],
        ['5401 -4.00 0.00', '1405 0.00 -4.00'],
      ]);
      await expect(company.act('delivery', delivery, 'cancel', { date: '2026-01-20' })).rejects.toMatchObject({ code: 'wrong_state' });
    });

    it('gives back the outstanding amount exactly once when a receipt is cancelled', async () => {
      const product = await company.product('Paid');
      await company.stock(product, '10', '1');
      const order = await company.order(await company.customer('付款人'), [[product, '4', '5']]);
      await company.act('sales-order', order.id, 'deliver', { date: '2026-01-12' });
      const invoice = made(await company.act('sales-order', order.id, 'invoice', { date: '2026-01-12' }), 'sales-invoice');
      const receipt = made(await company.act('sales-invoice', invoice, 'pay', { date: '2026-01-15', amount: '8' }), 'receipt');
      await expect(company.act('sales-invoice', invoice, 'cancel', { date: '2026-01-16' })).rejects.toMatchObject({ code: 'rule' });
      const receivable = await company.balance('1122');
      await company.act('receipt', receipt, 'cancel', { date: '2026-01-16' });
      expect(await company.read('sales-invoice', invoice)).toMatchObject({ paidAmount: '0.00', outstandingAmount: '20.00' });
      expect(Number(await company.balance('1122')) - Number(receivable)).toBe(8);
      await expect(company.act('receipt', receipt, 'cancel', { date: '2026-01-16' })).rejects.toMatchObject({ code: 'wrong_state' });
      expect(await company.read('receipt', receipt)).toMatchObject({ amount: '8.00', state: 'cancelled' });
    });

    it('holds the credit limit against open invoices and open orders, and tells no figure', async () => {
      const product = await company.product('Credit');
      await company.stock(product, '100', '1');
      const customer = await company.customer('限额', { creditLimit: '100' });
      const first = await company.order(customer, [[product, '6', '10']]);
      await company.act('sales-order', first.id, 'deliver', { date: '2026-01-12' });
      await company.act('sales-order', first.id, 'invoice', { date: '2026-01-12' });
      await company.order(customer, [[product, '4', '10']]);
      const refused: unknown = await company.order(customer, [[product, '1', '0.01']]).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'credit_exceeded' });
      expect(JSON.stringify(refused) + String((refused as Error).message)).not.toMatch(/100|60|40/);
    });
  });
});
