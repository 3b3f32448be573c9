import type { Browser } from 'playwright-core';
import { longestTask, type LongestTask } from './frames.ts';
import { goBy } from './navigation.ts';
import type { Person } from './open-scene.ts';

/** What people do with a list of customers, whose names and codes `bench/stores/customers.ts` makes. */
export const LIST_WORK: Readonly<Record<string, (person: Person) => Promise<void>>> = {
  async open(person) {
    await goBy(person, '/list/customer');
    await someRows(person);
  },
  async wheel({ page, settled }) {
    const box = await page.locator('[data-part=grid]:visible').boundingBox();
    await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 200);
    for (let turn = 0; turn < 60; turn += 1) {
      await page.mouse.wheel(0, 900);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
    await settled();
  },
  async 'far away'(person) {
    for (const share of [0.5, 0.93, 0.21, 1, 0]) {
      await person.page.locator('[data-part=grid]:visible').evaluate((grid, at) => {
        grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * at;
      }, share);
      await someRows(person);
    }
  },
  async keys(person) {
    await person.page.locator('[data-part=grid]:visible').focus();
    for (const key of ['Control+End', 'PageUp', 'PageUp', 'ArrowUp', 'Control+Home', ...Array.from({ length: 30 }, () => 'PageDown')]) await person.page.keyboard.press(key);
    await someRows(person);
    await person.page.keyboard.press('Control+Home');
  },
  async sort(person) {
    // Above the first row is the header: Enter sorts by the column, and the next time the other way round.
    for (const keys of [['ArrowUp', 'ArrowRight', 'Enter'], ['ArrowUp', 'Enter']]) {
      for (const key of keys) await person.page.keyboard.press(key);
      await someRows(person);
    }
  },
  async search(person) {
    const rows = (): Promise<string | null> => person.page.locator('[data-part=grid]:visible').getAttribute('aria-rowcount');
    const all = await rows();
    await person.page.keyboard.press('Control+f');
    await person.page.keyboard.type('C00004');
    while (await rows() === all) await person.page.waitForTimeout(20);
    await someRows(person);
    await person.page.keyboard.press('Escape');
    while (await rows() !== all) await person.page.waitForTimeout(20);
    await someRows(person);
  },
};

/** Rows are there, and none of those in sight is still waited for. */
async function someRows({ page, settled }: Person): Promise<void> {
  await settled();
  await page.locator('[data-part=list]:visible [data-line][data-id]').first().waitFor();
  await page.locator('[data-part=list]:visible [data-line][aria-busy]').first().waitFor({ state: 'detached' });
}

/** Does all of it, one after the other. @returns the longest that each kept the page busy */
export async function workTheList(browser: Browser, person: Person): Promise<ReadonlyMap<string, LongestTask>> {
  const found = new Map<string, LongestTask>();
  for (const [name, run] of Object.entries(LIST_WORK)) found.set(name, await longestTask(browser, person.page, () => run(person)));
  return found;
}

/** Goes through pages of the navigation, over and over. */
export async function changePages(person: Person, times: number): Promise<void> {
  const places = ['/list/customer', '/list/sales-order', '/home', '/list/product', '/dashboard/sales'];
  for (let turn = 0; turn < times; turn += 1) await goBy(person, places[turn % places.length] ?? '/home');
}
