import { beforeAll, describe, expect, test } from 'vitest';
import type { Store } from './store.ts';
import { withStores } from './testing/index.ts';

withStores((open) => {
  let store: Store;
  beforeAll(async () => {
    ({ store } = await open());
    await store.write((transaction) => transaction.run('CREATE TABLE counter (name TEXT PRIMARY KEY, n BIGINT NOT NULL)'));
  });

  const count = async (name: string): Promise<unknown> => (await store.reader.rows('SELECT n FROM counter WHERE name = ?', [name]))[0]?.[0];

  describe('the unit of work', () => {
    test('a thousand concurrent increments give a thousand', async () => {
      await store.write((transaction) => transaction.run('INSERT INTO counter VALUES (?, ?)', ['thousand', 0]));
      await Promise.all(
        Array.from({ length: 1000 }, () =>
          store.write(async (transaction) => {
            const [row] = await transaction.rows('SELECT n FROM counter WHERE name = ?', ['thousand']);
            await Promise.resolve();
            await transaction.run('UPDATE counter SET n = ? WHERE name = ?', [Number(row?.[0]) + 1, 'thousand']);
          }),
        ),
      );
      expect(await count('thousand')).toBe(1000n);
    });
  });
});
