import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#core/context';
import { createImports, type ImportAnswer, type ImportRequest, type Imports } from '#core/imports';
import { shippedRole, tradingCompany, type TradingCompany } from '#modules/testing';
import type { Store } from '#db';
import { withStores } from '#db/testing';

type Rows = ImportRequest['rows'];

withStores((open) => {
  let store: Store;
  let company: TradingCompany;
  let imports: Imports;
  let clerk: Context;

  beforeAll(async () => {
    ({ store } = await open());
    company = await tradingCompany(store);
    imports = createImports(company.test.core);
    await company.test.role('sales-clerk', shippedRole('sales-clerk'));
    clerk = await company.test.person('clerk', ['sales-clerk']);
    await company.create('product', { code: 'CHAI', name: '柴茶', listPrice: '18', taxRate: '0.13' });
    await company.create('product', { code: 'CHANG', name: '昌啤', listPrice: '19', taxRate: '0.13' });
    await company.create('customer', { code: 'C1', name: '北风' });
  });

  const run = (rows: Rows, more: Partial<ImportRequest> = {}, context = company.boss): Promise<ImportAnswer> =>
    imports.run(context, { object: 'sales-order', check: false, source: '订单.xlsx', skipBad: false, rows, ...more });
  const order = (reference: string, lines: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) => ({ customer: 'C1', date: '2026/1/5', reference, lines, ...more });
  const chai = { product: 'CHAI', quantity: '2' };
  const places = ({ problems }: ImportAnswer) => problems.map(({ row, field }) => `${row} ${field ?? ''}`);
  const ordersOf = async (context: Context, reference: string) => {
    const { records } = await company.test.core.gate.list(context, 'sales-order', { filter: `reference.startsWith("${reference}")`, sort: ['reference'] });
    return await Promise.all(records.map(({ id }) => company.test.core.gate.read(context, 'sales-order', id)));
  };
  const linesLeft = async () => Number((await store.reader.rows('SELECT count(*) FROM "sales_order__lines"'))[0]?.[0]);

  describe('orders of a spreadsheet', () => {
    it('come in with their lines as drafts, priced and added up as if typed', async () => {
      const answer = await run([
        order('A1', [{ product: ' 柴茶', quantity: '２' }, { product: 'chang', quantity: 3, price: '¥20.00', discount: '10%' }]),
        order('A2', [{ product: 'CHAI', quantity: '1,000' }]),
      ]);
      expect(answer).toMatchObject({ id: expect.any(String), good: 2, bad: 0, problems: [] });
      // 2 × 18 = 36; 3 × 20 × 0.9 = 54.
      expect(await ordersOf(company.boss, 'A')).toMatchObject([
        { state: 'draft', number: null, date: '2026-01-05', netAmount: '90.00', shipName: '北风', lines: [{ position: 1, price: '18.00', net: '36.00' }, { position: 2, discount: '0.1', net: '54.00' }] },
        { netAmount: '18000.00', lines: [{ quantity: '1000' }] },
      ]);
      const [first] = await ordersOf(company.boss, 'A1');
      expect((await company.act('sales-order', first?.id ?? '', 'submit'))['number']).toMatch(/^SO/);
    });

    it('are refused whole for one bad line, which is told by its place; the others come in', async () => {
      const rows = [
        order('B1', [chai, { product: '没有', quantity: '1' }, { product: 'CHAI', quantity: '很多' }]),
        order('B2', [chai]),
        order('B3', [chai, { product: 'CHAI' }, { quantity: '1' }]),
        order('B4', []),
        { reference: 'B5', lines: [chai] },
        order('B6', [{ product: 'CHAI', quantity: '-1' }, chai]),
        order('B7', [7, null, { product: 'CHAI', quantity: '1', price: '一' }]),
        order('B8', 'x' as unknown as unknown[]),
      ];
      const expected = ['0 lines.1.product', '0 lines.2.quantity', '2 lines.1.quantity', '2 lines.2.product', '3 lines', '4 date', '4 customer', '5 lines.0.quantity', '6 lines.0', '6 lines.1', '6 lines.2.price', '7 lines'];
      const before = await linesLeft();
      for (const how of [{ check: true }, {}]) {
        const answer = await run(rows, how);
        expect(answer).toMatchObject({ id: null, good: 1, bad: 7 });
        expect(places(answer).toSorted()).toEqual(expected.toSorted());
        expect(await linesLeft()).toBe(before);
      }
      expect(await run(rows, { skipBad: true })).toMatchObject({ id: expect.any(String), good: 1, bad: 7 });
      expect((await ordersOf(company.boss, 'B')).map((one) => one['reference'])).toEqual(['B2']);
      expect(await linesLeft()).toBe(before + 1);
    });

    it('are told what their hooks refuse, at the line', async () => {
      await company.create('product', { code: 'FREE', name: '无价' });
      const answer = await run([order('C1', [chai, { product: 'FREE', quantity: '1' }])], { check: true });
      expect(answer.problems).toMatchObject([{ row: 0, field: 'lines.1.price', message: { zh: '必须填写' } }]);
    });
  });

  describe('who imports documents', () => {
    it('may write in their lines what they may write there alone, and owns what they bring', async () => {
      await run([{ code: 'C2', name: '我的客户' }], { object: 'customer' }, clerk);
      await expect(run([order('D1', [{ ...chai, cost: '1' }], { customer: 'C2' })], {}, clerk)).rejects.toMatchObject({ code: 'field_denied', details: { fields: ['lines.cost'] } });
      await expect(run([order('D1', [chai, { ...chai, id: 'x' }, { nothing: 1 }], { customer: 'C2', margin: '1' })], {}, clerk)).rejects.toMatchObject({
        code: 'field_denied', details: { fields: ['margin', 'lines.id', 'lines.nothing'] },
      });
      expect((await run([order('D1', [chai])], { check: true }, clerk)).problems).toMatchObject([{ field: 'customer', message: { zh: '没有找到所指的记录' } }]);
      await run([order('D2', [chai], { customer: 'C2' })], {}, clerk);
      expect(await ordersOf(clerk, 'D2')).toMatchObject([{ ownerId: clerk.principal.userId }]);
      await expect(run([{ date: '2026-01-05', summary: '调整', lines: [{ account: '1001', debit: '1' }] }], { object: 'voucher' }, clerk)).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('brings vouchers too, each by its own rules', async () => {
      const entry = (account: string, debit: string, credit: string) => ({ account, summary: '提现', debit, credit });
      const voucher = (lines: readonly unknown[]) => ({ date: '46027', summary: '提现', lines });
      const answer = await run([voucher([entry('1001', '1,000.00', ''), entry('1002', '', '1000')]), voucher([entry('1001', '(5.00)', ''), entry('1002', '0', '(5)')])], { object: 'voucher' });
      expect(answer).toMatchObject({ good: 2, problems: [] });
      const { records } = await company.test.core.gate.list(company.boss, 'voucher', { filter: 'summary == "提现"', sort: ['-debit'] });
      expect(records).toMatchObject([{ date: '2026-01-05', state: 'draft', debit: '1000.00', credit: '1000.00', number: null }, { debit: '-5.00', credit: '-5.00' }]);
    });
  });

  describe('documents that follow others', () => {
    it('name the lines they are of by their place or their product, within what the caller sees', async () => {
      await company.stock(await idOf('CHAI'), '50', '10');
      await company.stock(await idOf('CHANG'), '50', '10');
      const made = await company.order(await customerOf('C1'), [[await idOf('CHAI'), '5', '18'], [await idOf('CHANG'), '5', '19'], [await idOf('CHANG'), '4', '15']]);
      await company.act('sales-order', made.id, 'deliver');
      const number = String(made['number']);
      const bill = (lines: readonly unknown[], more: Readonly<Record<string, unknown>> = {}) => ({ order: number.toLowerCase(), date: '2026-01-20', lines, ...more });
      const of = (orderLine: unknown, quantity = '1') => ({ orderLine, quantity });
      const answer = await run([bill([of('chai', '5'), of('3', '2'), of(2, '1')])], { object: 'sales-invoice' });
      expect(answer.problems).toEqual([]);
      // 5 × 18, 2 × 15, 1 × 19.
      const [invoice] = (await company.test.core.gate.list(company.boss, 'sales-invoice', { filter: `order == "${made.id}" && state == "draft"` })).records;
      expect(await company.read('sales-invoice', invoice?.id ?? '')).toMatchObject({ netAmount: '139.00', lines: [{ net: '90.00' }, { net: '30.00' }, { net: '19.00' }] });
      const wrong = await run([bill([of('昌啤'), of('FREE'), of('没有'), of('9'), of('')]), bill([of('CHAI')], { order: 'SO-0' })], { object: 'sales-invoice', check: true });
      expect(wrong.problems.map(({ row, field, message }) => `${row} ${field} ${message.zh}`)).toEqual([
        '0 lines.4.orderLine 必须填写', '0 lines.0.orderLine 第 2、3 行都是，请写行号', '0 lines.1.orderLine 所指的单据里没有这一行',
        '0 lines.2.orderLine 没有找到所指的记录', '0 lines.3.orderLine 所指的单据里没有这一行', '1 order 没有找到所指的记录',
      ]);
    });

    const first = async (object: string, code: string) => (await company.test.core.gate.list(company.boss, object, { filter: `code == "${code}"` })).records[0]?.id ?? '';
    const idOf = (code: string) => first('product', code);
    const customerOf = (code: string) => first('customer', code);
  });

  describe('an import of documents', () => {
    it('in several parts is one, and is taken back as one, but for what somebody has touched', async () => {
      const first = await run([order('E1', [chai, chai]), order('E2', [chai])]);
      const id = first.id ?? '';
      expect(await run([order('E3', [chai]), order('E4', [chai])], { into: id })).toMatchObject({ id, good: 2 });
      expect((await imports.list(company.boss)).find((one) => one.id === id)).toMatchObject({ count: 4, object: 'sales-order' });
      const [touched, submitted] = await ordersOf(company.boss, 'E');
      await company.test.core.gate.update(company.boss, 'sales-order', touched?.id ?? '', { version: 1, note: '改' });
      await company.act('sales-order', submitted?.id ?? '', 'submit');
      const before = await linesLeft();
      expect(await imports.undo(company.boss, id)).toEqual({ removed: 2, archived: 0, left: 2 });
      expect((await ordersOf(company.boss, 'E')).map((one) => one['reference'])).toEqual(['E1', 'E2']);
      expect(await linesLeft()).toBe(before - 2);
    });

    it('goes on only for who began it, with the same object, before it is taken back', async () => {
      const { id } = await run([order('F1', [chai])]);
      const into = id ?? '';
      await expect(run([order('F2', [chai])], { into }, clerk)).rejects.toMatchObject({ code: 'not_found' });
      await expect(run([{ code: 'F3', name: 'x' }], { into, object: 'customer' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(run([order('F2', [chai])], { into: 'no-such-import' })).rejects.toMatchObject({ code: 'not_found' });
      await imports.undo(company.boss, into);
      await expect(run([order('F2', [chai])], { into })).rejects.toMatchObject({ code: 'wrong_state' });
      expect(await ordersOf(company.boss, 'F')).toEqual([]);
    });

    it('holds no more lines than one unit of work should', async () => {
      const rows = Array.from({ length: 11 }, () => order('G', Array.from({ length: 1900 }, () => chai)));
      await expect(run(rows, { check: true })).rejects.toMatchObject({ code: 'malformed' });
      expect((await run([order('G', Array.from({ length: 2001 }, () => chai))], { check: true })).problems).toMatchObject([{ field: 'lines' }]);
    });
  });
});
