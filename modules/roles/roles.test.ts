import { beforeAll, describe, expect, it } from 'vitest';
import { parseGrants } from '#core/access';
import type { Context } from '#core/context';
import { made, tradingCompany, type TradingCompany } from '#modules/testing';
import { withStores } from '#db/testing';
import { roles } from './index.ts';

withStores((open) => {
  let company: TradingCompany;
  const people = new Map<string, Context>();
  const as = (role: string): Context => people.get(role)!;

  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
    for (const { name, grants } of roles.roles ?? []) {
      await company.test.role(name, grants);
      people.set(name, await company.test.person(name, [name]));
    }
  });

  it('names only objects, fields and actions that exist', () => {
    for (const { grants } of roles.roles ?? []) expect(() => parseGrants(grants, company.test.core.registry())).not.toThrow();
    expect(roles.roles?.map((role) => role.name)).toEqual([
      'sales-clerk',
      'sales-manager',
      'buyer',
      'storekeeper',
      'accountant',
      'cashier',
      'general-manager',
    ]);
  });

  it('names every field by a grant that says what the rest is', () => {
    for (const { name, grants } of roles.roles ?? []) {
      for (const [object, given] of Object.entries(grants)) {
        for (const grant of [given].flat()) if (grant.fields) expect(grant.fields, `${name} ${object}`).toHaveProperty('*');
      }
    }
  });

  describe('a sales clerk', () => {
    it('sees own customers only, telephone numbers masked and no credit limit', async () => {
      const { gate } = company.test.core;
      const clerk = as('sales-clerk');
      const theirs = await company.customer('别人的客户');
      const own = await gate.create(clerk, 'customer', { code: 'OWN', name: '自己的客户', phone: '13912345678' });
      const seen = await gate.list(clerk, 'customer', { count: true });
      expect(seen.total).toBe(1);
      expect(seen.records[0]).toMatchObject({ id: own.id, name: '自己的客户', phone: '****5678' });
      expect(seen.records[0]).not.toHaveProperty('creditLimit');
      await expect(gate.read(clerk, 'customer', theirs)).rejects.toMatchObject({ code: 'not_found' });
      for (const request of [
        { fields: ['creditLimit'] },
        { sort: ['creditLimit'] },
        { filter: 'creditLimit > 1' },
        { filter: 'phone == "13912345678"' },
      ]) {
        await expect(gate.list(clerk, 'customer', request)).rejects.toMatchObject({ code: 'field_denied' });
      }
      const sneaky = { customer: theirs, date: '2026-01-10', lines: [{ product: await company.product('Any'), quantity: '1', price: '1' }] };
      await expect(gate.create(clerk, 'sales-order', sneaky)).rejects.toMatchObject({ code: 'invalid' });
      await expect(gate.update(clerk, 'customer', own.id, { version: 1, creditLimit: '1' })).rejects.toMatchObject({
        code: 'field_denied',
      });
    });

    it('enters and confirms an order without ever seeing a cost, and leaves delivering to the warehouse', async () => {
      const { gate } = company.test.core;
      const clerk = as('sales-clerk');
      const product = await company.product('Clerked', { listPrice: '10' });
      await company.stock(product, '100', '6');
      const customer = await gate.create(clerk, 'customer', { code: 'OWN2', name: '自己的客户二' });
      const draft = await gate.create(clerk, 'sales-order', {
        customer: customer.id,
        date: '2026-01-10',
        lines: [{ product, quantity: '3' }],
      });
      const order = await gate.act(clerk, 'sales-order', draft.id, 'submit', {});
      expect(order).toMatchObject({ state: 'confirmed', netAmount: '30.00' });
      for (const name of ['costAmount', 'margin']) expect(order).not.toHaveProperty(name);
      for (const name of ['cost', 'margin', 'deliveredCost']) expect((order['lines'] as object[])[0]).not.toHaveProperty(name);
      await expect(gate.read(clerk, 'product', product, ['cost'])).rejects.toMatchObject({ code: 'field_denied' });
      await expect(gate.query(clerk, { object: 'sales-order.lines', select: ['sum(margin)'] })).rejects.toMatchObject({
        code: 'field_denied',
      });
      await expect(gate.act(clerk, 'sales-order', order.id, 'deliver', {})).rejects.toMatchObject({ code: 'forbidden' });

      const sent = await gate.act(as('storekeeper'), 'sales-order', order.id, 'deliver', { date: '2026-01-11' });
      expect(sent).not.toHaveProperty('netAmount');
      const delivery = made(sent, 'delivery');
      const seen = await gate.read(clerk, 'delivery', delivery);
      expect(seen).toMatchObject({ state: 'posted' });
      expect(seen).not.toHaveProperty('costAmount');
      expect(await gate.read(as('sales-manager'), 'sales-order', order.id)).toMatchObject({ costAmount: '18.00', margin: '12.00' });
      const stock = await gate.report(clerk, 'stock-balance', { product });
      expect(stock.columns.map(({ name }) => name)).toEqual(['productCode', 'productName', 'warehouseName', 'quantity']);
      expect(Object.keys(stock.rows[0] ?? {})).not.toContain('value');
      expect(stock).not.toHaveProperty('totals');
      await expect(gate.report(clerk, 'stock-ledger', {})).rejects.toMatchObject({ status: 403 });
      await expect(gate.report(clerk, 'trial-balance', {})).rejects.toMatchObject({ status: 403 });
    });
  });

  it('carries a sale and a purchase through the desks, each with its own part', async () => {
    const { gate } = company.test.core;
    const [buyer, keeper, accountant, cashier] = [as('buyer'), as('storekeeper'), as('accountant'), as('cashier')];
    const product = await company.product('Desks', { listPrice: '10' });
    const { id: supplier } = await gate.create(buyer, 'supplier', { code: 'S-D', name: '一家供应商' });
    const draft = await gate.create(buyer, 'purchase-order', {
      supplier,
      date: '2026-01-02',
      warehouse: company.warehouse,
      lines: [{ product, quantity: '10', price: '4' }],
    });
    await gate.act(buyer, 'purchase-order', draft.id, 'submit', {});
    await expect(gate.act(buyer, 'purchase-order', draft.id, 'receive', {})).rejects.toMatchObject({ code: 'forbidden' });
    const received = await gate.act(keeper, 'purchase-order', draft.id, 'receive', { date: '2026-01-03' });
    expect((received['lines'] as object[])[0]).not.toHaveProperty('price');
    const billed = await gate.act(buyer, 'purchase-order', draft.id, 'invoice', { date: '2026-01-04', supplierInvoiceNumber: 'D-1' });
    const bill = made(billed, 'purchase-invoice');
    await expect(gate.act(accountant, 'purchase-invoice', bill, 'pay', {})).rejects.toMatchObject({ code: 'forbidden' });
    expect(await gate.act(cashier, 'purchase-invoice', bill, 'pay', { date: '2026-01-05' })).toMatchObject({ outstandingAmount: '0.00' });

    const manager = as('sales-manager');
    const { id: customer } = await gate.create(manager, 'customer', { code: 'C-D', name: '一家客户' });
    const order = await gate.create(manager, 'sales-order', { customer, date: '2026-01-06', lines: [{ product, quantity: '2' }] });
    await gate.act(manager, 'sales-order', order.id, 'submit', {});
    await gate.act(keeper, 'sales-order', order.id, 'deliver', { date: '2026-01-07' });
    const invoice = made(await gate.act(accountant, 'sales-order', order.id, 'invoice', { date: '2026-01-07' }), 'sales-invoice');
    await gate.act(cashier, 'sales-invoice', invoice, 'pay', { date: '2026-01-08' });
    await expect(gate.list(cashier, 'voucher', {})).rejects.toMatchObject({ code: 'forbidden' });
    const balance = await gate.report(accountant, 'trial-balance', {});
    expect(balance.totals!['debit']).toBe(balance.totals!['credit']);
    await gate.report(as('general-manager'), 'balance-sheet', {});
    await expect(gate.create(as('general-manager'), 'customer', { code: 'X', name: 'X' })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
