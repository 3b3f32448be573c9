import { createClient, type Client } from '#common/api';
import type { Host } from '#server/host';
import { PASSWORD, usernameOf, type PersonName } from '../../api/testing/people.ts';

/** One customer, one product, and a million pieces of it in stock. */
export async function fillOne(host: Host): Promise<void> {
  const as = async (person: PersonName): Promise<Client> => {
    const client = createClient({ baseUrl: 'https://localhost', fetch: (request) => host.handler(request, { address: '127.0.0.1' }) });
    await client.signIn({ username: usernameOf(person), password: PASSWORD });
    return client;
  };
  const buyer = await as('buyer');
  const warehouse = (await buyer.list('warehouse', { filter: 'code == "MAIN"' })).records[0]?.id ?? '';
  const product = (await buyer.create('product', { code: 'P', name: 'Product', listPrice: '3', taxRate: '0.13' })).id;
  const supplier = (await buyer.create('supplier', { code: 'S', name: 'Supplier' })).id;
  const order = await buyer.create('purchase-order', {
    supplier,
    date: '2026-01-02',
    warehouse,
    lines: [{ product, quantity: '1000000', price: '1.07' }],
  });
  await buyer.act('purchase-order', order.id, 'submit');
  await (await as('storekeeper')).act('purchase-order', order.id, 'receive', { date: '2026-01-03' });
  await (await as('salesManager')).create('customer', { code: 'C', name: 'Customer' });
}
