import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store, StoredRow, Transaction } from './store.ts';
import { withStores } from './testing/index.ts';

withStores((open) => {
  let store: Store;
  beforeAll(async () => {
    ({ store } = await open());
    await store.write((transaction) => transaction.run('CREATE TABLE counter (name TEXT PRIMARY KEY, n BIGINT NOT NULL)'));
  });
  beforeEach(() => store.write((transaction) => transaction.run('DELETE FROM counter')));

  const add = (transaction: Transaction, name: string, n = 0): Promise<number> =>
    transaction.run('INSERT INTO counter (name, n) VALUES (?, ?)', [name, n]);
  const names = async (): Promise<unknown[]> => (await store.reader.rows('SELECT name FROM counter ORDER BY name')).map(([name]) => name);
  const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  describe('the line of writers', () => {
    test('a thousand concurrent increments give a thousand', async () => {
      await store.write((transaction) => add(transaction, 'stock'));
      const increment = (): Promise<void> =>
        store.write(async (transaction) => {
          const [row] = await transaction.rows("SELECT n FROM counter WHERE name = 'stock'");
          await Promise.resolve();
          await transaction.run("UPDATE counter SET n = ? WHERE name = 'stock'", [Number(row?.[0]) + 1]);
        });
      await Promise.all(Array.from({ length: 1000 }, increment));
      expect(await store.reader.rows('SELECT n FROM counter')).toEqual([[1000n]]);
    });

    test('writers are served in the order they came', async () => {
      const served: number[] = [];
      const visit = (number: number): Promise<void> =>
        store.write(async () => {
          await breath();
          served.push(number);
        });
      await Promise.all([1, 2, 3, 4, 5].map(visit));
      expect(served).toEqual([1, 2, 3, 4, 5]);
    });

    test('a writer that is rolled back takes nothing of its neighbours with it', async () => {
      const failing = store.write(async (transaction) => {
        await add(transaction, 'lost');
        await breath();
        throw new Error('no');
      });
      const neighbours = ['a', 'b'].map((name) => store.write((transaction) => add(transaction, name)));
      await expect(failing).rejects.toThrow('no');
      await Promise.all(neighbours);
      expect(await names()).toEqual(['a', 'b']);
    });

    test('nobody else sees what is not committed', async () => {
      await store.write(async (transaction) => {
        await add(transaction, 'draft');
        expect(await transaction.rows('SELECT name FROM counter')).toEqual([['draft']]);
        expect(await names()).toEqual([]);
      });
      expect(await names()).toEqual(['draft']);
    });

    test('a handle is of no use after its unit of work', async () => {
      const kept = await store.write((transaction) => Promise.resolve(transaction));
      await expect(add(kept, 'late')).rejects.toThrow('the transaction is over');
      expect(await names()).toEqual([]);
    });
  });

  describe('an attempt', () => {
    test('sees what it does, and leaves nothing of it', async () => {
      let called = 0;
      const seen = await store.attempt(async (transaction) => {
        transaction.afterCommit(() => {
          called += 1;
        });
        await add(transaction, 'tried');
        return transaction.rows('SELECT name FROM counter');
      });
      expect([seen, await names(), called]).toEqual([[['tried']], [], 0]);
    });

    test('that fails says why, and does not stop the next', async () => {
      const twice = store.attempt(async (transaction) => {
        await add(transaction, 'a');
        await add(transaction, 'a');
      });
      await expect(twice).rejects.toMatchObject({ code: 'duplicate' });
      expect(await store.attempt((transaction) => add(transaction, 'a'))).toBe(1);
      expect(await names()).toEqual([]);
    });

    test('takes back what units inside it wrote; one of them may fail alone', async () => {
      const seen = await store.attempt(async (transaction) => {
        await store.write((inner) => add(inner, 'inner'));
        const twice = store.write(async (inner) => {
          await add(inner, 'lost');
          await add(inner, 'inner');
        });
        await expect(twice).rejects.toMatchObject({ code: 'duplicate' });
        await store.attempt((inner) => add(inner, 'tried within'));
        return transaction.rows('SELECT name FROM counter');
      });
      expect([seen, await names()]).toEqual([[['inner']], []]);
      expect(await store.write((transaction) => add(transaction, 'after'))).toBe(1);
      expect(await names()).toEqual(['after']);
    });

    test('inside a unit takes back its own, and nothing of the unit', async () => {
      await store.write(async (outer) => {
        await add(outer, 'kept');
        await store.attempt((transaction) => add(transaction, 'tried'));
      });
      expect(await names()).toEqual(['kept']);
    });

    test('neither loses nor delays what others write meanwhile', async () => {
      const tries = Array.from({ length: 20 }, (_, index) => store.attempt((transaction) => add(transaction, `tried ${index}`)));
      const writes = Array.from({ length: 20 }, (_, index) => store.write((transaction) => add(transaction, `written ${String(index).padStart(2, '0')}`)));
      await Promise.all([...tries, ...writes]);
      expect(await names()).toEqual(Array.from({ length: 20 }, (_, index) => `written ${String(index).padStart(2, '0')}`));
    });
  });

  describe('a unit inside another', () => {
    test('is committed with it', async () => {
      await store.write(async (outer) => {
        await add(outer, 'order');
        await store.write((inner) => add(inner, 'line'));
        expect(await names()).toEqual([]);
      });
      expect(await names()).toEqual(['line', 'order']);
    });

    test('can fail alone, even on a broken statement', async () => {
      await store.write(async (outer) => {
        await add(outer, 'order');
        const twice = store.write(async (inner) => {
          await add(inner, 'line');
          await add(inner, 'line');
        });
        await expect(twice).rejects.toMatchObject({ code: 'duplicate' });
        await add(outer, 'note');
      });
      expect(await names()).toEqual(['note', 'order']);
    });

    test('falls with it', async () => {
      const failing = store.write(async () => {
        await store.write((inner) => add(inner, 'line'));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await names()).toEqual([]);
    });

    test('waits for its siblings, three levels deep', async () => {
      await store.write(async () => {
        const child = (name: string, fails: boolean): Promise<unknown> =>
          store.write(async (inner) => {
            await add(inner, name);
            await breath();
            await store.write((innermost) => add(innermost, `${name}.1`));
            if (fails) throw new Error(name);
          });
        const results = await Promise.allSettled([child('a', false), child('b', true), child('c', false)]);
        expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      });
      expect(await names()).toEqual(['a', 'a.1', 'c', 'c.1']);
    });

    test('that nobody waited for is finished before the commit', async () => {
      let inner: Promise<unknown> = Promise.resolve();
      await store.write(async () => {
        inner = store.write(async (transaction) => {
          await breath();
          await add(transaction, 'unwaited');
        });
      });
      expect(await names()).toEqual(['unwaited']);
      await inner;
    });
  });

  test('after a statement has failed, the unit of work takes no more and is rolled back, though the failure was caught', async () => {
    const failing = store.write(async (transaction) => {
      await add(transaction, 'a');
      await expect(add(transaction, 'a')).rejects.toMatchObject({ code: 'duplicate' });
      await expect(add(transaction, 'b')).rejects.toThrow('an earlier statement of this unit of work failed');
    });
    await expect(failing).rejects.toMatchObject({ code: 'duplicate' });
    expect(await names()).toEqual([]);
  });

  describe('after the commit', () => {
    test('callbacks are called once all is committed, and may write', async () => {
      const calls: string[] = [];
      let next: Promise<unknown> = Promise.resolve();
      await store.write(async (outer) => {
        outer.afterCommit(() => calls.push('outer'));
        await store.write(async (inner) => {
          inner.afterCommit(() => {
            calls.push('inner');
            next = store.write((transaction) => add(transaction, 'afterwards'));
          });
        });
        expect(calls).toEqual([]);
      });
      expect(calls).toEqual(['outer', 'inner']);
      await next;
      expect(await names()).toEqual(['afterwards']);
    });

    test('callbacks of what was rolled back are never called', async () => {
      const calls: string[] = [];
      const fail = async (transaction: Transaction): Promise<void> => {
        transaction.afterCommit(() => calls.push('never'));
        throw new Error('no');
      };
      await store.write(async () => {
        await expect(store.write(fail)).rejects.toThrow('no');
      });
      await expect(store.write(fail)).rejects.toThrow('no');
      expect(calls).toEqual([]);
    });
  });

  describe('values', () => {
    test('come back as they went in: 64-bit integers, texts of any script, quotes, nothing', async () => {
      const most = 2n ** 63n - 1n;
      await store.write((transaction) =>
        transaction.run('INSERT INTO counter VALUES (?, ?), (?, ?)', ['O\'磐石 "?" 🧱', most, 'small', -7]),
      );
      expect(await store.reader.rows('SELECT name, n FROM counter ORDER BY n')).toEqual([
        ['small', -7n],
        ['O\'磐石 "?" 🧱', most],
      ]);
      expect(await store.reader.rows("SELECT NULL, name FROM counter WHERE name = ? AND '?' = '?'", ['small'])).toEqual([[null, 'small']]);
    });

    test('counts and sums are whole numbers; a sum beyond 64 bits is refused, not rounded', async () => {
      await store.write(async (transaction) => {
        await add(transaction, 'a', 2);
        await add(transaction, 'b', 3);
      });
      expect(await store.reader.rows('SELECT count(*), sum(n) FROM counter')).toEqual([[2n, 5n]]);
      await store.write((transaction) => transaction.run('UPDATE counter SET n = ?', [2n ** 62n]));
      await expect(store.reader.rows('SELECT sum(n) FROM counter')).rejects.toMatchObject({ code: 'invalid' });
    });

    test('a float is refused', async () => {
      await expect(store.write((transaction) => transaction.run('UPDATE counter SET n = ?', [1.5]))).rejects.toThrow(RangeError);
    });

    test('changed rows are counted', async () => {
      await store.write(async (transaction) => {
        expect(await transaction.run("INSERT INTO counter VALUES ('a', 1), ('b', 1)")).toBe(2);
        expect(await transaction.run('UPDATE counter SET n = 2 WHERE name = ?', ['a'])).toBe(1);
        expect(await transaction.rows('UPDATE counter SET n = n + 1 WHERE name = ? RETURNING n', ['a'])).toEqual([[3n]]);
        expect(await transaction.run('DELETE FROM counter')).toBe(2);
      });
    });
  });

  describe('readers', () => {
    test('cannot write', async () => {
      await expect(store.reader.rows("INSERT INTO counter VALUES ('x', 1)")).rejects.toThrow(/read-?only/);
      await expect(store.longReader.rows("INSERT INTO counter VALUES ('x', 1)")).rejects.toThrow(/read-?only/);
    });

    test('long ones read what is committed, many at a time, and say what is wrong', async () => {
      await store.write((transaction) => add(transaction, 'a', 1));
      const answers: StoredRow[][] = await Promise.all(
        Array.from({ length: 20 }, (_, i) => store.longReader.rows('SELECT name, n FROM counter WHERE n < ?', [i])),
      );
      expect(answers.filter((rows) => rows.length === 1)).toHaveLength(18);
      expect(answers[2]).toEqual([['a', 1n]]);
      await expect(store.longReader.rows('SELECT nothing FROM counter')).rejects.toThrow(/nothing/);
    });
  });

  test('a closed store serves those in line and refuses the rest', async () => {
    const { store: own } = await open();
    const inLine = own.write(async (transaction) => {
      await breath();
      return transaction.rows("SELECT value FROM epoch WHERE name = 'security'");
    });
    const closing = own.close();
    await expect(own.write(() => Promise.resolve())).rejects.toMatchObject({ code: 'store_broken' });
    expect(await inLine).toEqual([[1n]]);
    await closing;
    await expect(own.reader.rows('SELECT 1')).rejects.toMatchObject({ code: 'store_broken' });
    await expect(own.longReader.rows('SELECT 1')).rejects.toMatchObject({ code: 'store_broken' });
  });
});
