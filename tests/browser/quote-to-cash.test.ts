import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Keyboard } from './testing/keyboard.ts';
import { sampleScene, type Scene } from './testing/scene.ts';

/*
 * One sale by those whose work it is, none of whom touches a mouse: the sales clerk quotes ten products and gets the order, the storekeeper sends the goods, the
 * accountant invoices them, the cashier takes the money.
 */

const LINES = 10;
/**
 * For all of it by all four: to a new quote 6; its customer 6; ten products by their codes of four, with a key after it 50; ten quantities, the last of two digits,
 * with a key after each 21; sending, accepting and confirming 4; to the order 7; three times to a document by its number of fourteen 48, and two keys for what is
 * done with it 6. That is 148.
 */
const MOST_STROKES = 150;

let scene: Scene;

beforeAll(async () => {
  scene = await sampleScene();
});

afterAll(async () => scene?.close());

test('a quote of ten lines becomes money in the bank by keyboard alone', async () => {
  const products = await inStock();
  const strokes: Record<string, number> = {};
  const faults: string[] = [];

  const work = async (username: string, run: (keys: Keyboard, page: Page) => Promise<void>): Promise<void> => {
    const person = await scene.as(username);
    await person.page.mouse.move(0, 0);
    const keys = new Keyboard(person.page);
    await run(keys, person.page);
    strokes[username] = keys.strokes;
    faults.push(...person.faults);
    await person.context.close();
  };

  let quote = '';
  let order = '';
  await work('sales.clerk', async (keys, page) => {
    await keys.press('Control+k');
    await keys.type('xjbj'); // 新建报价单
    await keys.press('Enter');
    await focusOn(page, 'customer');
    await keys.type('ernsh');
    await keys.press('Enter');
    for (const [index, code] of products.entries()) {
      await keys.type(code);
      await keys.press('Enter');
      await keys.type(String(index + 1));
      await keys.press('Enter');
    }
    await keys.press('Control+Enter');
    await inState(page, 'sales-quote', 'sent');
    quote = await numberOf(page, 'sales-quote');
    await keys.press('Control+Enter');
    await page.locator('[data-part=action] [data-action=submit]:focus').waitFor();
    await keys.press('Enter');
    await inState(page, 'sales-quote', 'accepted');
    // The order that came of it stands first among the newest.
    await keys.press('Control+k');
    await keys.type('xsdd'); // 销售订单
    await keys.press('Enter');
    await page.locator('[data-part=list][data-object=sales-order] [data-part=grid]:focus').waitFor();
    await keys.press('Enter');
    await inState(page, 'sales-order', 'draft');
    await keys.press('Control+Enter');
    await inState(page, 'sales-order', 'confirmed');
    // What comes next is the storekeeper's: the focus waits at the title, whence keys go on.
    await page.locator('[data-object=sales-order] [data-part=title] h1:focus').waitFor();
    order = await numberOf(page, 'sales-order');
  });
  expect(quote).toMatch(/^SQ-/);

  await work('storekeeper', async (keys, page) => {
    await openByNumber(keys, page, order, 'sales-order');
    await keys.press('Control+Enter');
    await page.locator('[data-part=action] [data-action=submit]:focus').waitFor();
    await keys.press('Enter');
    await page.locator('[data-made=delivery]').waitFor();
  });

  let invoice = '';
  await work('accountant', async (keys, page) => {
    await openByNumber(keys, page, order, 'sales-order');
    await keys.press('Control+Enter');
    await page.locator('[data-part=action] [data-action=submit]:focus').waitFor();
    await keys.press('Enter');
    await page.locator('[data-made=sales-invoice]').waitFor();
    invoice = /SI\S+/.exec(await page.locator('[data-made=sales-invoice]').innerText())?.[0] ?? '';
  });

  await work('cashier', async (keys, page) => {
    await openByNumber(keys, page, invoice, 'sales-invoice');
    await keys.press('Control+Enter');
    await page.locator('[data-part=action] [data-action=submit]:focus').waitFor();
    await keys.press('Enter');
    await page.locator('[data-made=receipt]').waitFor();
  });

  const total = Object.values(strokes).reduce((sum, count) => sum + count, 0);
  console.log(`quote to cash, ${LINES} lines, keyboard alone: ${total} strokes (${Object.entries(strokes).map(([who, count]) => `${who} ${count}`).join(', ')})`);
  expect(total).toBeLessThanOrEqual(MOST_STROKES);

  const books = await scene.client('general.manager');
  const one = async (object: string, filter: string) => (await books.list(object, { filter, limit: 1 })).records[0] ?? { id: '' };
  const sold = await books.read('sales-order', (await one('sales-order', `number == "${order}"`)).id);
  const lines = sold['lines'] as readonly { readonly product: string; readonly quantity: string }[];
  expect(lines.map((line) => Number(line.quantity))).toEqual(products.map((_, index) => index + 1));
  expect(sold['deliveryState']).toBe('full');
  const billed = await one('sales-invoice', `number == "${invoice}"`);
  expect(billed).toMatchObject({ state: 'posted', outstandingAmount: '0.00' });
  expect(faults).toEqual([]);
});

/** Codes of products of which there is plenty. */
async function inStock(): Promise<string[]> {
  const client = await scene.client('storekeeper');
  const rows = await client.query({ object: 'stock-balance', select: ['product.code as code', 'quantity'], filter: `quantity >= ${LINES}`, order: ['code'], limit: LINES });
  expect(rows).toHaveLength(LINES);
  return rows.map((row) => String(row['code']).toLowerCase());
}

async function openByNumber(keys: Keyboard, page: Page, number: string, object: string): Promise<void> {
  await keys.press('Control+k');
  await keys.type(number);
  await keys.press('Enter');
  await page.locator(`[data-part=record][data-object=${object}] [data-part=state]`).waitFor();
}

async function focusOn(page: Page, field: string): Promise<void> {
  await page.locator(`[data-field=${field}]:focus`).waitFor();
}

function record(page: Page, object: string) {
  return page.locator(`[data-part=record][data-object=${object}]:visible`);
}

async function inState(page: Page, object: string, state: string): Promise<void> {
  await record(page, object).locator(`[data-part=state][data-state=${state}]`).waitFor();
}

async function numberOf(page: Page, object: string): Promise<string> {
  return record(page, object).locator('[data-part=title] h1').innerText();
}
