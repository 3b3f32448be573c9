import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { contextOf, type Context } from '#core/context';
import type { Store } from '#db';
import { withStores } from '#db/testing';
import { AuditLog, verifyStored, type AuditEntry } from './index.ts';

const context: Context = contextOf({
  principal: { kind: 'user', userId: 'u-1', name: 'wang', roles: ['clerk'], department: null, departments: [] },
  company: 'c-1',
  session: 's-1',
  address: '10.0.0.7',
});

/** Values as a record may hold them. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('磐石', '\u0000', '"', '\\', '\u2028', null, true, 0, -1, 2 ** 53 - 1),
);
const side = fc.option(fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), value, { maxKeys: 4 }), { nil: null });
const entries = fc.array(
  fc.record({
    event: fc.constantFrom('create', 'update', 'deliver'),
    object: fc.constantFrom('customer', 'order'),
    record: fc.uuid(),
    before: side,
    after: side,
    ok: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

withStores((open) => {
  const log = new AuditLog();
  let store: Store;

  beforeAll(async () => {
    store = (await open()).store;
  });

  function append(all: readonly AuditEntry[]): Promise<unknown> {
    return store.write(async (transaction) => {
      for (const entry of all) await log.append(transaction, context, entry);
    });
  }

  describe('the log', () => {
    it('holds every entry once, in order, on one chain, whatever is in it', async () => {
      await fc.assert(
        fc.asyncProperty(entries, async (all) => {
          const { seq } = await log.head(store.reader);
          await append(all);
          const written = await log.after(store.reader, seq, 100);
          expect(written.map((entry) => entry.seq)).toEqual(all.map((_, n) => seq + 1 + n));
          const bodies = written.map((entry) => JSON.parse(entry.body) as Record<string, unknown>);
          expect(bodies.map(({ event, object, record, before, after, ok }) => ({ event, object, record, before, after, ok }))).toEqual(
            plain(all),
          );
          expect(bodies[0]).toMatchObject({
            user: 'u-1',
            name: 'wang',
            roles: ['clerk'],
            company: 'c-1',
            session: 's-1',
            address: '10.0.0.7',
            requestId: context.requestId,
          });
          const { head, fault } = await verifyStored(log, store.reader);
          expect(fault).toBeUndefined();
          expect(head).toEqual({ seq: seq + all.length, hash: written.at(-1)?.hash });
        }),
        { numRuns: 40 },
      );
    });

    it('has no gap after writers that failed, and takes many writers at once', async () => {
      const { seq } = await log.head(store.reader);
      const done = await Promise.allSettled(
        Array.from({ length: 30 }, (_, n) =>
          store.write(async (transaction) => {
            await log.append(transaction, context, { event: 'update', object: 'customer', record: String(n) });
            if (n % 3 === 0) throw new RangeError('rolled back');
          }),
        ),
      );
      expect(done.filter((one) => one.status === 'rejected').length).toBe(10);
      expect(await verifyStored(log, store.reader)).toMatchObject({ head: { seq: seq + 20 } });
    });

    it('cannot be changed, shortened or emptied at the database', async () => {
      await append([{ event: 'create', object: 'customer', record: 'r-1', after: { name: 'first' } }]);
      const before = await log.head(store.reader);
      const attempts = [
        "UPDATE audit_entry SET body = '{}'",
        'UPDATE audit_entry SET hash = hash WHERE seq = 1',
        'DELETE FROM audit_entry WHERE seq = 1',
        'DELETE FROM audit_entry',
      ];
      if (store.dialect === 'postgres') attempts.push('TRUNCATE audit_entry');
      for (const attempt of attempts)
        await expect(store.write((transaction) => transaction.run(attempt))).rejects.toMatchObject({ code: 'forbidden' });
      // The same number twice would be an entry slipped in.
      await expect(
        store.write((transaction) =>
          transaction.run("INSERT INTO audit_entry (seq, at, event, ok, body, body_hash, hash) VALUES (1, '', 'x', ?, '{}', '', '')", [
            true,
          ]),
        ),
      ).rejects.toMatchObject({ code: 'duplicate' });
      expect(await verifyStored(log, store.reader)).toEqual({ head: before });
    });

    it('shows where it was broken by somebody with the database in hand', async () => {
      await append([
        { event: 'create', object: 'customer', record: 'r-2', after: { limit: '5000.00' } },
        { event: 'update', object: 'customer', record: 'r-2' },
      ]);
      const { seq } = await log.head(store.reader);
      await withoutGuards(store, async () => {
        await store.write((transaction) =>
          transaction.run("UPDATE audit_entry SET body = replace(body, '5000.00', '9000.00') WHERE seq = ?", [seq - 1]),
        );
      });
      expect(await verifyStored(log, store.reader)).toMatchObject({ head: { seq: seq - 2 }, fault: { seq: seq - 1 } });
      await withoutGuards(store, async () => {
        await store.write((transaction) => transaction.run('DELETE FROM audit_entry WHERE seq = ?', [seq - 1]));
      });
      expect(await verifyStored(log, store.reader)).toMatchObject({ head: { seq: seq - 2 }, fault: { seq } });
    });
  });
});

/** As JSON keeps it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** What only the owner of the database can do. */
async function withoutGuards(store: Store, run: () => Promise<void>): Promise<void> {
  if (store.dialect === 'postgres') {
    await store.write((transaction) => transaction.run('ALTER TABLE audit_entry DISABLE TRIGGER USER'));
    await run();
    await store.write((transaction) => transaction.run('ALTER TABLE audit_entry ENABLE TRIGGER USER'));
    return;
  }
  const guards = await store.reader.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_entry'");
  for (const [name] of guards) await store.write((transaction) => transaction.run(`DROP TRIGGER "${String(name)}"`));
  await run();
  for (const [, sql] of guards) await store.write((transaction) => transaction.run(String(sql)));
}
