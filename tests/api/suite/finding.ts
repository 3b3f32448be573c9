import { describe, expect, it } from 'vitest';
import { findingOf } from '#common/api';
import { MY_CUSTOMER, THEIR_CUSTOMER, type Company } from '../testing/company.ts';
import { refusal } from '../testing/refusal.ts';

export function finding(company: () => Company): void {
  describe('finding', () => {
    it('finds a record by initials, syllables, part of the name or its number, and shows what it is', async () => {
      const [clerk, manager] = [await company().as('clerk'), await company().as('salesManager')];
      const { mine, myOrder } = company().goods;
      for (const letters of ['hdmy', 'huadong', 'Hua Dong', '华东', '东贸']) {
        const found = await findingOf(clerk).find(letters, { object: 'customer' });
        expect(found, letters).toEqual([expect.objectContaining({ object: 'customer', id: mine, title: MY_CUSTOMER, state: null })]);
      }
      const { number } = await clerk.read('sales-order', myOrder, ['number']);
      expect(await findingOf(clerk).find(String(number).toLowerCase())).toEqual([
        { object: 'sales-order', id: myOrder, title: number, code: number, state: expect.any(String) },
      ]);
      expect((await findingOf(manager).find('xbsh')).map(({ title }) => title)).toContain(THEIR_CUSTOMER);
    });

    it('finds nothing that the caller may not see', async () => {
      const clerk = findingOf(await company().as('clerk'));
      expect(await clerk.find('xbsh')).toEqual([]);
      expect((await clerk.find('a', { limit: 50 })).map(({ object }) => object)).not.toEqual(expect.arrayContaining(['account']));
      expect(await refusal(clerk.find('a', { object: 'account' }))).toMatchObject({ status: 403, code: 'forbidden' });
      expect(await refusal(clerk.find('a', { object: 'nothing' }))).toMatchObject({ status: 404, code: 'not_found' });
      expect(await refusal(findingOf(company().stranger()).find('a'))).toMatchObject({ status: 401 });
    });

    it('says what is wrong with a question', async () => {
      const clerk = await company().as('clerk');
      for (const query of ['', '?q=a&limit=51', '?q=a&limit=x', '?q=a&more=1', `?q=${'a'.repeat(201)}`, '?q=a&q=b']) {
        expect((await clerk.send('GET', `/find${query}`)).status, query).toBe(400);
      }
    });

    it('turns to any place of a list', async () => {
      const manager = await company().as('salesManager');
      const all = (await manager.list('customer', { fields: ['name'], sort: ['name'], limit: 500 })).records;
      const { records, total } = await manager.list('customer', { fields: ['name'], sort: ['name'], limit: 1, offset: 1, count: true });
      expect([records, total]).toEqual([all.slice(1, 2), all.length]);
      for (const query of ['offset=-1', 'offset=10000001', 'offset=1.5', 'offset=1&cursor=x', 'format=csv&offset=1']) {
        expect((await manager.send('GET', `/records/customer?${query}`)).status, query).toBe(400);
      }
    });
  });
}
