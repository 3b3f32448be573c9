import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Keyboard } from './testing/keyboard.ts';
import { sampleScene, type Scene } from './testing/scene.ts';

/* From the trial balance down to the paper that a figure comes from, and back, by keys alone. */

let scene: Scene;

beforeAll(async () => {
  scene = await sampleScene();
});

afterAll(async () => scene?.close());

test('a balance leads to its ledger, a line of the ledger to its voucher, the voucher to its document, and Esc back', async () => {
  const accountant = await scene.as('accountant');
  const { page, settled } = accountant;
  const keys = new Keyboard(page);
  await keys.press('Control+k');
  await keys.type('ssphb'); // 试算平衡表
  await keys.press('Enter');
  await page.locator('[data-report=trial-balance] [data-part=grid]:focus').waitFor();
  await settled();

  // The line of receivables 应收账款: below cash and bank.
  const rows = await linesOf(page);
  const at = rows.findIndex(([code]) => code === '1122');
  expect(at).toBeGreaterThan(0);
  const balance = rows[at]?.at(-2);
  for (let step = 0; step < at; step += 1) await keys.press('ArrowDown');
  await keys.press('Enter');

  await page.locator('[data-report=general-ledger] [data-part=grid]:focus').waitFor();
  await settled();
  expect(await page.locator('[data-report=general-ledger] h1').innerText()).toContain('1122');
  // The last line of the ledger comes to what the trial balance said.
  await keys.press('Control+End');
  await settled();
  expect((await linesOf(page)).at(-1)?.at(-1)).toBe(balance);
  const number = (await linesOf(page)).at(-1)?.[1];
  const source = (await linesOf(page)).at(-1)?.[3];
  await keys.press('Enter');

  await page.locator('[data-part=record][data-object=voucher]:visible [data-part=flow]').waitFor();
  expect(await page.locator('[data-object=voucher] [data-part=title] h1').innerText()).toBe(number);
  await tabTo(keys, page, source ?? '');
  await keys.press('Enter');
  await page.locator('[data-part=record]:visible:not([data-object=voucher]) [data-part=state]').waitFor();
  expect(await page.locator('[data-part=record]:visible [data-part=title] h1').innerText()).toBe(source);
  console.log(`trial balance → ledger → voucher → ${source}: ${keys.strokes} strokes`);

  // And back, each step where it was left.
  await keys.press('Escape');
  await page.locator('[data-part=record][data-object=voucher]:visible').waitFor();
  await keys.press('Escape');
  await page.locator('[data-report=general-ledger] [data-part=grid]:focus').waitFor();
  await keys.press('Escape');
  await page.locator('[data-report=trial-balance] [data-part=grid]:focus').waitFor();
  await settled();
  expect(await page.locator('[data-report=trial-balance] .row.current').innerText()).toContain('1122');
  expect(accountant.faults).toEqual([]);
});

/** Texts of the lines in the page, cell by cell. */
async function linesOf(page: Page): Promise<string[][]> {
  return page.locator('[data-part=report]:visible [data-line]').evaluateAll((lines) => lines
    .toSorted((a, b) => Number(a.getAttribute('data-line')) - Number(b.getAttribute('data-line')))
    .map((line) => [...line.querySelectorAll<HTMLElement>('[role=gridcell]')].map((cell) => cell.innerText.trim())));
}

/** Tab, until the focus is on the document of that number before this one. */
async function tabTo(keys: Keyboard, page: Page, number: string): Promise<void> {
  for (let step = 0; step < 20; step += 1) {
    const there = await page.evaluate((text) => document.activeElement?.closest('[data-part=flow]') && document.activeElement.textContent?.includes(text), number);
    if (there) return;
    await keys.press('Tab');
  }
  throw new Error(`twenty tabs do not lead to ${number}`);
}
