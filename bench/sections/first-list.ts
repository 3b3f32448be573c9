import type { Page } from 'playwright-core';
import type { ServerIdentity } from '#core/pki';
import { serveEmptyPage } from '../hosts/empty-page.ts';
import type { Line } from '../measuring/table.ts';
import { median } from '../measuring/timing.ts';

/** Loads of each page, in turns. */
const ROUNDS = 9;

/**
 * From an address to a list whose rows are there, against a page of the same parts that shows nothing.
 * @param page of somebody who is signed in; its browser has been there before, as every morning but the first
 * @param list address of the list, and what says that its rows have come
 */
export async function firstListLines(page: Page, server: ServerIdentity, list: { readonly url: string; readonly rows: string }, section: string): Promise<Line[]> {
  const empty = await serveEmptyPage(server);
  try {
    const lists: number[] = [];
    const nothings: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const took = [await ready(page, list.url, list.rows), await ready(page, empty.url, '[data-ready]')] as const;
      // The first round fills the browser's cache.
      if (round === 0) continue;
      lists.push(took[0]);
      nothings.push(took[1]);
    }
    const [usable, nothing] = [median(lists), median(nothings)];
    return [
      { section, what: 'from an address to a usable list / to an empty page of the same parts', value: median(lists.map((one, at) => one / (nothings[at] ?? Number.NaN))), unit: '×', of: `${usable.toFixed(0)} ms / ${nothing.toFixed(0)} ms` },
      { section, what: 'from an address to a usable list', value: usable, unit: 'ms', aim: 1000 },
    ];
  } finally {
    await empty.close();
  }
}

/** Milliseconds from the beginning of the navigation, by the page's own clock, until it is there and painted. */
async function ready(page: Page, url: string, shown: string): Promise<number> {
  await page.goto(url);
  await page.locator(shown).first().waitFor({ state: 'attached' });
  return page.evaluate(() => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))));
}
