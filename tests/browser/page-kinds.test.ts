import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousOn } from './testing/axe.ts';
import { strangeTexts } from './testing/languages.ts';
import { openKind, PAGE_KINDS } from './testing/page-kinds.ts';
import { openWatched } from './testing/browser.ts';
import { sampleScene, type Person, type Scene } from './testing/scene.ts';

/* Each kind of page, looked at by everybody: who reads English or Chinese, who sees little, who hears the page. */

let scene: Scene;
let person: Person | undefined;
let owner = '';

/** Somebody's window in a language. Language is the person's own, so there is one window at a time. */
async function at(username: string, lang: 'zh' | 'en'): Promise<Person> {
  const wanted = `${username} ${lang}`;
  if (person === undefined || owner !== wanted) {
    await person?.context.close();
    person = await scene.as(username, { lang }, true);
    owner = wanted;
  }
  return person;
}

/** Neighbours are the same person's as far as may be: signing in takes longer than a page. */
const kinds = PAGE_KINDS.toSorted((a, b) => (a.username < b.username ? -1 : a.username > b.username ? 1 : 0));

beforeAll(async () => {
  scene = await sampleScene();
});

afterAll(async () => scene?.close());

test.for(kinds)('$name: all in Chinese, and axe finds nothing serious in light, dark and high contrast', async (kind) => {
  const reader = await at(kind.username, 'zh');
  await openKind(scene, reader, kind);
  const { page } = reader;
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  expect(await strangeTexts(reader, 'zh')).toEqual([]);
  expect(await seriousOn(page)).toEqual([]);
  for (const theme of ['dark', 'contrast']) {
    await page.evaluate((next) => {
      document.documentElement.dataset['theme'] = next;
      document.documentElement.classList.toggle('dark', next === 'dark');
    }, theme);
    expect(await seriousOn(page, ['color-contrast', 'link-in-text-block']), theme).toEqual([]);
  }
  expect(reader.faults.splice(0)).toEqual([]);
});

test.for(kinds)('$name: all in English', async (kind) => {
  const reader = await at(kind.username, 'en');
  await openKind(scene, reader, kind);
  expect(await reader.page.evaluate(() => document.documentElement.lang)).toBe('en');
  expect(await strangeTexts(reader, 'en')).toEqual([]);
  expect(reader.faults.splice(0)).toEqual([]);
});

test.for(['zh', 'en'] as const)('the entrance in %s', async (lang) => {
  const { page, faults, context } = await openWatched(scene.browser, scene.url, { lang });
  await page.locator('[data-part=sign-in]').waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang === 'zh' ? 'zh-CN' : 'en');
  expect(await strangeTexts({ page, answers: [] } as unknown as Person, lang)).toEqual([]);
  expect(await seriousOn(page)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});
