import { beforeAll, expect, it } from 'vitest';
import type { DashboardContent, SavedBody, ViewContent } from '#common/api';
import type { Context } from '#core/context';
import { withStores } from '#db/testing';
import { deskScene, type DeskScene } from './testing/desk-scene.ts';

type Card = NonNullable<DashboardContent['cards']>[number];

/** The boss sees what errands cost, runners do not know that there is such a field, and the guest sees that there is a cost and no more. */
withStores((open) => {
  let scene: DeskScene;
  let guest: Context;
  beforeAll(async () => {
    scene = await deskScene((await open()).store);
    await scene.test.role('guest', { errand: { can: ['read'], fields: { '*': 'read', cost: 'masked' } } });
    guest = await scene.test.person('guest', ['guest']);
  });

  const whole: ViewContent = {
    columns: [{ path: 'name', width: 200 }, { path: 'cost' }, { path: 'ownerId.name' }], frozen: 1, sort: ['-cost', 'name'], group: ['month(due)', 'cost'],
    filter: 'due >= "$monthStart-1"', archived: false, totals: true,
  };
  const view = (name: string, content: ViewContent): SavedBody => ({ kind: 'view', object: 'errand', name, shared: true, content });
  const board = (name: string, cards: readonly Card[]): SavedBody => ({ kind: 'dashboard', object: '', name, shared: true, content: { cards: [...cards] } });
  const card = (name: string, query: Card['query'], more: Partial<Card> = {}): Card =>
    ({ name, label: { zh: name, en: name }, kind: 'number', query, y: ['n'], format: 'count', width: 3, ...more });
  const named = async (who: Context, kind: SavedBody['kind'], name: string) => (await scene.desk.saved.list(who, kind)).find((saved) => saved.name === name);
  const content = async (who: Context, kind: SavedBody['kind'], name: string) => (await named(who, kind, name))?.content;

  it('names to nobody fields that are hidden from them', async () => {
    const { desk, boss, anna } = scene;
    await desk.saved.add(boss, view('all', whole));
    expect(await content(boss, 'view', 'all')).toEqual(whole);
    expect(await content(anna, 'view', 'all')).toEqual({ ...whole, columns: [{ path: 'name', width: 200 }, { path: 'ownerId.name' }], sort: ['name'], group: ['month(due)'] });
    // What is masked is a column, and nothing to sort or group by. This reader does not know people.
    expect(await content(guest, 'view', 'all')).toEqual({ ...whole, columns: [{ path: 'name', width: 200 }, { path: 'cost' }], sort: ['name'], group: ['month(due)'] });
    await desk.saved.add(boss, view('one column', { columns: [{ path: 'cost' }], sort: ['cost'], group: [] }));
    expect(await content(anna, 'view', 'one column')).toEqual({ group: [] });
  });

  it('does not list a view whose condition speaks of what its reader may not compare, nor answer to its id', async () => {
    const { desk, boss, anna } = scene;
    const { id } = await desk.saved.add(boss, view('dear ones', { filter: 'cost == "打车 88" || due == null' }));
    expect(await named(boss, 'view', 'dear ones')).toBeDefined();
    for (const reader of [anna, guest]) {
      expect(JSON.stringify(await desk.saved.list(reader, 'view'))).not.toMatch(/打车|dear ones/);
      await expect(desk.saved.change(reader, id, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(desk.saved.remove(reader, id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('leaves cards out whose figures the reader may not ask for, and dashboards of which none is left', async () => {
    const { desk, boss, anna } = scene;
    const counted = { object: 'errand', select: ['count() as n'] };
    const cards = [
      card('all', counted, { list: { object: 'errand', filter: 'due == null' } }),
      card('by cost', { object: 'errand', select: ['cost', 'count() as n'], group: ['cost'] }),
      card('dear', { ...counted, filter: 'cost == "打车 88"' }),
      card('due', { ...counted, filter: 'due >= "$weekStart-1"' }, { list: { object: 'errand', filter: 'cost != null' } }),
      card('people', { object: 'user', select: ['count() as n'], filter: 'active == true' }),
    ];
    await desk.saved.add(boss, board('mixed', cards));
    await desk.saved.add(boss, board('secret', [...cards.slice(1, 3)]));
    await desk.saved.add(boss, board('empty', []));
    expect(await content(boss, 'dashboard', 'mixed')).toEqual({ cards });
    // Figures of what is open, without the way to a list that is not.
    const { list: _, ...due } = cards[3] ?? cards[0] ?? card('', counted);
    expect(await content(anna, 'dashboard', 'mixed')).toEqual({ cards: [cards[0], due] });
    expect((await desk.saved.list(anna, 'dashboard')).map(({ name }) => name)).toEqual(['empty', 'mixed']);
  });

  it('holds for what is one’s own as soon as rights are taken away, and changes nothing of what is kept', async () => {
    const { desk, test, anna } = scene;
    await test.role('clerk', { errand: { can: ['read'] } });
    const carla = await test.person('carla', ['clerk']);
    const { id } = await desk.saved.add(carla, view('mine', { columns: [{ path: 'cost' }, { path: 'name' }] }));
    await desk.saved.add(carla, view('my condition', { filter: 'cost != null' }));
    await desk.saved.add(carla, board('my board', [card('dear', { object: 'errand', select: ['count() as n'], filter: 'cost != null' })]));
    await test.role('clerk', { errand: { can: ['read'], fields: { '*': 'read', cost: 'none' } } });
    expect(JSON.stringify([await desk.saved.list(carla, 'view'), await desk.saved.list(carla, 'dashboard')])).not.toContain('cost');
    expect(await named(carla, 'view', 'my condition')).toBeUndefined();
    // Its owner may still take it away.
    expect(await content(carla, 'dashboard', 'my board')).toEqual({ cards: [] });
    expect(await named(anna, 'dashboard', 'my board')).toBeUndefined();
    expect(await desk.saved.change(carla, id, { name: 'mine again' })).toMatchObject({ content: { columns: [{ path: 'name' }] } });
    await test.role('clerk', { errand: { can: ['read'] } });
    expect(await content(carla, 'view', 'mine again')).toEqual({ columns: [{ path: 'cost' }, { path: 'name' }] });
  });

  it('takes no condition and no card over what its maker may not see, in the words for what is not there', async () => {
    const { desk, anna } = scene;
    for (const field of ['cost', 'nothing', 'ownerId.username', 'constructor']) {
      await expect(desk.saved.add(anna, view('x', { filter: `${field} == "1"` }))).rejects.toMatchObject({ code: 'field_denied', details: { fields: [field] } });
      const asking = card('x', { object: 'errand', select: [`countDistinct(${field}) as n`] });
      await expect(desk.saved.add(anna, board('x', [asking]))).rejects.toMatchObject({ code: 'field_denied' });
    }
    await expect(desk.saved.add(anna, board('x', [card('x', { object: 'role', select: ['count() as n'] })]))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(desk.saved.add(anna, board('x', [card('x', { object: 'nothing', select: ['count() as n'] })]))).rejects.toMatchObject({ code: 'not_found' });
    // Names alone that are not open are left out: the page may still hold them from before.
    expect(await desk.saved.add(anna, view('kept', { columns: [{ path: 'cost' }, { path: 'due' }], sort: ['cost'] }))).toMatchObject({ content: { columns: [{ path: 'due' }] } });
    expect((await named(scene.boss, 'view', 'kept'))?.content).toEqual({ columns: [{ path: 'due' }] });
  });
});
