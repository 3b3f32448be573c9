import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#common/api';
import { made, openCompany, order, type Company, type Dialect } from '../api/testing/company.ts';
import { PASSWORD } from '../api/testing/people.ts';
import { refusal } from '../api/testing/refusal.ts';
import { foundSecond, hire } from '../api/testing/second-company.ts';

/* Two companies in one store: each with its own rows, numbers and books; people work in one or in both. */
describe.each<Dialect>(['sqlite', 'postgres'])('two companies in one %s store', (dialect) => {
  let first: Company;
  let second: string;
  let firstId: string;
  /** In the first company a clerk, in the second the sales manager. */
  let both: Client;
  let there: Client;

  beforeAll(async () => {
    first = await openCompany(dialect, 'in process');
    const { host } = first.door;
    if (host === undefined) throw new Error('the host is elsewhere');
    second = await foundSecond(host, '02', { clerk: ['sales-manager'], buyer: ['buyer'], storekeeper: ['storekeeper'] });
    await hire(host, second, 'second.boss', 'general-manager');
    const { client, token } = await first.signIn('clerk');
    both = client;
    there = first.stranger({ token, company: second });
    firstId = (await both.me()).company ?? '';
  });
  afterAll(() => first.close());

  it('X-Company chooses; without it, the first one; a company of others is refused', async () => {
    expect(await both.me()).toMatchObject({ company: firstId, companies: [firstId, second], companyNames: { [second]: '分公司 02' }, roles: ['sales-clerk'] });
    expect(await there.me()).toMatchObject({ company: second, roles: ['sales-manager'] });
    const { token } = await first.signIn('otherClerk');
    const refused = await refusal(first.stranger({ token, company: second }).me());
    const unknown = await refusal(first.stranger({ token, company: '01900000-0000-7000-8000-000000000000' }).me());
    expect([refused.status, refused.code, refused.message]).toEqual([403, 'forbidden', unknown.message]);
    expect(unknown.status).toBe(403);
  });

  it('rows are apart: lists, counts, ids, links, and codes used again', async () => {
    expect((await there.list('customer', { count: true })).total).toBe(0);
    expect(await refusal(there.read('customer', first.goods.mine))).toMatchObject({ status: 404 });
    const made = await there.create('customer', { code: 'EAST', name: '同码客户' });
    expect(await refusal(both.read('customer', made.id))).toMatchObject({ status: 404 });
    expect((await both.list('customer', { filter: 'name == "同码客户"', count: true })).total).toBe(0);
    const linked = await refusal(
      there.create('sales-order', {
        customer: first.goods.mine,
        date: '2026-01-10',
        lines: [{ product: first.goods.chai, quantity: '1' }],
      }),
    );
    expect(linked).toMatchObject({ status: 422, code: 'invalid' });
  });

  it('numbers and books are apart', async () => {
    const firstBoss = await first.as('boss');
    const before = await firstBoss.report('trial-balance');
    const inSecond = async (person: 'buyer' | 'storekeeper'): Promise<Client> =>
      first.stranger({ token: (await first.signIn(person)).token, company: second });
    const [buyer, storekeeper] = [await inSecond('buyer'), await inSecond('storekeeper')];
    const warehouse = (await buyer.list('warehouse')).records[0]?.id ?? '';
    const product = (await buyer.create('product', { code: 'CHAI', name: 'Chai there', listPrice: '20' })).id;
    const supplier = (await buyer.create('supplier', { code: 'S', name: '另一供应商' })).id;
    const bought = await buyer.create('purchase-order', {
      supplier,
      date: '2026-01-02',
      warehouse,
      lines: [{ product, quantity: '5', price: '8' }],
    });
    expect(await buyer.act('purchase-order', bought.id, 'submit')).toMatchObject({ number: 'PO-2026-000001' });
    await storekeeper.act('purchase-order', bought.id, 'receive', { date: '2026-01-03' });
    const customer = (await there.create('customer', { code: 'C2', name: '二号客户' })).id;
    const sold = await order(there, customer, product, '2');
    expect(await there.read('sales-order', sold, ['number'])).toMatchObject({ number: 'SO-2026-000001' });
    made(await storekeeper.act('sales-order', sold, 'deliver', { date: '2026-01-12' }), 'delivery');

    // 5 × 8.00 = 40.00 came, 2 × 8.00 = 16.00 left.
    const secondBoss = first.stranger();
    await secondBoss.signIn({ username: 'second.boss', password: PASSWORD });
    const books = (await secondBoss.report('trial-balance')).rows.filter(
      (row) => row['closingDebit'] !== '0.00' || row['closingCredit'] !== '0.00',
    );
    expect(books.map((row) => [row['code'], row['closingDebit'], row['closingCredit']])).toEqual(
      expect.arrayContaining([
        ['1405', '24.00', '0.00'],
        ['220202', '0.00', '40.00'],
        ['5401', '16.00', '0.00'],
      ]),
    );
    expect((await secondBoss.report('stock-balance')).totals).toMatchObject({ value: '24.00' });
    expect(await firstBoss.report('trial-balance')).toEqual(before);
    expect(await refusal(both.read('sales-order', sold))).toMatchObject({ status: 404 });
  });

  it('one code may not stand twice within a company', async () => {
    expect(await refusal(there.create('customer', { code: 'C2', name: '又一个' }))).toMatchObject({ status: 409, code: 'duplicate' });
  });
});
