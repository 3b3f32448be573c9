import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensurePages } from '../../scripts/build/pages.ts';
import { serveLobby, type Started } from '../../scripts/start/serve-lobby.ts';
import { openBrowser, openWatched, signIn } from './testing/browser.ts';

const PHRASE = '秋天的桂花开得很晚';
const OFFICERS = [
  ['system', '李建国', 'Hafen-7-Boot'],
  ['security', '赵敏', 'Wolke-8-Berg'],
  ['audit', '孙立', 'Insel-9-Wald'],
] as const;

let root: string;
let program: Started;
let browser: Browser;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'panshi-setup-'));
  program = await serveLobby({ data: join(root, 'data'), port: 0, pages: await ensurePages() });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await program?.close();
  rmSync(root, { recursive: true, force: true });
});

test('an empty folder becomes a company with three officers, and its recovery key is typed again before anybody gets in', async () => {
  const { page, faults } = await openWatched(browser, program.url);
  const { keyboard } = page;
  const at = (step: string) => page.locator(`[data-part=setup][data-step=${step}]`).waitFor();

  await at('language');
  // What opens the lobby is not left where others read it: in the address, the history, a bookmark.
  expect(page.url()).not.toContain('code');
  await page.locator('[data-action=next]').focus();
  await keyboard.press('Enter');

  await at('company');
  await keyboard.type('磐石贸易有限公司');
  await page.locator('[data-action=next]').click();

  await at('passphrase');
  await keyboard.type('short');
  await page.locator('[data-action=next]').click();
  // A passphrase too short does not go on.
  await page.locator('[role=alert]').first().waitFor();
  expect(await page.locator('[data-part=setup]').getAttribute('data-step')).toBe('passphrase');
  await page.locator('[data-field=passphrase]').fill(PHRASE);
  await page.locator('[data-field=passphraseAgain]').fill(PHRASE);
  await keyboard.press('Enter');

  await at('officers');
  for (const [office, name, password] of OFFICERS) {
    await page.locator(`[data-field="officers.${office}.name"]`).fill(name);
    await page.locator(`[data-field="officers.${office}.password"]`).fill(password);
    await page.locator(`[data-field="officers.${office}.again"]`).fill(password);
  }
  await keyboard.press('Enter');

  await at('sample');
  await page.locator('[data-action=next]').click();
  await at('recovery');
  const groups = await page.locator('[data-part=recovery-key] code').allTextContents();
  expect(groups).toHaveLength(8);
  await page.locator('[data-action=next]').click();

  await page.locator('[data-part=confirm]').waitFor();
  // The key is not on the page where it has to be typed from paper.
  const shown = await page.locator('body').innerText();
  for (const group of groups) expect(shown).not.toContain(group);
  const fields = page.locator('[data-part=confirm] input');
  const asked = await fields.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).name));
  const right = (name: string): string => groups[Number(name.replace('group-', '')) - 1] ?? '';
  for (const name of asked) await page.locator(`[name=${name}]`).fill(right(name));
  const [first = ''] = asked;
  await page.locator(`[name=${first}]`).fill(right(first).split('').toReversed().join(''));
  await page.locator('[data-action=next]').click();
  await page.locator('[role=alert]').waitFor();
  expect(await page.locator('[data-part=sign-in]').count()).toBe(0);
  // As it is written on paper: small letters are as good.
  await page.locator(`[name=${first}]`).fill(right(first).toLowerCase());
  await page.locator('[data-action=next]').click();

  await page.locator('[data-part=sign-in]').waitFor();
  await signIn(page, 'system.officer', 'Hafen-7-Boot');
  // Nobody holds two offices: this one keeps accounts and reads no business.
  const places = await placesOf(page);
  expect(places).toContain('/settings/users');
  expect(places).not.toContain('/list/customer');

  // Somebody else who comes to the same address is asked who they are, and one officer's password opens nothing of another's.
  const other = await openWatched(browser, program.url.replace(/#.*/, ''));
  await other.page.locator('[data-part=sign-in]').waitFor();
  await other.page.locator('input[name=username]').fill('security.officer');
  await other.page.locator('input[name=password]').fill('Hafen-7-Boot');
  await other.page.keyboard.press('Enter');
  await other.page.locator('[role=alert]').waitFor();
  await signIn(other.page, 'security.officer', 'Wolke-8-Berg');
  const theirs = await placesOf(other.page);
  expect(theirs).toContain('/settings/roles');
  expect(theirs).not.toContain('/list/customer');
  expect([...faults, ...other.faults]).toEqual([]);
});

/** Where the navigation leads. */
function placesOf(page: Page): Promise<(string | null)[]> {
  return page.locator('[data-part=nav] a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
}
