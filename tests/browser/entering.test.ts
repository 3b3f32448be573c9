import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deskOf } from '#common/api';
import { sampleScene, type Person, type Scene } from './testing/scene.ts';

/* What clerks do all day: rows from a spreadsheet, Chinese by an input method, a page that goes away under their hands, two who change the same record. */

let scene: Scene;
let clerk: Person;

beforeAll(async () => {
  scene = await sampleScene();
});

afterAll(async () => scene?.close());

beforeEach(async () => {
  const desk = deskOf(await scene.client('sales.clerk'));
  for (const { key } of await desk.drafts()) await desk.dropDraft(key);
  clerk = await scene.as('sales.clerk');
  return async () => {
    await clerk.context.close();
    if (clerk.faults.length > 0) throw new Error(clerk.faults.join('\n'));
  };
});

test('two hundred rows from a spreadsheet are in the order within two seconds, what cannot be read is marked, and none is lost', async () => {
  const { page } = clerk;
  await beginOrder(page);
  // 77 products, so their codes come round again; each 50th row names none, each 67th has letters for a quantity.
  const isStrange = (n: number): boolean => n % 50 === 0;
  const isWrong = (n: number): boolean => n % 67 === 0;
  const rows = Array.from({ length: 200 }, (_, index) => index + 1).map((n) => [isStrange(n) ? `无此产品${n}` : codeOf(n), isWrong(n) ? '三箱' : String(1 + (n % 9))]);
  const bad = rows.filter((_, index) => isStrange(index + 1) || isWrong(index + 1)).length;
  expect(bad).toBe(6); // 50, 100, 150, 200 and 67, 134

  const took = await page.evaluate(async (text) => {
    const grid = document.querySelector('[data-part=lines] [role=grid]');
    if (grid === null) throw new Error('no rows to paste into');
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const begun = performance.now();
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    // Until the rows are there, nothing is looked for any more, and it has been painted.
    while (Number(grid.getAttribute('aria-rowcount')) < 201 || grid.getAttribute('aria-busy') === 'true') await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - begun;
  }, [['产品', '数量'], ...rows].map((row) => row.join('\t')).join('\r\n'));
  console.log(`200 rows pasted in ${took.toFixed(0)} ms`);
  expect(took).toBeLessThan(2000);

  expect(await page.locator('[data-part=lines] [role=grid]').getAttribute('aria-rowcount')).toBe('201');
  const pasted = await everyRow(page);
  expect(pasted.size).toBe(200);
  for (const [index, [product = '', quantity = '']] of rows.entries()) {
    const row = pasted.get(index);
    expect(row?.bad.toSorted(), `row ${index + 1}`).toEqual([...(isStrange(index + 1) ? ['product'] : []), ...(isWrong(index + 1) ? ['quantity'] : [])]);
    // What could not be read stands there as it was pasted, to be put right.
    if (isStrange(index + 1)) expect(row?.product).toBe(product);
    else expect(row?.product.length).toBeGreaterThan(1);
    expect(row?.quantity).toBe(quantity);
  }
  // Nothing half-read is stored: the page says so and stays.
  await page.keyboard.press('Control+s');
  await page.locator('[data-part=refused]').waitFor();
  expect(new URL(page.url()).pathname).toBe('/new/sales-order');
});

