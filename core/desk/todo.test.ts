import { beforeAll, expect, it } from 'vitest';
import type { Context } from '#core/context';
import { withStores } from '#db/testing';
import { deskScene, type DeskScene } from './testing/desk-scene.ts';

withStores((open) => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await deskScene((await open()).store);
    const { gate } = scene.test.core;
    const { boss, anna, bert, errand } = scene;
    await errand(anna, '草稿一');
    await errand(bert, '草稿二');
    for (const [who, due] of [[anna, '2020-01-01'], [anna, null], [anna, '2999-01-01'], [bert, '2020-01-01']] as const) {
      await gate.act(boss, 'errand', await errand(who, '已批准', { due }), 'allow', {});
    }
    const paid = await errand(boss, '有花费', { cost: '打车' });
    await gate.act(boss, 'errand', paid, 'allow', {});
  });

  const seen = async (who: Context) =>
    (await scene.desk.todo.read(who)).map(({ state, count, actions }) => [state, actions.map((action) => action.name).join(' '), count]);

  it('counts what waits for each, and only where the caller may act', async () => {
    const { boss, anna, bert } = scene;
    // Allowed: five, one of them due in 2999. Only the boss sees what was spent.
    expect(await seen(boss)).toEqual([['draft', 'allow', 2], ['allowed', 'run', 4], ['allowed', 'pay', 1]]);
    expect(await seen(anna)).toEqual([['allowed', 'run', 2]]);
    expect(await seen(bert)).toEqual([['allowed', 'run', 1]]);
    expect(await seen(await scene.test.person('nobody', []))).toEqual([]);
  });

  it('gives the condition for the list that shows them', async () => {
    const { desk, anna, test } = scene;
    const [item] = await desk.todo.read(anna);
    expect(item).toMatchObject({ object: 'errand', label: { zh: '跑腿单' }, stateLabel: { zh: '已批准' }, actions: [{ name: 'run', label: { zh: '去办' } }] });
    expect((await test.core.gate.list(anna, 'errand', { filter: item?.filter ?? '', count: true })).total).toBe(2);
  });

  it('leaves out rows that the caller reads and may not act on', async () => {
    const { test, desk } = scene;
    await test.role('watcher', {
      errand: [{ can: ['read'], fields: { '*': 'read' } }, { can: ['create', 'read', 'action:run'], rows: 'own' }],
    });
    const eve = await test.person('eve', ['watcher']);
    const own = await scene.errand(eve, '自己的');
    await test.core.gate.act(scene.boss, 'errand', own, 'allow', {});
    const [item, ...more] = await desk.todo.read(eve);
    expect(item).toMatchObject({ count: 1 });
    expect(more).toEqual([]);
    expect((await test.core.gate.list(eve, 'errand', { filter: item?.filter ?? '' })).records.map((record) => record.id)).toEqual([own]);
  });

  it('logs no refusal for what the caller may not filter by', async () => {
    const { test, store, desk, anna } = scene;
    const before = await test.core.audit.head(store.reader);
    await desk.todo.read(anna);
    expect(await test.core.audit.head(store.reader)).toEqual(before);
  });
});
