import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '#common/api';
import { explainAccess } from './testing/explain-access.ts';
import { goBy, placesOf } from './testing/navigation.ts';
import { sampleScene, type Person, type Scene } from './testing/scene.ts';

/*
 * What a sales clerk may not see never comes to the page: all answers of the host are kept while every page of the navigation is gone through, and searched for
 * figures that occur nowhere else. The sales manager goes the same way and finds them, so that the search can find something.
 */

const CUSTOMER = '榕城渡口商行';
const PHONE = '0592-70314159';
const EMAIL = 'chen.secret@rongcheng.example';
const LIMIT = '7654321.00';
/** One piece bought for this and sold for 40,000: a margin of 8,584.07. */
const COST = '31415.93';
const PRICE = '40000.00';
const MARGIN = '8584.07';

/** Names of fields, as they would stand in definitions, rows, filters. */
const HIDDEN_FIELDS = ['cost', 'costAmount', 'deliveredCost', 'unitCost', 'margin', 'creditLimit', 'average'];

let scene: Scene;
let customer: string;
let product: string;
let order: string;
/** Telephone numbers and addresses of everybody, as an omniscient reader finds them in the store. */
let personal: readonly string[];

beforeAll(async () => {
  scene = await sampleScene();
  const [clerk, manager, buyer, storekeeper] = await Promise.all(['sales.clerk', 'sales.manager', 'buyer', 'storekeeper'].map((username) => scene.client(username)));
  if (!clerk || !manager || !buyer || !storekeeper) throw new Error('nobody is there');
  customer = (await clerk.create('customer', { code: 'RONG', name: CUSTOMER, phone: PHONE, email: EMAIL })).id;
  const { version } = await manager.read('customer', customer);
  await manager.update('customer', customer, { creditLimit: LIMIT, version });
  product = (await buyer.create('product', { code: 'ZX-9', name: '紫檀镇纸', unit: await idOf(buyer, 'unit'), listPrice: PRICE })).id;
  const bought = await buyer.create('purchase-order', { supplier: await idOf(buyer, 'supplier'), date: '2026-11-02', warehouse: await idOf(buyer, 'warehouse'), lines: [{ product, quantity: '2', price: COST }] });
  await buyer.act('purchase-order', bought.id, 'submit');
  await storekeeper.act('purchase-order', bought.id, 'receive', { date: '2026-11-03' });
  const sold = await clerk.create('sales-order', { customer, date: '2026-11-04', lines: [{ product, quantity: '1', price: PRICE }] });
  await clerk.act('sales-order', sold.id, 'submit');
  await storekeeper.act('sales-order', sold.id, 'deliver', { date: '2026-11-05' });
  order = sold.id;
  personal = await everybodysNumbers();
});

afterAll(async () => scene?.close());

test('no answer to the sales clerk holds a cost, a margin, a credit limit or an unmasked telephone number, on any page', async () => {
  const clerk = await scene.as('sales.clerk', {}, true);
  const pages = await walk(clerk);
  const seen = clerk.answers.map(({ url, text }) => ({ url: new URL(url).pathname, text }));
  console.log(`sales clerk: ${pages} pages, ${seen.length} answers, ${personal.length} telephone numbers and addresses looked for`);
  expect(pages).toBeGreaterThan(20);
  expect(seen.length).toBeGreaterThan(60);

  const names = new RegExp(`"(?:${HIDDEN_FIELDS.join('|')})"|\\b(?:${['costAmount', 'creditLimit', 'deliveredCost', 'unitCost'].join('|')})\\b`);
  expect(seen.filter(({ text }) => names.test(text)).map(({ url, text }) => `${url}: ${around(text, names)}`)).toEqual([]);
  for (const figure of [COST, MARGIN, LIMIT, ...personal]) {
    expect(seen.filter(({ text }) => text.includes(figure)).map(({ url }) => `${url} tells ${figure}`)).toEqual([]);
  }
  expect(clerk.faults).toEqual([]);
});

test('the sales manager, who goes the same way, finds them', async () => {
  const manager = await scene.as('sales.manager', {}, true);
  await lookAtRecords(manager);
  const all = manager.answers.map(({ text }) => text).join('\n');
  for (const figure of [COST, MARGIN, LIMIT]) expect(all).toContain(figure);
  for (const name of ['costAmount', 'creditLimit', 'margin']) expect(all).toContain(`"${name}"`);
  // Even to the manager a telephone number comes masked until a reason is given.
  await manager.go(`/record/customer/${customer}`);
  const shown = await manager.page.locator('[data-part=record]:visible').innerText();
  expect(shown).toContain('7,654,321.00');
  expect(manager.faults).toEqual([]);
});

