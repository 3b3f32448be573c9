import { beforeEach, expect, it } from 'vitest';
import { openStore, type Reader, type Store, type StoreLocation } from './index.ts';
import { RememberedReader } from './remembered.ts';
import { withStores } from './testing/index.ts';

withStores((open) => {
  let store: Store;
  let location: StoreLocation;
  let asked: string[];
  let remembered: RememberedReader;
  const TOTAL = 'SELECT sum(amount) FROM entry WHERE amount > ?';

  beforeEach(async () => {
    ({ store, location } = await open());
    await store.write(async (transaction) => {
      await transaction.run('CREATE TABLE entry (amount INTEGER)');
      await transaction.run('INSERT INTO entry VALUES (5), (7)');
    });
    asked = [];
    const longReader: Reader = {
      dialect: store.dialect,
      rows: (text, params = []) => {
        asked.push(`${text} ${params.map(String).join()}`);
        return store.longReader.rows(text, params);
      },
    };
    remembered = new RememberedReader({ dialect: store.dialect, reader: store.reader, longReader });
  });

  const total = async (above: number, from: Reader = remembered): Promise<number> => Number((await from.rows(TOTAL, [above]))[0]?.[0]);

  it('asks once for what is asked twice, at the same time or later', async () => {
    expect(await Promise.all([total(0), total(0)])).toEqual([12, 12]);
    expect(await total(0)).toBe(12);
    expect(asked).toHaveLength(1);
    expect(await total(6)).toBe(7); // other parameters, another question
    expect(asked).toHaveLength(2);
  });

  it('asks again after any commit, of this process or of another connection, and not after what was rolled back', async () => {
    expect(await total(0)).toBe(12);
    await store.write((transaction) => transaction.run('INSERT INTO entry VALUES (1)'));
    expect(await total(0)).toBe(13);
    const other = await openStore(location);
    try {
      await total(0);
      const before = asked.length;
      await other.write((transaction) => transaction.run('INSERT INTO entry VALUES (2)'));
      expect(await total(0)).toBe(15);
      expect(asked.length).toBe(before + 1);
      const lost = other.write(async (transaction) => {
        await transaction.run('INSERT INTO entry VALUES (100)');
        expect(await total(0)).toBe(15);
        throw new RangeError('rolled back');
      });
      await expect(lost).rejects.toThrow('rolled back');
      expect(await total(0)).toBe(15);
    } finally {
      await other.close();
    }
  });

  it('never gives an answer that is older than the last commit, however reads and writes fall together', async () => {
    let sum = 12;
    const wrong: string[] = [];
    const reading = async (): Promise<void> => {
      for (let n = 0; n < 60; n += 1) {
        const committed = sum;
        const seen = await total(0);
        if (seen < committed) wrong.push(`${seen} after ${committed} was committed`);
      }
    };
    const writing = async (): Promise<void> => {
      for (let n = 0; n < 30; n += 1) {
        await store.write((transaction) => transaction.run('INSERT INTO entry VALUES (1)'));
        sum += 1;
      }
    };
    await Promise.all([reading(), reading(), writing()]);
    expect(wrong).toEqual([]);
    expect(await total(0)).toBe(42);
  });

  it('keeps no failure, and no answer of more than a thousand rows', async () => {
    await expect(remembered.rows('SELECT nonsense FROM entry')).rejects.toThrow('nonsense');
    await expect(remembered.rows('SELECT nonsense FROM entry')).rejects.toThrow('nonsense');
    const many = 'WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 1001) SELECT n FROM counted';
    expect(await remembered.rows(many)).toHaveLength(1001);
    expect(await remembered.rows(many)).toHaveLength(1001);
    expect(asked).toHaveLength(4);
  });

  it('tells parameters of different kinds apart', async () => {
    const kinds = store.dialect === 'sqlite' ? 'SELECT typeof(?)' : 'SELECT pg_typeof(?::text)::text';
    await remembered.rows(kinds, ['1']);
    await remembered.rows(kinds, [1]);
    await remembered.rows(kinds, [9007199254740993n]);
    await remembered.rows(kinds, ['9007199254740993']);
    expect(asked).toHaveLength(4);
  });
});
