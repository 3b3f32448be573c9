import { beforeAll, expect, it } from 'vitest';
import { link, text } from '#common/fields';
import { defineObject } from '#common/objects';
import type { Context } from '#core/context';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';

const LINKS = ['north', 'east', 'south', 'west'] as const;

const Place = defineObject({
  name: 'place',
  kind: 'master',
  label: { zh: '地点', en: 'Place' },
  module: 'test',
  title: 'name',
  fields: {
    name: text('名称', 'Name', { required: true }),
    north: link('北', 'North', 'place'),
    east: link('东', 'East', 'place'),
    south: link('南', 'South', 'place'),
    west: link('西', 'West', 'place'),
  },
});

/** Sixty-four ways of three steps each: eighty-four links in all. */
const FAR = LINKS.flatMap((a) => LINKS.flatMap((b) => LINKS.map((c) => `${a}.${b}.${c}.name`)));

withStores((open) => {
  let test: TestCore;
  let boss: Context;
  let id: string;

  beforeAll(async () => {
    test = await testCore((await open()).store, [{ name: 'test', objects: [Place] }]);
    await test.role('boss', { place: { can: ['read', 'create', 'export'] } });
    boss = await test.person('boss', ['boss']);
    id = (await test.core.gate.create(boss, 'place', { name: 'here' })).id;
  });

  it('one question goes through some fifty links, and through more it is refused instead of breaking in the database', async () => {
    const { gate } = test.core;
    const some = FAR.slice(0, 32);
    expect((await gate.list(boss, 'place', { fields: some })).records).toHaveLength(1);
    expect(await gate.read(boss, 'place', id, some)).toMatchObject({ id });
    expect((await gate.query(boss, { object: 'place', select: some.map((path, at) => `${path} as a${at}`) })).rows).toHaveLength(1);
    const refused = { code: 'malformed', text: { en: expect.stringContaining('at most 50 links') } };
    await expect(gate.list(boss, 'place', { fields: FAR })).rejects.toMatchObject(refused);
    await expect(gate.list(boss, 'place', { fields: FAR, offset: 1 })).rejects.toMatchObject(refused);
    await expect(gate.read(boss, 'place', id, FAR)).rejects.toMatchObject(refused);
    await expect(gate.query(boss, { object: 'place', select: FAR.map((path, at) => `${path} as a${at}`) })).rejects.toMatchObject(refused);
    await expect(gate.export(boss, 'place', { fields: FAR })[Symbol.asyncIterator]().next()).rejects.toMatchObject(refused);
  });
});
