import { afterAll, beforeAll, expect, test } from 'vitest';
import { goBy } from './testing/navigation.ts';
import { sampleScene, type Person, type Scene } from './testing/scene.ts';

/* From a balance to the document behind it and back without a mouse, and from a picture to its records. */

let scene: Scene;

beforeAll(async () => {
  scene = await sampleScene();
});

afterAll(async () => scene?.close());

const REPORT = '[data-part=report]:visible';

async function press(person: Person, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await person.page.keyboard.press(key);
  await person.settled();
}

/** The total under a column of the report in front. */
async function total({ page }: Person, column: string): Promise<string> {
  return (await page.locator(`${REPORT} [data-part=totals] [data-path=${column}]`).innerText()).trim();
}

test('the trial balance leads by Enter to the ledger and its voucher, and by Escape back to the same row', async () => {
  const accountant = await scene.as('accountant');
  const { page } = accountant;
  await goBy(accountant, '/report/trial-balance');
  await press(accountant, 'F3');
  await page.keyboard.type('1998-04');
  await press(accountant, 'Enter');
  await page.keyboard.type('199804');
  await press(accountant, 'Enter');
  expect(await total(accountant, 'debit')).toBe(await total(accountant, 'credit'));

  const moved = await page.locator(`${REPORT} [data-line="1"] [data-column="4"]`).innerText();
  await press(accountant, 'ArrowDown', 'Enter');
  const ledger = new URL(page.url());
  expect(ledger.pathname).toBe('/report/general-ledger');
  expect(Object.fromEntries(ledger.searchParams)).toMatchObject({ account: '1122', from: '1998-04', to: '1998-04' });
  expect(await total(accountant, 'debit')).toBe(moved);

  await press(accountant, 'ArrowDown', 'Enter');
  expect(new URL(page.url()).pathname).toMatch(/^\/record\/voucher\//);
  await press(accountant, 'Alt+w');
  expect(new URL(page.url()).pathname).toBe('/report/general-ledger');
  await press(accountant, 'Escape');
  expect(new URL(page.url()).pathname).toBe('/report/trial-balance');
  expect(await page.locator(`${REPORT} .row.current [data-column="0"]`).innerText()).toBe('1122');
  expect(accountant.faults).toEqual([]);
});

test('a month without figures offers the latest that has some', async () => {
  const accountant = await scene.as('accountant');
  await accountant.go('/report/stock-ledger?from=2001-01-01&to=2001-01-31');
  await accountant.page.locator(`${REPORT} [data-action=latest]`).click();
  await accountant.settled();
  expect(Object.fromEntries(new URL(accountant.page.url()).searchParams)).toEqual({ from: '1998-05-01', to: '1998-05-31' });
  expect(await accountant.page.locator(`${REPORT} [data-part=grid]`).getAttribute('aria-rowcount')).not.toBe('1');
});

test('figures of a dashboard lead to the records they count, and a copy of it is arranged by keys', async () => {
  const manager = await scene.as('sales.manager');
  const { page } = manager;
  await goBy(manager, '/dashboard/sales');
  const orders = await page.locator('[data-card=open-orders] .figure').innerText();
  await page.locator('[data-card=open-orders] [data-action=open-list]').click();
  await manager.settled();
  expect(new URL(page.url()).searchParams.get('filter')).toBe('state == "confirmed"');
  expect(Number(await page.locator('[data-part=grid]:visible').getAttribute('aria-rowcount')) - 1).toBe(Number(orders));

  await press(manager, 'Alt+w', 'F2');
  await page.locator('[data-part=dashboard]:visible [data-action=move-card]').first().focus();
  await press(manager, 'ArrowRight', 'Control+s');
  const cards = await page.locator('[data-part=card]:visible').evaluateAll((all) => all.slice(0, 2).map((card) => (card instanceof HTMLElement ? card.dataset['card'] : '')));
  expect(cards).toEqual(['open-amount', 'open-orders']);
  expect(manager.faults).toEqual([]);
});
