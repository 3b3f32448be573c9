import { describe, expect, it } from 'vitest';
import { enteringOf, findingOf, type Client } from '#common/api';
import { insightFilter } from '#common/objects';
import { order, THEIR_CUSTOMER, type Company } from '../testing/company.ts';
import { expectDenied, refusal } from '../testing/refusal.ts';

const JSON_BODY = { 'content-type': 'application/json' };

const tries = (client: Client, values: Readonly<Record<string, unknown>>, object = 'sales-order', id?: string) =>
  enteringOf(client).try(object, values, id === undefined ? {} : { id });

export function entering(company: () => Company): void {
  describe('an order that is being entered', () => {
    const lines = () => [{ product: company().goods.chai, quantity: '3' }];

    it('is told what it would come to, and leaves log, numbers and stock as they were', async () => {
      const { goods } = company();
      const [clerk, manager, auditor] = [await company().as('clerk'), await company().as('salesManager'), await company().as('auditor')];
      const traces = async (): Promise<unknown> => [
        (await auditor.audit({ limit: '1' })).entries,
        await manager.query({ object: 'sales-order', select: ['count()', 'max(number)'] }),
        await manager.query({ object: 'stock-balance', select: ['product', 'quantity'], order: ['product'] }),
      ];
      const before = await traces();
      const { record, problems } = await tries(manager, { customer: goods.mine, date: '2026-02-01', lines: lines() });
      expect(problems).toEqual({});
      // 3 × 18 = 54, tax 7.02, cost 3 × 10.80.
      expect(record).toMatchObject({ netAmount: '54.00', totalAmount: '61.02', costAmount: '32.40', margin: '21.60', number: null });
      await tries(clerk, { customer: goods.mine, date: '2026-02-01', lines: lines() });
      expect(await traces()).toEqual(before);
    });

    it('shows a clerk no cost and no margin, whatever is tried', async () => {
      const { goods } = company();
      const clerk = await company().as('clerk');
      for (const values of [{ customer: goods.mine, date: '2026-02-01', lines: lines() }, { lines: lines() }, {}]) {
        const text = JSON.stringify(await tries(clerk, values));
        for (const hidden of ['cost', 'margin', 'Cost', '32.4', '21.6', 'creditLimit']) expect(text).not.toContain(hidden);
      }
      await expectDenied(tries(clerk, { lines: [{ product: goods.chai, quantity: '1', cost: '1' }] }), 'lines.cost');
      expect(await refusal(tries(clerk, {}, 'sales-order', goods.theirOrder))).toMatchObject({ status: 404 });
    });

    it('is told of each problem at its place, in the language of the request', async () => {
      const draft = { date: 'soon', lines: [{ product: company().goods.chai }, ...lines()] };
      const told = await tries(await company().as('salesManager'), draft);
      expect(told.problems).toEqual({ date: 'must be a date YYYY-MM-DD', customer: 'must be filled in', 'lines.0.quantity': 'must be filled in' });
      expect(told.record).toMatchObject({ netAmount: '54.00', lines: [{ position: 2, net: '54.00' }] });
      const chinese = company().stranger({ lang: 'zh', token: (await company().signIn('salesManager')).token });
      expect((await tries(chinese, draft)).problems).toMatchObject({ customer: '必须填写' });
    });

    it('is refused where it is no draft at all', async () => {
      const clerk = await company().as('clerk');
      for (const body of [{}, { values: [] }, { values: {}, more: 1 }, { values: {}, id: 7 }]) {
        expect((await clerk.send('POST', '/records/sales-order/try', { body: JSON.stringify(body), headers: JSON_BODY })).status).toBe(400);
      }
      expect(await refusal(tries(clerk, {}, 'voucher'))).toMatchObject({ status: 403 });
      expect(await refusal(tries(clerk, {}, 'no-such-object'))).toMatchObject({ status: 404 });
      expect(await refusal(tries(clerk, {}, 'sales-order', 'no-such-id'))).toMatchObject({ status: 404 });
    });

    it('has figures beside it that its writer may ask for', async () => {
      const { goods } = company();
      const clerk = await company().as('clerk');
      const { insights = [], initial, editable, numbering, children } = await clerk.object('sales-order');
      expect({ initial, editable, numbering, required: children[0]?.required }).toEqual({
        initial: 'draft', editable: ['draft'], numbering: { prefix: 'SO', per: 'year', digits: 6, on: 'submit' }, required: true,
      });
      expect(insights.map((insight) => insight.label.en)).toEqual(['On hand', 'Outstanding']);
      for (const insight of insights) {
        const value = insight.on === 'customer' ? goods.mine : goods.chai;
        expect(await clerk.query({ ...insight.query, filter: insightFilter(insight, value, { warehouse: goods.warehouse }) })).toEqual([{ value: insight.on === 'customer' ? null : expect.any(String) }]);
      }
    });
  });

  describe('what stands around a record', () => {
    it('is told as far as the reader may see it', async () => {
      const { goods } = company();
      const [manager, clerk, other] = [await company().as('salesManager'), await company().as('clerk'), await company().as('otherClerk')];
      const around = async (client: Client, object: string, id: string) => (await findingOf(client).related(object, id)).map(({ object, side, count }) => `${side} ${object} ${count}`);
      expect(await around(manager, 'sales-order', goods.theirOrder)).toEqual(['after delivery 1', 'after sales-invoice 1']);
      expect(await around(other, 'sales-invoice', goods.theirInvoice)).toEqual(['before sales-order 1']);
      expect(await refusal(findingOf(clerk).related('sales-order', goods.theirOrder))).toMatchObject({ status: 404 });
      const fresh = (await manager.create('product', { code: 'AROUND', name: '新品', listPrice: '1', taxRate: '0.13' })).id;
      const [mine, theirs] = [await order(clerk, goods.mine, fresh, '1'), await order(other, goods.theirs, fresh, '1')];
      const named = async (client: Client) => (await findingOf(client).related('product', fresh)).map(({ object, field, count, records }) => [object, field, count, records.map(({ id }) => id)]);
      expect(await named(clerk)).toEqual([['sales-order', 'lines.product', 1, [mine]]]);
      expect(await named(manager)).toEqual([['sales-order', 'lines.product', 2, [theirs, mine]]]);
    });
  });

  describe('rows that are imported', () => {
    const rowsOf = (count: number, prefix: string): Record<string, unknown>[] =>
      Array.from({ length: count }, (_, index) => ({ code: `${prefix}${index}`, name: `${prefix} 客户 ${index}`, note: '备注'.repeat(250), tier: '普通' }));

    it('may be more than other bodies hold; the bad one among them is named, and nothing is stored', async () => {
      const manager = await company().as('salesManager');
      const rows = rowsOf(1200, 'IM');
      rows[987] = { ...rows[987], creditLimit: '一万' };
      expect(Buffer.byteLength(JSON.stringify(rows))).toBeGreaterThan(1024 * 1024);
      const answer = await enteringOf(manager).import({ object: 'customer', rows, check: false, source: '客户.xlsx' });
      expect(answer).toEqual({ id: null, good: 1199, bad: 1, problems: [{ row: 987, field: 'creditLimit', message: expect.stringContaining('decimal') }] });
      expect((await manager.list('customer', { filter: 'code == "IM0"' })).records).toEqual([]);
    }, 60_000);

    it('are stored once for one key, listed, and taken back', async () => {
      const { goods } = company();
      const manager = await company().as('salesManager');
      const body = { object: 'customer', rows: rowsOf(3, 'IK'), check: false };
      const send = async () => (await manager.send('POST', '/imports', { body: JSON.stringify(body), headers: { ...JSON_BODY, 'idempotency-key': 'import-once' } })).json();
      const [first, second] = [await send(), await send()] as { id: string; good: number }[];
      expect(second).toEqual(first);
      expect(first?.good).toBe(3);
      const contacts = await enteringOf(manager).import({ object: 'contact', rows: [{ name: '王', customer: THEIR_CUSTOMER }], check: true });
      expect(contacts).toEqual({ id: null, good: 1, bad: 0, problems: [] });
      const used = (await manager.list('customer', { filter: 'code == "IK1"' })).records[0]?.id ?? '';
      await manager.create('sales-order', { customer: used, date: '2026-02-01', lines: [{ product: goods.chai, quantity: '1' }] });
      expect((await enteringOf(manager).imports())[0]).toMatchObject({ id: first?.id, object: 'customer', count: 3, mayUndo: true });
      expect(await enteringOf(manager).undoImport(first?.id ?? '')).toEqual({ removed: 2, archived: 1, left: 0 });
      expect(await refusal(enteringOf(manager).undoImport(first?.id ?? ''))).toMatchObject({ status: 409 });
      expect((await enteringOf(manager).imports())[0]?.undoneAt).not.toBeNull();
      expect(await refusal(enteringOf(await company().as('clerk')).undoImport(first?.id ?? ''))).toMatchObject({ status: 404 });
    });

    it('may be documents with their lines; what is wrong is told at its line, and parts of one import are taken back together', async () => {
      const { goods } = company();
      const [manager, clerk] = [await company().as('salesManager'), await company().as('clerk')];
      const order = (reference: string, quantity: string) => ({ customer: goods.mine, date: '2026年2月1日', reference, lines: [{ product: goods.chai, quantity: '1' }, { product: goods.chai, quantity }] });
      const rows = [order('IO1', '2'), order('IO2', '二')];
      expect(await enteringOf(manager).import({ object: 'sales-order', rows, check: true })).toMatchObject({ id: null, good: 1, problems: [{ row: 1, field: 'lines.1.quantity' }] });
      const first = await enteringOf(manager).import({ object: 'sales-order', rows, check: false, skipBad: true });
      const into = first.id ?? '';
      expect(await enteringOf(manager).import({ object: 'sales-order', rows: [order('IO3', '３')], check: false, into })).toMatchObject({ id: into, good: 1 });
      expect(await refusal(enteringOf(clerk).import({ object: 'sales-order', rows: [order('IO4', '1')], check: false, into }))).toMatchObject({ status: 404 });
      // (1 + 2) × 18 and (1 + 3) × 18.
      expect((await manager.list('sales-order', { filter: 'reference.startsWith("IO")', sort: ['reference'] })).records).toMatchObject([{ netAmount: '54.00', state: 'draft' }, { netAmount: '72.00' }]);
      expect(await enteringOf(manager).undoImport(into)).toEqual({ removed: 2, archived: 0, left: 0 });
    });

    it('are refused by name to who may not write a column, and where they are no rows', async () => {
      const clerk = await company().as('clerk');
      await expectDenied(enteringOf(clerk).import({ object: 'customer', rows: [{ code: 'X', name: 'x', creditLimit: '1' }], check: true }), 'creditLimit');
      await expectDenied(enteringOf(clerk).import({ object: 'sales-order', rows: [{ date: '2026-01-01', lines: [{ cost: '1' }] }], check: true }), 'lines.cost');
      expect(await refusal(enteringOf(clerk).import({ object: 'voucher', rows: [{ date: '2026-01-01' }], check: false }))).toMatchObject({ status: 403 });
      for (const rows of [[], [1], Array.from({ length: 10_001 }, () => ({})), 'x']) {
        const response = await clerk.send('POST', '/imports', { body: JSON.stringify({ object: 'customer', rows, check: true }), headers: JSON_BODY });
        expect(response.status).toBe(400);
      }
    });
  });
}
