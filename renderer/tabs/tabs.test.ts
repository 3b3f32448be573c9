// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { useTabs } from './tabs.ts';

beforeEach(() => setActivePinia(createPinia()));

function paths(): readonly string[] {
  return useTabs().tabs.map((tab) => tab.path);
}

it('brings the tab with the same address to the front; asked for a fresh one, opens another', () => {
  const tabs = useTabs();
  const first = tabs.open('/list/customer');
  tabs.open('/home');
  expect(tabs.open('/list/customer').id).toBe(first.id);
  expect(tabs.currentId).toBe(first.id);
  expect(tabs.open('/list/customer', { fresh: true }).id).not.toBe(first.id);
  tabs.open('/list/product', { behind: true });
  expect(tabs.current?.path).toBe('/list/customer');
  expect(paths()).toEqual(['/list/customer', '/home', '/list/customer', '/list/product']);
});

it('a report that is open with its questions answered is the one the navigation names; with other answers it is another', () => {
  const tabs = useTabs();
  const open = tabs.open('/report/trial-balance?from=1998-05');
  tabs.open('/home');
  expect(tabs.open('/report/trial-balance').id).toBe(open.id);
  expect(tabs.open('/report/trial-balance?from=1998-04').id).not.toBe(open.id);
});

it('closing goes back to what was in front before; the last one closed leaves the home page', async () => {
  const tabs = useTabs();
  for (const path of ['/home', '/list/a', '/list/b']) tabs.open(path);
  tabs.open('/home');
  tabs.open('/list/b');
  await tabs.close(tabs.currentId);
  expect(tabs.current?.path).toBe('/home');
  await tabs.close(tabs.currentId);
  await tabs.close(tabs.currentId);
  expect(paths()).toEqual(['/home']);
});

it('asks before it closes what is not saved, showing it, and stays when told so', async () => {
  const tabs = useTabs();
  const record = tabs.open('/new/customer');
  tabs.open('/home');
  tabs.tabs[0]!.dirty = true;
  const asked: string[] = [];
  tabs.mayClose = (tab) => Promise.resolve(asked.push(tab.path) > 1);
  expect(await tabs.close(record.id)).toBe(false);
  expect(tabs.currentId).toBe(record.id);
  expect(await tabs.close(record.id)).toBe(true);
  expect(paths()).toEqual(['/home']);
  expect(asked).toHaveLength(2);
});

it('steps around the ends', () => {
  const tabs = useTabs();
  for (const path of ['/home', '/list/a', '/list/b']) tabs.open(path);
  tabs.step(1);
  expect(tabs.current?.path).toBe('/home');
  tabs.step(-1);
  expect(tabs.current?.path).toBe('/list/b');
});

it('puts those longest in the back to sleep beyond twelve, never one that is not saved, and wakes what is looked at', () => {
  const tabs = useTabs();
  for (let n = 0; n < 3; n += 1) tabs.open(`/list/o${n}`);
  tabs.tabs[0]!.dirty = true;
  for (let n = 3; n < 16; n += 1) tabs.open(`/list/o${n}`);
  expect(tabs.tabs.filter((tab) => tab.asleep).map((tab) => tab.path)).toEqual(['/list/o1', '/list/o2']);
  tabs.open('/list/o1');
  expect(tabs.current).toMatchObject({ path: '/list/o1', asleep: false });
  expect(tabs.tabs.filter((tab) => tab.asleep).map((tab) => tab.path)).toEqual(['/list/o2', '/list/o3']);
});

it('comes back from addresses alone: only the one in front is awake', () => {
  const tabs = useTabs();
  tabs.restore(['/home', '/list/a', '/record/a/1'], '/list/a');
  expect(tabs.tabs.map(({ path, asleep }) => [path, asleep])).toEqual([['/home', true], ['/list/a', false], ['/record/a/1', true]]);
});

it('moves a tab within the strip', () => {
  const tabs = useTabs();
  for (const path of ['/home', '/list/a', '/list/b']) tabs.open(path);
  tabs.move(tabs.currentId, 0);
  expect(paths()).toEqual(['/list/b', '/home', '/list/a']);
});
