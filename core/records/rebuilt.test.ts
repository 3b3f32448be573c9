import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { amount, bool, quantity, text } from '#common/fields';
import { defineObject } from '#common/objects';
import type { Context } from '#core/context';
import { rebuilt } from '#core/records';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';

const Bill = defineObject({
  name: 'bill',
  kind: 'document',
  label: { zh: '账单', en: 'Bill' },
  module: 'test',
  title: 'note',
  fields: { note: text('备注', 'Note'), sum: amount('金额', 'Sum'), paid: bool('已付', 'Paid') },
  children: {
    lines: { label: { zh: '明细', en: 'Lines' }, fields: { item: text('项目', 'Item'), quantity: quantity('数量', 'Quantity') } },
    marks: { label: { zh: '标记', en: 'Marks' }, fields: { mark: text('标记', 'Mark') } },
  },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, sent: { zh: '已发', en: 'Sent' } },
    initial: 'draft',
    editable: ['draft', 'sent'],
    actions: { send: { label: { zh: '发出', en: 'Send' }, from: ['draft', 'sent'], to: 'sent' } },
  },
  numbering: { prefix: 'BL', on: 'send' },
});

/** A step in a bill's life; `keep` says which of its rows stay, in which turn. */
type Step =
  | { readonly kind: 'fields'; readonly patch: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'rows';
      readonly child: 'lines' | 'marks';
      readonly keep: readonly number[];
      readonly changes: readonly (string | null)[];
      readonly added: readonly string[];
    }
  | { readonly kind: 'send' | 'archive' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('fields' as const),
    patch: fc.record(
      { note: fc.constantFrom(null, 'a', '磐石'), sum: fc.constantFrom(null, '0.10', '99.99'), paid: fc.constantFrom(true, false, null) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    kind: fc.constant('rows' as const),
    child: fc.constantFrom('lines' as const, 'marks' as const),
    keep: fc.uniqueArray(fc.nat(4), { maxLength: 4 }),
    changes: fc.array(fc.constantFrom(null, 'x', 'y'), { minLength: 4, maxLength: 4 }),
    added: fc.array(fc.constantFrom('n', 'm'), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constantFrom('send' as const, 'archive' as const) }),
);

withStores((open, dialect) => {
  let test: TestCore;
  let boss: Context;
  let tick = Date.parse('2026-01-01T00:00:00.000Z');

  beforeAll(async () => {
    test = await testCore((await open()).store, [{ name: 'test', objects: [Bill] }]);
    await test.role('boss', { bill: { can: ['read', 'create', 'update', 'delete', 'action:*'] } });
    boss = { ...(await test.person('boss', ['boss'])), clock: () => new Date(tick) };
  });

  it('puts a record together from the log as it was at every past moment', async () => {
    const { gate, store, audit, registry } = test.core;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), fc.boolean(), async (steps, removed) => {
        const made = await gate.create(boss, 'bill', { note: 'begin', lines: [{ item: 'first', quantity: '1' }] });
        const moments = [{ at: tick, record: await gate.read(boss, 'bill', made.id) }];
        for (const one of steps) {
          tick += 1000;
          await take(one, moments.at(-1)?.record ?? made);
          moments.push({ at: tick, record: await gate.read(boss, 'bill', made.id) });
        }
        tick += 1000;
        const sent = moments.at(-1)?.record['number'] !== null;
        if (removed && !sent) await gate.remove(boss, 'bill', made.id);
        const gone = tick;
        tick += 1000;
        const entries = await audit.ofRecord(store.reader, 'bill', made.id);
        const at = (time: number): unknown => rebuilt(entries, new Date(time).toISOString(), registry(), 'bill');
        expect(at((moments[0]?.at ?? 0) - 1)).toBeUndefined();
        for (const { at: time, record } of moments) {
          expect(told(at(time))).toEqual(told(record));
          expect(told(at(time + 999))).toEqual(told(record));
        }
        if (removed && !sent) expect(at(gone)).toBeUndefined();
      }),
      { numRuns: dialect === 'sqlite' ? 150 : 25 },
    );
  });

  async function take(one: Step, record: Readonly<Record<string, unknown>> & { id: string }): Promise<unknown> {
    const { gate } = test.core;
    const { version } = record;
    switch (one.kind) {
      case 'fields':
        return gate.update(boss, 'bill', record.id, { version, ...one.patch });
      case 'archive':
        return gate.update(boss, 'bill', record.id, { version, archived: record['archived'] !== true });
      case 'send':
        return gate.act(boss, 'bill', record.id, 'send', {});
      case 'rows': {
        const field = one.child === 'lines' ? 'item' : 'mark';
        const rows = (record[one.child] ?? []) as { id: string }[];
        const kept = one.keep
          .flatMap((index) => rows[index] ?? [])
          .map(({ id }, index) => ({ id, ...(one.changes[index] ? { [field]: one.changes[index] } : {}) }));
        return gate.update(boss, 'bill', record.id, { version, [one.child]: [...kept, ...one.added.map((value) => ({ [field]: value }))] });
      }
    }
  }
});

/** What a record says, without what each writing raises, and without what is empty: the log does not keep that. */
function told(record: unknown): unknown {
  if (Array.isArray(record)) return record.map(told);
  if (typeof record !== 'object' || record === null) return record;
  const skipped = new Set(['version', 'updatedAt', 'updatedBy', 'parentId']);
  const kept = Object.entries(record).filter(
    ([name, value]) => !skipped.has(name) && value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, told(value)]));
}
