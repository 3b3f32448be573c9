import { once } from 'node:events';
import type { VisibleRecord } from '#core/records/gate.ts';
import { contextOf, type Context } from '#core/context';
import { openHost } from '#server/host';
import { CHEAP, PASSPHRASE, PASSWORD, usernameOf, type PersonName } from '../../api/testing/people.ts';

/*
 * A host that posts until it is killed: `node poster.ts <data folder>`. It waits for a word from its parent, opens the folder, and then sells,
 * delivers, invoices and collects without end, from three places at once. Each document it was told is posted goes out as one line:
 * `<object> <id>`.
 */

const [, , data] = process.argv;
if (data === undefined) throw new Error('to be started with a data folder');
// Whoever is never told to go on ends with its parent.
process.once('disconnect', () => process.exit(0));
await once(process, 'message');

const host = await openHost({ data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP });
const { gate } = host.core;

async function contextFor(person: PersonName): Promise<Context> {
  const { token } = await host.identity.signIn({ username: usernameOf(person), password: PASSWORD });
  const { principal, company, session } = await host.identity.authenticate(token);
  return contextOf({ principal, company, session });
}

const seller = await contextFor('salesManager');
const accountant = await contextFor('accountant');
const cashier = await contextFor('cashier');
const one = async (object: string): Promise<string> => (await gate.list(seller, object, { limit: 1, sort: ['code'] })).records[0]?.id ?? '';
const [customer, product] = [await one('customer'), await one('product')];

/** Says that it is done. Writing to a pipe is done when this returns, so that what was said before a kill arrives. */
function say(object: string, id: string): void {
  process.stdout.write(`${object} ${id}\n`);
}

function madeBy(record: VisibleRecord, object: string): string {
  const created = (record['_created'] ?? []) as readonly { readonly object: string; readonly id: string }[];
  return created.find((document) => document.object === object)?.id ?? '';
}

async function sellForEver(): Promise<never> {
  for (;;) {
    const draft = await gate.create(seller, 'sales-order', {
      customer,
      date: '2026-02-01',
      lines: [
        { product, quantity: '2' },
        { product, quantity: '1' },
      ],
    });
    say('sales-order', (await gate.act(seller, 'sales-order', draft.id, 'submit', {})).id);
    const [line] = draft['lines'] as readonly { readonly id: string }[];
    say(
      'delivery',
      madeBy(
        await gate.act(seller, 'sales-order', draft.id, 'deliver', { date: '2026-02-02', lines: [{ line: line?.id, quantity: '1' }] }),
        'delivery',
      ),
    );
    say('delivery', madeBy(await gate.act(seller, 'sales-order', draft.id, 'deliver', { date: '2026-02-03' }), 'delivery'));
    const invoice = madeBy(await gate.act(accountant, 'sales-order', draft.id, 'invoice', { date: '2026-02-03' }), 'sales-invoice');
    say('sales-invoice', invoice);
    say('receipt', madeBy(await gate.act(cashier, 'sales-invoice', invoice, 'pay', { date: '2026-03-01' }), 'receipt'));
  }
}

process.stdout.write('ready\n');
await Promise.all([sellForEver(), sellForEver(), sellForEver()]);
