import { expect, test } from 'vitest';
import { text } from '#common/fields';
import { defineObject, type ObjectDefinition } from '#common/objects';
import { copyStore } from '../copy-store.ts';
import { orderKey, searchKey } from '../search/index.ts';
import type { Store } from '../store.ts';
import { withStores } from '../testing/index.ts';

const common = { kind: 'master', label: { zh: '部件', en: 'Part' }, module: 'test', title: 'name', name: 'part' } as const;
const plain = defineObject({ ...common, fields: { name: text('名称', 'Name'), note: text('备注', 'Note') } }) as ObjectDefinition;
const searched = defineObject({
  ...common,
  fields: { name: text('名称', 'Name', { search: true }), note: text('备注', 'Note', { search: true }) },
}) as ObjectDefinition;

const NOW = '2026-01-01T00:00:00.000Z';
const KEYS = 'SELECT id, name__order, name__pinyin, note__order, note__pinyin FROM part ORDER BY id';

/** More parts than are filled at a time; every third has no name, every fifth a note. */
async function enter(store: Store, count: number): Promise<unknown[][]> {
  const keys: unknown[][] = [];
  await store.write(async (transaction) => {
    for (let first = 0; first < count; first += 1000) {
      const rows = Array.from({ length: Math.min(1000, count - first) }, (_, place) => {
        const n = first + place;
        const id = String(n).padStart(6, '0');
        const [name, note] = [n % 3 === 0 ? null : `重庆螺钉 ${n}`, n % 5 === 0 ? `Ａ ${n}` : null];
        keys.push([id, name && orderKey(name), name && searchKey(name), note && orderKey(note), note && searchKey(note)]);
        return [id, 'active', false, 1, NOW, NOW, name, note];
      });
      const row = '(?, ?, ?, ?, ?, ?, ?, ?)';
      await transaction.run(
        `INSERT INTO part (id, state, archived, version, created_at, updated_at, name, note) VALUES ${rows.map(() => row).join(', ')}`,
        rows.flat(),
      );
    }
  });
  return keys;
}

withStores((open) => {
  test('rows that were there before a text became searchable can be searched and sorted by it', async () => {
    const { store } = await open();
    await store.shape([plain]);
    const keys = await enter(store, 9500);
    await store.shape([searched]);
    expect(await store.reader.rows(KEYS)).toEqual(keys);
    expect(keys[1]).toEqual(['000001', 'chong2重qing4庆luo2螺ding1钉 1', 'cqld1\tchongqingluoding1\t重庆螺钉 1', null, null]);
  });

  test('and what was changed while it was not', async () => {
    const { store } = await open();
    await store.shape([searched]);
    await enter(store, 2);
    await store.shape([plain]);
    await store.write((transaction) => transaction.run("UPDATE part SET name = '安徽' WHERE id = '000001'"));
    await store.shape([searched]);
    expect(await store.reader.rows("SELECT name__order FROM part WHERE id = '000001'")).toEqual([['an1安hui1徽']]);
  });

  test('a copy of a store that knew nothing of it is filled when it is next shaped', async () => {
    const [{ store: from }, { store: to }] = [await open(), await open()];
    await from.shape([plain]);
    const keys = await enter(from, 20);
    await to.shape([searched]);
    await copyStore(from, to, () => Promise.resolve());
    expect((await to.reader.rows(KEYS)).every((row) => row.slice(1).every((key) => key === null))).toBe(true);
    await to.shape([searched]);
    expect(await to.reader.rows(KEYS)).toEqual(keys);
  });

  test('a copy keeps it out of where nobody asks for it', async () => {
    const [{ store: from }, { store: to }] = [await open(), await open()];
    await from.shape([searched]);
    await enter(from, 20);
    await to.shape([plain]);
    await copyStore(from, to, () => Promise.resolve());
    expect(await to.reader.rows('SELECT name FROM part ORDER BY id')).toEqual(await from.reader.rows('SELECT name FROM part ORDER BY id'));
  });
});
