import { afterAll, beforeAll, expect, test } from 'vitest';
import { contextOf } from '#core/context';
import { sampleScene, type Scene } from './testing/scene.ts';

/** Bytes of script that may be sent until the first list can be worked with. */
const MOST = 500_000;

const PROGRAM = contextOf({ principal: { kind: 'program', userId: null, name: 'test', roles: [], department: null, departments: [] }, company: null });

let scene: Scene;

beforeAll(async () => {
  scene = await sampleScene();
});

afterAll(async () => scene?.close());

test('until the first list can be worked with, less than 500 kB of script is sent; other pages come when they are asked for', async () => {
  const person = await scene.as('sales.clerk');
  const { page } = person;
  const sent = new Map<string, number>();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Map<string, string>();
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script' || response.mimeType.includes('javascript')) scripts.set(requestId, new URL(response.url).pathname);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = scripts.get(requestId);
    if (name !== undefined) sent.set(name, encodedDataLength);
  });
  const total = (): number => [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);

  await person.go('/list/sales-order');
  await page.locator('[data-part=list] [data-line][data-id]').first().waitFor();
  const first = total();
  const parts = [...sent].toSorted((a, b) => b[1] - a[1]).slice(0, 4).map(([name, bytes]) => `${name.replace('/assets/', '')} ${(bytes / 1000).toFixed(0)}`);
  console.log(`script until the first list: ${(first / 1000).toFixed(0)} kB in ${sent.size} files (${parts.join(', ')})`);
  expect(sent.size).toBeGreaterThan(1);
  expect(first).toBeLessThan(MOST);
  // Built for people: what only warns who writes pages would double the time and is not there.
  const warns = await page.evaluate(async (names) => {
    const texts = await Promise.all(names.map(async (name) => (await fetch(name)).text()));
    return names.filter((_, at) => texts[at]?.includes('[Vue warn]'));
  }, [...sent.keys()]);
  expect(warns).toEqual([]);

  // What draws charts is not needed for a list, and comes with the first chart.
  await page.locator('[data-part=nav] a[href="/dashboard/sales"]').click();
  await page.locator('[data-part=dashboard] canvas').first().waitFor();
  await person.settled();
  expect(total()).toBeGreaterThan(first + 50_000);
  expect(person.faults).toEqual([]);
});

test('whoever comes without a session, or with one that has ended, is asked to sign in without a refusal that the browser would note as an error', async () => {
  const { page } = await scene.as('sales.clerk');
  const noted: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') noted.push(message.text());
  });
  const entered = (): Promise<void> => page.locator('[data-part=shell]').waitFor();
  await page.goto(scene.url);
  await entered();
  // Ended elsewhere: the cookie is there, and stands for nothing.
  await page.goto('about:blank');
  const { id } = await (await scene.client('sales.clerk')).me();
  await scene.host.identity.endSessions(id, PROGRAM);
  await page.goto(scene.url);
  await page.locator('[data-part=sign-in]').waitFor();
  await page.context().clearCookies();
  await page.goto(scene.url);
  await page.locator('[data-part=sign-in]').waitFor();
  expect(noted).toEqual([]);
});
