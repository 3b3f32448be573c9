import { describe, expect, it } from 'vitest';
import type { Client } from '#common/api';
import { order, THEIR_CUSTOMER, type Company } from '../testing/company.ts';
import { refusal } from '../testing/refusal.ts';

export function records(company: () => Company): void {
  describe('objects', () => {
    it('describes to everybody what they have to do with, down to the field', async () => {
      const clerk = await company().as('clerk');
      const names = (await clerk.objects()).map((object) => object.name);
      expect(names).toEqual(expect.arrayContaining(['customer', 'contact', 'product', 'sales-order', 'delivery', 'sales-invoice', 'lead']));
      for (const foreign of ['voucher', 'account', 'supplier', 'purchase-order', 'posting-rule', 'role'])
        expect(names).not.toContain(foreign);

      const customer = await clerk.object('customer');
      const level = (name: string) => customer.fields.find((field) => field.name === name)?.level;
      expect([level('name'), level('phone'), level('ownerId'), level('creditLimit')]).toEqual(['write', 'masked', 'read', undefined]);
      expect(customer.label).toEqual({ zh: '客户', en: 'Customer' });

      const order = await clerk.object('sales-order');
      expect(order.actions.map((action) => action.name)).toEqual(['submit', 'cancel']);
      expect(Object.keys(order.states)).toEqual(['draft', 'confirmed', 'delivered', 'closed', 'cancelled']);
      const [lines] = order.children;
      expect(lines?.fields.map((field) => field.name)).not.toEqual(expect.arrayContaining(['cost']));
      expect(await refusal(clerk.object('voucher'))).toMatchObject({ status: 404, code: 'not_found' });
      expect(await refusal(clerk.object('no-such-object'))).toMatchObject({ status: 404, code: 'not_found' });
    });

    it('has the standard objects, each for somebody', async () => {
      const people = (
        ['salesManager', 'buyer', 'storekeeper', 'accountant', 'cashier', 'boss', 'systemOfficer', 'securityOfficer'] as const
      ).map(company().as);
      const seen = new Set(
        (await Promise.all(people.map(async (person) => (await (await person).objects()).map((object) => object.name)))).flat(),
      );
      expect([...seen]).toEqual(
        expect.arrayContaining([
          'customer',
          'supplier',
          'contact',
          'product',
          'warehouse',
          'lead',
          'opportunity',
          'sales-quote',
          'sales-order',
          'delivery',
          'sales-invoice',
          'receipt',
          'purchase-order',
          'goods-receipt',
          'purchase-invoice',
          'payment',
          'account',
          'voucher',
          'period',
          'employee',
          'department',
          'user',
          'role',
        ]),
      );
    });
  });

  describe('lists', () => {
    /** Seven customers of the sales manager's, C1 to C7, with 10, 20, … payment days. */
    async function seven(prefix: string): Promise<Client> {
      const manager = await company().as('salesManager');
      for (let n = 1; n <= 7; n += 1) {
        await manager.create('customer', {
          code: `${prefix}${n}`,
          name: `名录${prefix}客户${n}`,
          city: n % 2 === 0 ? '杭州' : '苏州',
          paymentDays: n * 10,
        });
      }
      return manager;
    }

    it('filters, sorts, pages through a cursor, and counts when asked', async () => {
      const manager = await seven('L');
      const filter = 'code.startsWith("L") && paymentDays > 10';
      const first = await manager.list('customer', {
        fields: ['code', 'paymentDays'],
        filter,
        sort: ['-city', '-paymentDays'],
        limit: 4,
        count: true,
      });
      expect(first.total).toBe(6);
      // 苏州 sorts after 杭州 by code point (U+82CF, U+676D): descending it comes first.
      expect(first.records.map((record) => record['code'])).toEqual(['L7', 'L5', 'L3', 'L6']);
      expect(Object.keys(first.records[0] ?? {}).toSorted()).toEqual(['code', 'id', 'paymentDays']);
      const rest = await manager.list('customer', {
        fields: ['code', 'paymentDays'],
        filter,
        sort: ['-city', '-paymentDays'],
        limit: 4,
        cursor: first.next ?? '',
      });
      expect(rest.records.map((record) => record['code'])).toEqual(['L4', 'L2']);
      expect(rest.next).toBeUndefined();
      expect(rest.total).toBeUndefined();
    });

    it('reads through links, and asks for what a link points at', async () => {
      const clerk = await company().as('clerk');
      const { myOrder, mine } = company().goods;
      const { records: found } = await clerk.list('sales-order', {
        fields: ['number', 'customer', 'customer.name', 'customer.city'],
        filter: `customer.city == "上海" && id == "${myOrder}"`,
      });
      expect(found).toEqual([expect.objectContaining({ customer: mine, 'customer.name': '华东贸易有限公司', 'customer.city': '上海' })]);
    });

    it('finds by part of a name or code, in any case', async () => {
      const clerk = await company().as('clerk');
      for (const search of ['华东', '贸易有限', 'EAST', 'eas']) {
        expect(
          (await clerk.list('customer', { search })).records.map((record) => record['code']),
          search,
        ).toEqual(['EAST']);
      }
      expect((await clerk.list('customer', { search: '西部' })).records).toEqual([]);
    });

    it('leaves archived records out unless asked', async () => {
      const manager = await company().as('salesManager');
      const made = await manager.create('customer', { code: 'OLD', name: '旧客户' });
      await manager.update('customer', made.id, { version: made['version'], archived: true });
      const filter = 'code == "OLD"';
      expect((await manager.list('customer', { filter })).records).toEqual([]);
      expect((await manager.list('customer', { filter, archived: true })).records).toHaveLength(1);
    });

    it('hands a list over as a file to whoever may export, with formulas made harmless, and logs it', async () => {
      const manager = await company().as('salesManager');
      await manager.create('customer', { code: 'CSV1', name: '=HYPERLINK("http://x")', city: '苏州,新区', creditLimit: '-0' });
      const csv = await manager.csv('customer', { fields: ['code', 'name', 'city', 'creditLimit'], filter: 'code == "CSV1"' });
      expect(csv).toBe('Code,Name,City,Credit limit\r\nCSV1,"\'=HYPERLINK(""http://x"")","苏州,新区",0.00\r\n');
      const bytes = await (
        await manager.send('GET', '/records/customer?format=csv&fields=code&filter=code%20%3D%3D%20%22CSV1%22')
      ).arrayBuffer();
      // Spreadsheets take it for UTF-8 by its byte order mark.
      expect(Buffer.from(bytes).toString('hex')).toBe(`efbbbf${Buffer.from('Code\r\nCSV1\r\n').toString('hex')}`);
      const clerk = await company().as('clerk');
      expect(await refusal(clerk.csv('customer'))).toMatchObject({ status: 403, code: 'forbidden' });
      const { entries } = await (await company().as('auditor')).audit({ event: 'records.export', object: 'customer', limit: '3' });
      expect(entries.map((entry) => [entry['name'], entry['ok']])).toEqual([
        ['clerk', false],
        ['sales.manager', true],
        ['sales.manager', true],
      ]);
    });
  });

  describe('one record', () => {
    it('is made, read, changed under its version, and deleted while it is a draft', async () => {
      const clerk = await company().as('clerk');
      const { mine, chai, chang } = company().goods;
      // 3 × 18.00 = 54.00, less 10 % = 48.60; tax 13 % = 6.318 → 6.32; with freight 5.00: 59.92.
      const made = await clerk.create('sales-order', {
        customer: mine,
        date: '2026-02-01',
        freight: '5',
        lines: [{ product: chai, quantity: '3', discount: '0.1' }],
      });
      expect(made).toMatchObject({
        version: 1,
        state: 'draft',
        number: null,
        grossAmount: '54.00',
        netAmount: '48.60',
        taxAmount: '6.32',
        totalAmount: '59.92',
        freight: '5.00',
      });
      const read = await clerk.read('sales-order', made.id);
      expect(read).toEqual(made);
      expect(await clerk.read('sales-order', made.id, ['totalAmount', 'customer.name'])).toEqual({
        id: made.id,
        totalAmount: '59.92',
        'customer.name': '华东贸易有限公司',
      });
      const [line] = read['lines'] as { id: string }[];
      const changed = await clerk.update('sales-order', made.id, {
        version: 1,
        reference: 'PO 7',
        lines: [
          { id: line?.id, product: chai, quantity: '3', discount: '0.1' },
          { product: chang, quantity: '1', price: '20' },
        ],
      });
      // 48.60 + 20.00 = 68.60; tax 6.32 + 2.60 = 8.92; with freight 82.52.
      expect(changed).toMatchObject({ version: 2, reference: 'PO 7', netAmount: '68.60', taxAmount: '8.92', totalAmount: '82.52' });
      expect((changed['lines'] as { id: string }[])[0]?.id).toBe(line?.id);
      const late = await refusal(clerk.update('sales-order', made.id, { version: 1, reference: 'late' }));
      expect(late).toMatchObject({ status: 409, code: 'conflict' });
      expect(await refusal(clerk.update('sales-order', made.id, { reference: 'blind' }))).toMatchObject({ status: 400, code: 'malformed' });
      expect(await clerk.read('sales-order', made.id, ['reference'])).toMatchObject({ reference: 'PO 7' });
      await clerk.remove('sales-order', made.id);
      expect(await refusal(clerk.read('sales-order', made.id))).toMatchObject({ status: 404 });
    });

    it('is not deleted once it has a number, nor changed once it is confirmed', async () => {
      const clerk = await company().as('clerk');
      const id = await order(clerk, company().goods.mine, company().goods.chai, '1');
      expect(await refusal(clerk.remove('sales-order', id))).toMatchObject({ status: 409, code: 'wrong_state' });
      const { version } = await clerk.read('sales-order', id, ['version']);
      expect(await refusal(clerk.update('sales-order', id, { version, reference: 'x' }))).toMatchObject({
        status: 409,
        code: 'wrong_state',
      });
      expect(await refusal(clerk.act('sales-order', id, 'submit'))).toMatchObject({ status: 409, code: 'wrong_state' });
      expect(await refusal(clerk.act('sales-order', id, 'fly'))).toMatchObject({ status: 404 });
    });

    it('refuses what the caller may not set: number, state, totals, owner', async () => {
      const clerk = await company().as('clerk');
      const { mine, chai } = company().goods;
      for (const forbidden of [
        { number: 'SO-1' },
        { state: 'confirmed' },
        { totalAmount: '1' },
        { ownerId: mine },
        { createdBy: mine },
        { companyId: mine },
      ]) {
        const refused = await refusal(
          clerk.create('sales-order', { customer: mine, date: '2026-02-01', lines: [{ product: chai, quantity: '1' }], ...forbidden }),
        );
        expect([refused.status, refused.details?.fields], JSON.stringify(forbidden)).toEqual([403, Object.keys(forbidden)]);
      }
    });

    it('keeps any text as it was written, commands of a database too', async () => {
      const manager = await company().as('salesManager');
      for (const [at, text] of [
        `'; DROP TABLE customer; --`,
        `" OR "1"="1`,
        `') UNION SELECT 1 --`,
        '${7*7}',
        '<script>alert(1)</script>',
        '\u202eabc',
        '😀',
      ].entries()) {
        const made = await manager.create('customer', { code: `TXT${at}`, name: text, note: text });
        expect(await manager.read('customer', made.id, ['name', 'note'])).toMatchObject({ name: text, note: text });
        const { total } = await manager.list('customer', { filter: `name == ${JSON.stringify(text)} && code == "TXT${at}"`, count: true });
        expect(total, text).toBe(1);
        await manager.update('customer', made.id, { version: 1, archived: true });
      }
    });

    it('names each wrong field', async () => {
      const clerk = await company().as('clerk');
      const refused = await refusal(
        clerk.create('sales-order', {
          customer: company().goods.mine,
          date: '2026-02-31',
          freight: '-1',
          lines: [{ product: company().goods.chai, quantity: '0' }],
        }),
      );
      expect(refused).toMatchObject({ status: 422, code: 'invalid' });
      expect(Object.keys(refused.details?.problems ?? {}).toSorted()).toEqual(['date', 'freight', 'lines.0.quantity']);
      const twice = await refusal((await company().as('salesManager')).create('customer', { code: 'EAST', name: THEIR_CUSTOMER }));
      expect(twice).toMatchObject({ status: 409, code: 'duplicate' });
    });
  });
}
