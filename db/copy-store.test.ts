import { expect, test } from 'vitest';
import { bool, int, link, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { copyStore } from './copy-store.ts';
import type { Store } from './store.ts';
import { withStores } from './testing/index.ts';

const common = { kind: 'master', label: { zh: '部件', en: 'Part' }, module: 'test', title: 'name' } as const;
const fields = { name: text('名称', 'Name', { required: true }), whole: link('整体', 'Whole', 'part'), good: bool('合格', 'Good'), size: int('大小', 'Size') };
const PART = defineObject({ ...common, name: 'part', fields });
const MORE = defineObject({ ...common, name: 'part', fields: { ...fields, extra: text('其他', 'Extra') } });
const NOW = '2026-01-01T00:00:00.000Z';
const SELECT = 'SELECT id, name, whole, good, size FROM part ORDER BY id';

/** 2,500 parts, of which each but the last is a part of the next one: what a row points at comes later. */
async function fill(store: Store): Promise<void> {
  await store.write(async (transaction) => {
    for (let n = 2500; n >= 1; n -= 1) {
      await transaction.run(
        `INSERT INTO part (id, state, archived, version, created_at, updated_at, name, whole, good, size) VALUES (?,?,?,?,?,?,?,?,?,?)`,
        [String(n).padStart(5, '0'), 'active', false, 1, NOW, NOW, `部件 ${n}`, n === 2500 ? null : String(n + 1).padStart(5, '0'), n % 3 === 0 ? null : n % 2 === 0, 9_007_199_254_740_993n],
      );
    }
    await transaction.run(`UPDATE epoch SET value = 41 WHERE name = 'security'`);
  });
}

withStores((open, dialect) => {
  withStores((openOther, other) => {
    test(`every row of ${dialect} comes to ${other}, or none`, async () => {
      const [{ store: from }, { store: to }] = [await open(), await openOther()];
      await from.shape([PART]);
      await fill(from);
      await to.shape([PART]);
      const nothing = copyStore(from, to, async (copied, source) => {
        expect(await copied.rows('SELECT COUNT(*) FROM part')).toEqual(await source.rows('SELECT COUNT(*) FROM part'));
        throw new RangeError('not as it should be');
      });
      await expect(nothing).rejects.toThrow('not as it should be');
      expect(await to.reader.rows(SELECT)).toEqual([]);

      await copyStore(from, to, () => Promise.resolve());
      const plain = (rows: readonly (readonly unknown[])[]): unknown[] => rows.map((row) => row.map((value) => (typeof value === 'boolean' ? BigInt(value) : value)));
      const copied = plain(await to.reader.rows(SELECT));
      expect(copied).toHaveLength(2500);
      expect(copied).toEqual(plain(await from.reader.rows(SELECT)));
      expect(await to.reader.rows(`SELECT value FROM epoch WHERE name = 'security'`)).toEqual([[41n]]);
      await expect(copyStore(from, to, () => Promise.resolve())).rejects.toMatchObject({ code: 'duplicate' });

      await from.shape([MORE]);
      await expect(copyStore(from, (await openOther()).store, () => Promise.resolve())).rejects.toMatchObject({ code: 'invalid' });
    });
  });
});