test('orders come in from a spreadsheet with their lines, a bad line keeps its whole order out until it is put right, and they can be taken back', async () => {
  const { page } = clerk;
  const client = await scene.client('sales.clerk');
  const brought = async () => (await client.list('sales-order', { filter: 'reference.startsWith("SHEET-")', sort: ['reference'], fields: ['id', 'number', 'state', 'date', 'netAmount'] })).records;
  const sheet = ['单号,客户名称,订单日期,产品,数量,单价', 'SHEET-1,ernsh,2026年1月5日,p001,2,10', 'SHEET-1,,,ｐ００２,3,"1,000.00"', 'SHEET-2,ernst handel,46027,P003,三箱,10', 'SHEET-2,,,P004,1,10'];
  await clerk.go('/import/sales-order');
  await page.locator('[data-part=drop] input[type=file]').setInputFiles({ name: '订单.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${sheet.join('\r\n')}`) });
  await page.locator('[data-action=next]').waitFor();
  expect(await page.locator('[data-part=documents]').innerText()).toMatch(/4 行.*2 张/);
  await page.keyboard.press('Enter');
  await page.locator('[data-part=bad]').waitFor();
  await clerk.settled();
  expect(await page.locator('[data-part=import] [role=gridcell][aria-invalid=true]').count()).toBe(1);
  await page.locator('[data-line="4"] [data-field="lines.quantity"][aria-invalid=true]').click();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await page.locator('[data-part=bad]').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-part=result]').waitFor();
  // 2 × 10 + 3 × 1,000 and 3 × 10 + 1 × 10; day 46027 of a workbook.
  const draft = { state: 'draft', number: null, date: '2026-01-05' };
  expect(await brought()).toMatchObject([{ ...draft, netAmount: '3020.00' }, { ...draft, netAmount: '40.00' }]);
  await page.locator('[data-part=result] [data-action=undo]').click();
  await page.locator('.el-message-box__btns .el-button--primary').click();
  await page.locator('[data-part=result] [data-action=undo][disabled]').waitFor();
  expect(await brought()).toEqual([]);
});

test('keys that choose a Chinese word belong to the input method: they neither move on, nor submit, nor close', async () => {
  const { page } = clerk;
  await clerk.go('/new/sales-order');
  const field = page.locator('[data-field=customer]:focus');
  await field.waitFor();
  const input = await page.context().newCDPSession(page);
  const composing = async (key: string, code: number): Promise<void> => {
    // As Chromium tells pages of keys that an input method has taken: key `Process`, code 229.
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: key, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: code });
    await input.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: code });
  };
  await input.send('Input.imeSetComposition', { text: 'ke', selectionStart: 2, selectionEnd: 2 });
  for (const [key, code] of [['Enter', 13], ['Tab', 9], ['Escape', 27], ['ArrowDown', 40], ['ArrowLeft', 37]] as const) await composing(key, code);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-field'))).toBe('customer');
  expect(new URL(page.url()).pathname).toBe('/new/sales-order');
  await input.send('Input.insertText', { text: '客' });
  expect(await field.inputValue()).toBe('客');

  // In a dialog, Esc takes back the word and leaves the dialog.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.locator('[data-part=command] input:focus').waitFor();
  await input.send('Input.imeSetComposition', { text: 'xiao', selectionStart: 4, selectionEnd: 4 });
  for (const [key, code] of [['Enter', 13], ['Escape', 27]] as const) await composing(key, code);
  expect(await page.locator('[data-part=command]').isVisible()).toBe(true);
  expect(new URL(page.url()).pathname).toBe('/new/sales-order');
  await input.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });

  // In rows: Enter chooses the word, and only the next one moves on.
  await page.keyboard.press('Escape');
  await beginOrder(page, clerk);
  await input.send('Input.imeSetComposition', { text: 'ca', selectionStart: 2, selectionEnd: 2 });
  await composing('Enter', 13);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-field'))).toBe('product');
});

test('full-width digits from an input method are numbers', async () => {
  const { page } = clerk;
  await beginOrder(page, clerk);
  await page.keyboard.type('p001');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('１２．５');
  await page.keyboard.press('Enter');
  await page.locator('[data-row="1"]').waitFor();
  expect((await everyRow(page)).get(0)?.quantity).toBe('12.5');
});

test('what was missing a moment ago is not called wrong once it is there, however long the host takes', async () => {
  const { page } = clerk;
  await beginOrder(page);
  await page.keyboard.type('p001');
  await page.keyboard.press('Enter');
  // The host has been asked of a row without a quantity, and has said so.
  await clerk.settled();
  await page.route('**/try*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await page.locator('[data-part=lines] [data-row="1"] [data-field=product]:focus').waitFor();
  expect(await page.locator('[data-part=lines] [aria-invalid=true]').count()).toBe(0);
  await clerk.settled();
  expect(await page.locator('[data-part=lines] [aria-invalid=true]').count()).toBe(0);
  await page.unrouteAll();
});

test('an order that was being written when the page went away is offered again, and is whole', async () => {
  const { page } = clerk;
  await beginOrder(page, clerk);
  for (const [product, quantity] of [['p001', '7'], ['p002', '8']] as const) {
    await page.keyboard.type(product);
    await page.keyboard.press('Enter');
    await page.keyboard.type(quantity);
    await page.keyboard.press('Enter');
  }
  // The dot beside the title goes out when what was entered lies in the host.
  await page.waitForResponse((response) => response.url().includes('/drafts/') && response.request().method() === 'PUT');
  await clerk.settled();
  await clerk.go('/new/sales-order');
  await page.locator('[data-part=draft-left] [data-action=take-draft]').first().click();
  await page.locator('[data-row="1"]').waitFor();
  await clerk.settled();
  expect(await page.locator('[data-field=customer]').inputValue()).toBe('Ernst Handel');
  expect([...(await everyRow(page)).values()].slice(0, 2).map(({ quantity }) => quantity)).toEqual(['7', '8']);
  await page.keyboard.press('Control+s');
  await page.waitForURL('**/record/sales-order/**');
  await clerk.settled();
  // Saved: there is nothing to come back to any more.
  await clerk.go('/new/sales-order');
  expect(await page.locator('[data-part=draft-left]').count()).toBe(0);
});

test('who leaves an order that is not saved is asked first', async () => {
  const { page } = clerk;
  await clerk.go('/new/sales-order');
  await page.locator('[data-field=customer]:focus').waitFor();
  // However long the host looks for the customer.
  await page.route('**/find*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.keyboard.type('ernsh');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+w');
  const question = page.locator('.el-message-box');
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'hidden' });
  expect(new URL(page.url()).pathname).toBe('/new/sales-order');
  await page.unrouteAll();
});

