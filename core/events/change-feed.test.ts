import { beforeAll, describe, expect, it } from 'vitest';
import { AuditLog } from '#core/audit';
import { contextOf } from '#core/context';
import type { Store } from '#db';
import { withStores } from '#db/testing';
import { ChangeFeed, type Change } from './change-feed.ts';

const context = contextOf({
  principal: { kind: 'user', userId: 'u', name: 'u', roles: [], department: null, departments: [] },
  company: 'c',
});

withStores((open) => {
  let store: Store;
  let feed: ChangeFeed;
  const log = new AuditLog(() => feed.wake());

  beforeAll(async () => {
    store = (await open()).store;
    feed = new ChangeFeed(store, log);
  });

  function append(record: string, ok = true): Promise<number> {
    return store.write((transaction) => log.append(transaction, context, { event: 'update', object: 'customer', record, ok }));
  }

  /** Follows until so many changes have come. */
  function follow(after: number, many: number, fail: (changes: readonly Change[]) => boolean = () => false): Promise<Change[]> {
    const { promise, resolve } = Promise.withResolvers<Change[]>();
    const got: Change[] = [];
    const end = feed.subscribe(after, (changes) => {
      if (fail(changes)) throw new RangeError('the follower stumbles');
      got.push(...changes);
      if (got.length < many) return;
      end();
      resolve(got);
    });
    return promise;
  }

  describe('the change feed', () => {
    it('gives every committed change once, in order, to each follower from its own position', async () => {
      const start = await feed.position();
      const early = follow(start, 40);
      await Promise.all(Array.from({ length: 20 }, (_, n) => append(String(n))));
      const late = follow(start + 20, 20);
      await Promise.all(Array.from({ length: 20 }, (_, n) => append(String(20 + n))));
      expect((await early).map((change) => change.seq)).toEqual(Array.from({ length: 40 }, (_, n) => start + 1 + n));
      expect((await late).map((change) => change.seq)).toEqual(Array.from({ length: 20 }, (_, n) => start + 21 + n));
    });

    it('gives nothing of what was rolled back', async () => {
      const start = await feed.position();
      const one = follow(start, 1);
      await store
        .write(async (transaction) => {
          await log.append(transaction, context, { event: 'update', object: 'customer', record: 'undone' });
          throw new RangeError('undone');
        })
        .catch(() => undefined);
      await append('done');
      expect(await one).toMatchObject([{ seq: start + 1, record: 'done' }]);
    });

    it('says of a refused attempt that something was written, not of what', async () => {
      const one = follow(await feed.position(), 1);
      await append('r', false);
      expect(await one).toMatchObject([{ object: null }]);
    });

    it('gives a change again to a follower that could not take it', async () => {
      const { promise: stumbled, resolve: stumble } = Promise.withResolvers<void>();
      let times = 0;
      const all = follow(await feed.position(), 2, () => {
        stumble();
        return (times += 1) === 1;
      });
      await append('first');
      await stumbled;
      await append('second');
      expect((await all).map((change) => change.record)).toEqual(['first', 'second']);
    });
  });
});
