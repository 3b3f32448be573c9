import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '#server/testing';
import { sampleScene, type Person, type Scene } from './testing/scene.ts';

/* A locked or left workbench holds nothing that somebody else could find: not in the page, not in what the browser keeps. */

/** What stands on the pages that are opened below, and on no other. */
const BUSINESS = ['Ernst Handel', 'ERNSH', 'Rattlesnake Canyon Grocery'];

let scene: Scene;

beforeAll(async () => {
  scene = await sampleScene();
});

afterAll(async () => scene?.close());

test('the lock takes all business from the page, and gives it back to the same person where it was', async () => {
  const manager = await scene.as('sales.manager');
  await openSome(manager);
  const { page } = manager;
  await page.keyboard.press('Control+Alt+l');
  await page.locator('[data-part=locked]').waitFor();
  await nothingLeft(manager);
  // The session has ended on the host too: going on behind the lock gets nothing.
  expect(await page.evaluate(async () => (await fetch('/api/v1/records/customer')).status)).toBe(401);

  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('[data-part=shell]').waitFor();
  await manager.settled();
  expect(new URL(page.url()).pathname).toMatch(/^\/record\/customer\//);
  expect(await page.locator('[data-part=record]:visible').innerText()).toContain('Ernst Handel');
  expect(manager.faults).toEqual([]);
});

test('after the lock somebody else finds nothing of the one before: no tabs, no rows, no names', async () => {
  const manager = await scene.as('sales.manager');
  await openSome(manager);
  const { page } = manager;
  await page.keyboard.press('Control+Alt+l');
  await page.locator('[data-part=locked]').waitFor();
  await page.locator('[data-action=others]').click();
  await page.locator('[data-part=sign-in]').waitFor();
  await nothingLeft(manager);
  await page.locator('input[name=username]').fill('system.officer');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('[data-part=shell]').waitFor();
  await manager.settled();
  await nothingLeft(manager);
  expect(await page.locator('[data-part=nav] a[href="/list/customer"]').count()).toBe(0);
  expect(manager.faults).toEqual([]);
});

test('after signing out nothing of the business is left in the page, in storages, in caches, in cookies that scripts can read', async () => {
  const manager = await scene.as('sales.manager');
  await openSome(manager);
  const { page } = manager;
  expect(await holds(manager)).toEqual(expect.arrayContaining(['Ernst Handel']));
  await page.locator('[data-action=person]').click();
  await page.locator('[data-action=sign-out]').click();
  await page.locator('[data-part=sign-in]').waitFor();
  await nothingLeft(manager);
  // The way back in the browser leads to the entrance.
  await page.goBack().catch(() => null);
  await page.locator('[data-part=sign-in]').waitFor();
  await nothingLeft(manager);
  expect(manager.faults).toEqual([]);
});

test('while somebody works, the browser itself keeps nothing of the business either', async () => {
  const manager = await scene.as('sales.manager');
  await openSome(manager);
  expect(await keptByBrowser(manager)).toEqual({ local: [], session: [], databases: [], caches: [], workers: 0, cookies: '' });
  // The cookie that stands for the session is out of the reach of scripts and of other places.
  const [cookie, ...others] = await manager.context.cookies();
  expect(others).toEqual([]);
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict' });
  expect(cookie?.name).toMatch(/^__Host-/);
});

/** The list of customers, one of them, and a search. */
async function openSome(person: Person): Promise<void> {
  await person.go('/list/customer');
  await person.page.locator('[data-line]').first().waitFor();
  await person.page.keyboard.press('Control+k');
  await person.page.locator('[data-part=command] input').fill('ERNSH');
  await person.settled();
  await person.page.keyboard.press('Enter');
  await person.page.locator('[data-part=record]:visible').waitFor();
  await person.settled();
}

async function holds({ page }: Person): Promise<string[]> {
  const text = await page.evaluate(() => {
    const inputs = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map((input) => input.value);
    return [document.documentElement.outerHTML, document.title, ...inputs].join('\n');
  });
  return BUSINESS.filter((name) => text.includes(name));
}

function keptByBrowser({ page }: Person) {
  return page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
  }));
}

async function nothingLeft(person: Person): Promise<void> {
  // The address may name a record, or hold a filter with somebody's name in it.
  expect(await person.page.evaluate(() => location.pathname + location.search)).toMatch(/^\/(home)?$/);
  expect(await holds(person)).toEqual([]);
  expect(await keptByBrowser(person)).toEqual({ local: [], session: [], databases: [], caches: [], workers: 0, cookies: '' });
}
