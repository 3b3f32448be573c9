import { describe, expect, it } from 'vitest';
import { MY_PHONE, order, type Company } from '../testing/company.ts';
import { expectDenied, refusal, refusals } from '../testing/refusal.ts';

/** Three fields that a sales clerk may not know of, each on an object that the clerk works with. */
const HIDDEN = [
  ['product', 'cost', '10'],
  ['sales-order', 'margin', '10'],
  ['sales-order', 'costAmount', '10'],
  ['customer', 'creditLimit', '50000'],
] as const;

export function clerk(company: () => Company): void {
  describe('a sales clerk', () => {
    it('is told, by name, that cost, margin and credit limit are not for the asking', async () => {
      const clerk = await company().as('clerk');
      for (const [object, field, value] of HIDDEN) {
        await expectDenied(clerk.list(object, { fields: ['id', field] }), field);
        await expectDenied(clerk.list(object, { filter: `${field} > ${value}` }), field);
        await expectDenied(clerk.list(object, { filter: `id != null || ${field} == null`, count: true }), field);
        await expectDenied(clerk.list(object, { sort: [field] }), field);
        await expectDenied(clerk.list(object, { sort: [`-${field}`] }), field);
        await expectDenied(clerk.query({ object, select: [`sum(${field}) as it`] }), field);
        await expectDenied(clerk.query({ object, select: [`max(${field})`] }), field);
        await expectDenied(clerk.query({ object, select: [field, 'count()'], group: [field] }), field);
        await expectDenied(clerk.query({ object, select: ['count()'], filter: `${field} > ${value}` }), field);
        await expectDenied(clerk.query({ object, select: ['count()', `min(${field})`], order: [`min(${field})`] }), field);
      }
      // Whoever may export at all is told of the field; the clerk may export orders, but not these columns.
      await expectDenied(clerk.csv('sales-order', { fields: ['number', 'margin'] }), 'margin');
      await expectDenied(clerk.csv('sales-order', { fields: ['number'], sort: ['costAmount'] }), 'costAmount');
      // Customers are the clerk's to look at, not to take away: their names go with the orders, their cities do not.
      await expectDenied(clerk.csv('sales-order', { fields: ['number', 'customer.city'] }), 'customer.city');
      expect((await clerk.csv('sales-order', { fields: ['number', 'customer.name'] })).split('\r\n')[0]).toBe('Number,Customer');
      const { goods } = company();
      await expectDenied(clerk.read('product', goods.chai, ['name', 'cost']), 'cost');
      await expectDenied(clerk.list('sales-order', { fields: ['customer.creditLimit'] }), 'customer.creditLimit');
      await expectDenied(clerk.query({ object: 'sales-order.lines', select: ['product.cost'] }), 'product.cost');
      await expectDenied(clerk.query({ object: 'sales-order.lines', select: ['sum(margin)'] }), 'margin');
      await expectDenied(clerk.query({ object: 'sales-order.lines', select: ['count()'], filter: 'parent.margin > 0' }), 'parent.margin');
    });

    it('does not set them either', async () => {
      const clerk = await company().as('clerk');
      const { mine, chai } = company().goods;
      await expectDenied(clerk.create('customer', { code: 'N1', name: 'N', creditLimit: '9' }), 'creditLimit');
      const { version } = await clerk.read('customer', mine, ['version']);
      await expectDenied(clerk.update('customer', mine, { version, creditLimit: '9' }), 'creditLimit');
      await expectDenied(
        clerk.create('sales-order', { customer: mine, date: '2026-01-01', lines: [{ product: chai, quantity: '1', cost: '1' }] }),
        'lines.cost',
      );
    });

    it('sees them nowhere', async () => {
      const clerk = await company().as('clerk');
      const { mine, chai, myOrder } = company().goods;
      const answers = [
        await clerk.read('customer', mine),
        await clerk.list('customer'),
        await clerk.read('product', chai),
        await clerk.list('product'),
        await clerk.read('sales-order', myOrder),
        await clerk.list('sales-order'),
        await clerk.csv('sales-order'),
        await clerk.objects(),
        await clerk.history('sales-order', myOrder),
        await clerk.history('customer', mine),
        await clerk.history('product', chai),
      ];
      for (const answer of answers)
        expect(JSON.stringify(answer)).not.toMatch(/creditLimit|"cost"|costAmount|margin|deliveredCost|50000|10\.80/i);
    });

    it('has no other customers: not by id, list, count, sum, link, title, history, attachment or filter', async () => {
      const clerk = await company().as('clerk');
      const { mine, myOrder, theirs, theirOrder, theirDelivery, theirInvoice, chai } = company().goods;
      for (const [object, id] of [
        ['customer', theirs],
        ['sales-order', theirOrder],
        ['delivery', theirDelivery],
        ['sales-invoice', theirInvoice],
      ] as const) {
        const missing = await refusal(clerk.read(object, '01900000-0000-7000-8000-000000000000'));
        expect(missing).toMatchObject({ status: 404, code: 'not_found' });
        const refused = await refusals(
          clerk.read(object, id),
          clerk.history(object, id),
          clerk.attachments(object, id),
          clerk.read(object, id, ['id']),
          clerk.attach(object, id, { name: 'a.txt', mediaType: 'text/plain', content: Buffer.from('a') }),
        );
        expect(
          refused.map((one) => one.status),
          object,
        ).toEqual([404, 404, 404, 404, 404]);
        const hidden = await refusal(clerk.read(object, id));
        expect([hidden.status, hidden.code, hidden.message]).toEqual([missing.status, missing.code, missing.message]);
        expect(await clerk.list(object, { filter: `id == "${id}"`, count: true })).toEqual({ records: [], total: 0 });
        expect(await clerk.query({ object, select: ['count() as n'], filter: `id == "${id}"` })).toEqual([{ n: 0 }]);
      }
      expect(await refusal(clerk.update('customer', theirs, { version: 1, city: '北京' }))).toMatchObject({ status: 404 });
      expect(await refusal(clerk.remove('sales-order', theirOrder))).toMatchObject({ status: 404 });
      expect(await refusal(clerk.act('sales-order', theirOrder, 'cancel'))).toMatchObject({ status: 404 });

      const customers = await clerk.list('customer', { count: true, fields: ['code'] });
      expect(customers.records.map((record) => record['code'])).toEqual(['EAST']);
      expect(customers.total).toBe(1);
      expect(await clerk.query({ object: 'customer', select: ['count() as n'] })).toEqual([{ n: 1 }]);
      const sum = await clerk.query({
        object: 'sales-order',
        select: ['sum(netAmount) as net'],
        filter: `id in ["${myOrder}", "${theirOrder}"]`,
      });
      expect(sum).toEqual([{ net: '36.00' }]);

      // Nothing may be linked to what is not there.
      const linked = await refusal(
        clerk.create('sales-order', { customer: theirs, date: '2026-01-01', lines: [{ product: chai, quantity: '1' }] }),
      );
      const nobody = await refusal(
        clerk.create('sales-order', {
          customer: '01900000-0000-7000-8000-000000000000',
          date: '2026-01-01',
          lines: [{ product: chai, quantity: '1' }],
        }),
      );
      expect([linked.status, linked.code, linked.message]).toEqual([nobody.status, nobody.code, nobody.message]);
      expect(linked).toMatchObject({ status: 422, code: 'invalid', details: { fields: ['customer'] } });

      // A manager hands over an order of another's customer: the clerk has the order, not the name.
      const { id: clerkId } = await clerk.me();
      const manager = await company().as('salesManager');
      const given = await manager.create('sales-order', {
        customer: theirs,
        date: '2026-01-11',
        ownerId: clerkId,
        lines: [{ product: chai, quantity: '1' }],
      });
      expect(await clerk.read('sales-order', given.id, ['id', 'customer.name'])).toEqual({ id: given.id, 'customer.name': null });
      expect(await clerk.list('sales-order', { filter: `id == "${given.id}" && customer.city == "成都"` })).toEqual({ records: [] });
      expect(
        JSON.stringify(await clerk.query({ object: 'sales-order', select: ['customer.name', 'count()'], group: ['customer.name'] })),
      ).not.toContain('西部');
      await manager.remove('sales-order', given.id);
      expect((await clerk.read('customer', mine))['name']).toBe('华东贸易有限公司');
    });

    it('sees telephone numbers masked, for the screen only', async () => {
      const clerk = await company().as('clerk');
      const { mine } = company().goods;
      const shown = await clerk.read('customer', mine);
      expect(shown['phone']).not.toBe(MY_PHONE);
      expect(String(shown['phone'])).toMatch(/\*+8000$/);
      expect(shown._masked).toEqual(expect.arrayContaining(['phone']));
      expect(shown._masked).not.toContain('name');
      const { records } = await clerk.list('customer', { fields: ['phone'] });
      expect(JSON.stringify(records)).not.toContain('1380013');
      const asked = [
        clerk.list('customer', { filter: `phone == "${MY_PHONE}"` }),
        clerk.list('customer', { filter: 'phone.startsWith("138")' }),
        clerk.list('customer', { sort: ['phone'] }),
        clerk.query({ object: 'customer', select: ['phone', 'count()'], group: ['phone'] }),
        clerk.query({ object: 'customer', select: ['max(phone)'] }),
      ];
      for (const refused of await refusals(...asked))
        expect(refused).toMatchObject({ status: 403, code: 'field_denied', details: { fields: ['phone'] } });
      expect((await clerk.list('customer', { search: '0013800' })).records).toEqual([]);
      expect(JSON.stringify(await clerk.history('customer', mine))).not.toContain(MY_PHONE);
    });

    it('is not shown what is masked without the right to it; whoever has it gives a reason, and both are logged', async () => {
      const { mine } = company().goods;
      const clerk = await company().as('clerk');
      expect(await refusal(clerk.unmask('customer', mine, ['phone'], 'to call'))).toMatchObject({ status: 403, code: 'forbidden' });
      const manager = await company().as('salesManager');
      expect(await refusal(manager.unmask('customer', mine, ['phone'], '  '))).toMatchObject({ status: 422, code: 'invalid' });
      expect(await refusal(manager.unmask('customer', mine, ['noSuch'], 'why'))).toMatchObject({ status: 403, code: 'field_denied' });
      expect(await manager.unmask('customer', mine, ['phone'], '回访 2026-03')).toEqual({ phone: MY_PHONE });
      const byHeader = await manager.send('POST', `/records/customer/${mine}/unmask`, {
        body: '{"fields":["phone"]}',
        headers: { 'content-type': 'application/json', 'x-reason': encodeURIComponent('客户要求') },
      });
      expect(await byHeader.json()).toEqual({ values: { phone: MY_PHONE } });
      const { entries } = await (await company().as('auditor')).audit({ event: 'records.unmask', record: mine });
      expect(entries.map((entry) => [entry['name'], entry['ok'], entry['reason']])).toEqual([
        ['sales.manager', true, '客户要求'],
        ['sales.manager', true, '回访 2026-03'],
        ['sales.manager', false, 'field_denied'],
        ['clerk', false, 'forbidden'],
      ]);
      expect(JSON.stringify(entries)).not.toContain(MY_PHONE);
    });

    it('may not hand a record to somebody else', async () => {
      const clerk = await company().as('clerk');
      const other = await company().signIn('otherClerk');
      const id = await order(clerk, company().goods.mine, company().goods.chai, '1');
      const { version } = await clerk.read('sales-order', id, ['version']);
      await expectDenied(clerk.update('sales-order', id, { version, ownerId: other.id }), 'ownerId');
    });
  });

  describe('administrators', () => {
    it('read no business rows, and hold no business objects', async () => {
      const business = ['customer', 'product', 'sales-order', 'voucher', 'supplier', 'stock-move'];
      for (const person of ['systemOfficer', 'securityOfficer', 'auditor'] as const) {
        const officer = await company().as(person);
        const names = (await officer.objects()).map((object) => object.name);
        expect(
          names.filter((name) => business.includes(name)),
          person,
        ).toEqual([]);
        for (const object of business) {
          expect([403, 404], `${person} ${object}`).toContain((await refusal(officer.list(object))).status);
          expect([403, 404], `${person} ${object}`).toContain((await refusal(officer.query({ object, select: ['count()'] }))).status);
        }
        expect([403, 404]).toContain((await refusal(officer.read('customer', company().goods.mine))).status);
        expect([403, 404]).toContain((await refusal(officer.history('customer', company().goods.mine))).status);
        expect([403, 404]).toContain((await refusal(officer.attachments('customer', company().goods.mine))).status);
        expect([403, 404]).toContain((await refusal(officer.report('trial-balance'))).status);
      }
    });
  });
}