test('two people who changed the same customer are shown both values, field by field, and nothing of either is lost', async () => {
  const manager = await scene.client('sales.manager');
  const { id } = (await manager.list('customer', { filter: 'code == "ERNSH"', fields: ['id'], limit: 1 })).records[0] ?? { id: '' };
  const before = await manager.read('customer', id);
  const { page, settled, go, faults, context } = await scene.as('sales.manager');
  await go(`/record/customer/${id}`);
  await page.keyboard.press('F2');
  await page.locator('[data-part=record]:visible [data-field=city]').fill('格拉茨');
  await page.keyboard.press('Enter');
  await manager.update('customer', id, { city: 'Wien', region: 'Wien', version: before['version'] });
  await page.locator('[data-part=changed-by]').waitFor();
  await page.keyboard.press('Control+s');
  await page.locator('[data-part=conflict] [data-difference=city]').waitFor();
  const shown = await page.locator('[data-part=conflict] [data-difference=city]').innerText();
  expect(shown).toContain('格拉茨');
  expect(shown).toContain('Wien');
  await page.locator('[data-part=conflict] [data-action=settle]').click();
  await page.locator('[data-part=conflict]').waitFor({ state: 'hidden' });
  await settled();
  expect(await manager.read('customer', id)).toMatchObject({ city: '格拉茨', region: 'Wien' });
  expect(faults).toEqual([]);
  await context.close();
});

/** A new order for Ernst Handel, the focus in its first row. */
async function beginOrder(page: Page, person: Person = clerk): Promise<void> {
  await person.go('/new/sales-order');
  await page.locator('[data-field=customer]:focus').waitFor();
  await page.keyboard.type('ernsh');
  await page.keyboard.press('Enter');
  await page.locator('[data-part=lines] [data-field=product]:focus').waitFor();
}

function codeOf(n: number): string {
  return `P${String(((n - 1) % 77) + 1).padStart(3, '0')}`;
}

interface ShownRow {
  readonly product: string;
  readonly quantity: string;
  /** Fields that are marked as not read. */
  readonly bad: readonly string[];
}

/** All rows by their number, scrolled through: only those in sight are in the page. */
async function everyRow(page: Page): Promise<ReadonlyMap<number, ShownRow>> {
  const found = await page.evaluate(async () => {
    const box = document.querySelector('.entry-scroll');
    const rows: [number, { product: string; quantity: string; bad: string[] }][] = [];
    if (box === null) return rows;
    for (let top = 0; top <= box.scrollHeight; top += box.clientHeight / 2) {
      box.scrollTop = top;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      for (const row of document.querySelectorAll<HTMLElement>('[data-part=lines] [data-row]')) {
        const text = (name: string): string => {
          const cell = row.querySelector<HTMLElement>(`[data-cell=${name}]`);
          return (cell?.querySelector('input')?.value ?? cell?.innerText ?? '').trim();
        };
        const bad = [...row.querySelectorAll<HTMLElement>('[data-cell][aria-invalid=true]')].map((cell) => cell.dataset['cell'] ?? '');
        rows.push([Number(row.dataset['row']), { product: text('product'), quantity: text('quantity'), bad }]);
      }
    }
    return rows;
  });
  return new Map(found.filter(([, row]) => row.product !== '' || row.quantity !== ''));
}
