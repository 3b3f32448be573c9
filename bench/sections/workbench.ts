import type { Page } from 'playwright-core';
import { openHttps } from '#server/doors';
import { openHost } from '#server/host';
import { ensurePages } from '../../scripts/build/pages.ts';
import { openBrowser, openWatched, signIn } from '../../tests/browser/testing/browser.ts';
import { hostData } from '../hosts/data.ts';
import type { Line } from '../measuring/table.ts';
import type { Place } from '../stores/place.ts';
import { firstListLines } from './first-list.ts';

const SECTION = 'workbench';
const GRID = '[data-part=list] [data-part=grid]';
/** No frame may take longer, in milliseconds: people feel it. */
const LONGEST = 100;
const MOVES = 50;
/** The host may have a million rows to walk through before it answers. */
const PATIENCE_MS = 120_000;

/** A list of so many customers in a browser: the longest frame of what a person does with it, and what the page holds afterwards. */
export async function workbenchSection(place: Place, count: number): Promise<Line[]> {
  const data = await hostData(place, 'workbench', 0, count);
  const host = await openHost({ data: data.folder, unlock: { passphrase: data.passphrase }, pages: await ensurePages() });
  const door = await openHttps(host.handler, { host: '127.0.0.1', port: 0, server: host.keys.server });
  const browser = await openBrowser();
  try {
    const { page, context } = await openWatched(browser, `https://localhost:${door.port}`);
    await signIn(page, data.manager.username, data.manager.password);
    await page.goto(`https://localhost:${door.port}/list/customer`);
    await arrived(page);
    await page.evaluate(watchFrames);
    const rows = count.toLocaleString('en-US');
    const lines: Line[] = [];
    const take = async (what: string, work: () => Promise<void>): Promise<void> => {
      await longest(page);
      await work();
      await arrived(page);
      lines.push({ section: SECTION, what: `longest frame, ${what}, of ${rows} customers`, value: await longest(page), unit: 'ms', aim: LONGEST });
    };
    await take('wheel', async () => wheel(page));
    await take('bar dragged to the end', async () => drag(page));
    await take('sorted by name', async () => page.locator(`${GRID} .head [data-path=name] .name`).click());
    await take('searched', async () => search(page, '0012345'));
    await take(`${MOVES} far moves`, async () => jump(page));
    const devtools = await context.newCDPSession(page);
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const first = await firstListLines(page, host.keys.server, { url: `https://localhost:${door.port}/list/customer`, rows: `${GRID} .row[data-id]` }, SECTION);
    return [...lines, ...first, { section: SECTION, what: `held by the page after ${MOVES} far moves`, value: usedSize / 1e6, unit: 'MB', aim: 30 }];
  } finally {
    await browser.close();
    await door.close();
    await host.close();
  }
}

/** Notes how long each frame took. Runs in the page. */
function watchFrames(): void {
  const frames: number[] = [];
  Object.assign(window, { frames });
  let last = performance.now();
  const frame = (): void => {
    const now = performance.now();
    frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** The longest frame since it was asked for last. */
async function longest(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(...(window as unknown as { frames: number[] }).frames.splice(0), 0));
}

async function arrived(page: Page): Promise<void> {
  await page.waitForFunction((grid) => document.querySelector(`${grid} .row[data-id]`) !== null && document.querySelector(`${grid} [aria-busy]`) === null, GRID, { timeout: PATIENCE_MS });
}

async function wheel(page: Page): Promise<void> {
  const box = await page.locator(GRID).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
  for (let turn = 0; turn < 40; turn += 1) await page.mouse.wheel(0, 400);
}

async function drag(page: Page): Promise<void> {
  await page.evaluate(async (selector) => {
    const grid = document.querySelector(selector);
    if (grid === null) return;
    for (let step = 1; step <= 100; step += 1) {
      grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * (step / 100);
      await new Promise(requestAnimationFrame);
    }
  }, GRID);
}

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.keyboard.type(text);
  await page.locator('[data-part=count]', { hasText: /^\d$/ }).waitFor({ timeout: PATIENCE_MS });
  await page.keyboard.press('Escape');
}

async function jump(page: Page): Promise<void> {
  for (let move = 0; move < MOVES; move += 1) {
    await page.locator(GRID).evaluate((grid, to) => {
      grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * to;
    }, ((move * 37) % MOVES) / MOVES);
    await arrived(page);
  }
}