test('the security administrator is told which grant shows a clerk a customer, and nothing of the customer', async () => {
  const officer = await scene.as('security.officer', {}, true);
  await officer.go('/settings/access');
  await explainAccess(officer, { person: 'sales.clerk', object: 'customer', record: 'RONG' });
  const part = officer.page.locator('[data-part=access]');
  expect(await part.locator('[data-part=grant]').count()).toBeGreaterThan(0);
  expect(await part.locator('[data-path=name]').getAttribute('data-sees')).toBe('read');
  expect(await part.locator('[data-path=phone]').getAttribute('data-sees')).toBe('masked');
  expect(await part.locator('[data-path=creditLimit]').getAttribute('data-sees')).toBe('none');
  expect(officer.answers.some(({ url }) => url.includes('/access/explain'))).toBe(true);
  expect(officer.answers.filter(({ text }) => [CUSTOMER, PHONE, EMAIL, LIMIT].some((secret) => text.includes(secret))).map(({ url }) => url)).toEqual([]);
  expect(officer.faults).toEqual([]);
});

/** Every page of the navigation, each list's first record and new record, and the records that hold the planted figures. @returns how many */
async function walk(person: Person): Promise<number> {
  let pages = 0;
  const looked = async (): Promise<void> => {
    pages += 1;
    const html = await person.page.content();
    for (const figure of [COST, MARGIN, LIMIT, PHONE, EMAIL, '31,415.93', '8,584.07', '7,654,321.00']) {
      expect(html.includes(figure), `${person.page.url()} shows ${figure}`).toBe(false);
    }
  };
  for (const place of await placesOf(person)) {
    await goBy(person, place);
    await looked();
    const object = /^\/list\/(.+)$/.exec(place)?.[1];
    if (object === undefined || await person.page.locator('[data-part=list]:visible [data-line]').count() === 0) continue;
    await person.page.locator('[data-part=list]:visible [data-part=grid]').focus();
    await person.page.keyboard.press('Enter');
    await person.page.locator(`[data-part=record][data-object=${object}]:visible`).waitFor();
    await person.settled();
    await looked();
    await person.page.keyboard.press('Alt+w');
  }
  for (const object of ['customer', 'sales-quote', 'sales-order', 'opportunity']) {
    await person.go(`/new/${object}`);
    await looked();
  }
  return pages + await lookAtRecords(person, looked);
}

/** The planted customer, product and order with all that surrounds them, an order of them being written, and the search for them. */
async function lookAtRecords(person: Person, looked: () => Promise<void> = async () => {}): Promise<number> {
  const { page } = person;
  const records = [`/record/customer/${customer}`, `/record/product/${product}`, `/record/sales-order/${order}`];
  for (const address of records) {
    await person.go(address);
    for (const side of await page.locator('[data-side]').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-side') ?? ''))) {
      await page.locator(`[data-side=${side}]`).click();
      await person.settled();
    }
    await looked();
  }
  await person.go('/new/sales-order');
  for (const text of ['RONG', 'ZX-9', '1', 'ZX-9', '1']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await person.settled();
  }
  await looked();
  for (const text of ['RONG', PHONE, LIMIT]) {
    await page.keyboard.press('Control+k');
    await page.locator('[data-part=command] input').fill(text);
    await person.settled();
    await page.keyboard.press('Escape');
  }
  return records.length;
}

/** What was typed into the search stands in the address asked for, not in the answer. */
async function everybodysNumbers(): Promise<readonly string[]> {
  const { store } = scene.host.core;
  const columns: readonly (readonly [string, string])[] = [['customer', 'phone'], ['customer', 'fax'], ['customer', 'email'], ['contact', 'phone'], ['contact', 'email'], ['employee', 'phone'], ['employee', 'email'], ['supplier', 'phone']];
  const found = await Promise.all(columns.map(([table, column]) => store.reader.rows(`SELECT DISTINCT "${column}" FROM "${table}" WHERE "${column}" IS NOT NULL`)));
  const values = found.flat().map(([value]) => String(value)).filter((value) => value.length >= 7);
  expect(values).toContain(PHONE);
  return values;
}

async function idOf(client: Client, object: string): Promise<string> {
  return (await client.list(object, { limit: 1, fields: ['id'] })).records[0]?.id ?? '';
}

function around(text: string, what: RegExp): string {
  const at = text.search(what);
  return text.slice(Math.max(0, at - 60), at + 60);
}
