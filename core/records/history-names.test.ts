import { beforeAll, expect, it } from 'vitest';
import { deskScene, type DeskScene } from '#core/desk/testing/desk-scene.ts';
import { withStores } from '#db/testing';

withStores((open) => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await deskScene((await open()).store);
  });

  it('the past of a record names people to who may know them, and accounts to everybody, as the log does', async () => {
    const { anna, boss, stranger, errand, test } = scene;
    const id = await errand(anna, '送合同');
    const told = async (reader: typeof boss) => (await test.core.gate.history(reader, 'errand', id)).map(({ user, name }) => ({ user, name }));
    expect(await told(boss)).toEqual([{ user: 'anna', name: 'anna' }]);
    expect(await told(stranger)).toEqual([{ user: 'anna', name: null }]);
  });
});
