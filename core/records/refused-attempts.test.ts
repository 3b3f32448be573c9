import { beforeAll, expect, it } from 'vitest';
import { refuse } from '#common/errors';
import { amount, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { verifyStored } from '#core/audit';
import type { Context } from '#core/context';
import { onAction } from '#core/module';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';

const Loan = defineObject({
  name: 'loan',
  kind: 'document',
  label: { zh: '借款', en: 'Loan' },
  module: 'test',
  title: 'name',
  fields: { name: text('名称', 'Name', { required: true }), rate: amount('利率', 'Rate') },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, out: { zh: '已放', en: 'Out' } },
    initial: 'draft',
    editable: ['draft'],
    actions: { pay: { label: { zh: '放款', en: 'Pay out' }, from: ['draft'], to: 'out' } },
  },
  numbering: { prefix: 'LN', on: 'pay' },
});

const program = { name: 'loans', may: { loan: ['read', 'create', 'update'] as const } };

const module = {
  name: 'test',
  objects: [Loan],
  actions: [
    onAction(Loan, 'pay', program, async (work) => {
      await work.create(Loan, { name: 'made on the way' });
      throw refuse('credit_exceeded', '超出额度。', 'Over the limit.');
    }),
  ],
};

withStores((open) => {
  let test: TestCore;
  let boss: Context;
  let clerk: Context;

  beforeAll(async () => {
    test = await testCore((await open()).store, [module]);
    await test.role('boss', { loan: { can: ['read', 'create', 'update', 'delete', 'action:*'] } });
    await test.role('clerk', { loan: { can: ['read', 'update'], fields: { name: 'write' } } });
    boss = await test.person('boss', ['boss']);
    clerk = await test.person('clerk', ['clerk']);
  });

  async function entriesAfter(seq: number): Promise<Record<string, unknown>[]> {
    const { audit, store } = test.core;
    return (await audit.after(store.reader, seq, 100)).map((entry) => JSON.parse(entry.body) as Record<string, unknown>);
  }

  it('are in the log after their work was rolled back, with who, what, which fields and why', async () => {
    const { gate, audit, store } = test.core;
    const loan = await gate.create(boss, 'loan', { name: 'l', rate: '4.35' });
    const { seq } = await audit.head(store.reader);
    await expect(gate.update(clerk, 'loan', loan.id, { version: 1, name: 'm', rate: '1.00' })).rejects.toMatchObject({
      code: 'field_denied',
    });
    await expect(gate.remove(clerk, 'loan', loan.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(gate.list(clerk, 'loan', { sort: ['rate'] })).rejects.toMatchObject({ code: 'field_denied' });
    await expect(gate.act(boss, 'loan', loan.id, 'pay', {})).rejects.toMatchObject({ code: 'credit_exceeded' });
    const entries = await entriesAfter(seq);
    expect(entries.map(({ event, record, ok, reason, after, name }) => ({ event, record, ok, reason, after, name }))).toEqual([
      { event: 'update', record: loan.id, ok: false, reason: 'field_denied', after: { fields: ['rate'] }, name: 'clerk' },
      { event: 'delete', record: loan.id, ok: false, reason: 'forbidden', after: null, name: 'clerk' },
      { event: 'records.list', record: null, ok: false, reason: 'field_denied', after: { fields: ['rate'] }, name: 'clerk' },
      { event: 'pay', record: loan.id, ok: false, reason: 'credit_exceeded', after: null, name: 'boss' },
    ]);
    // Nothing else of them is left: neither the record made on the way nor a number.
    expect((await gate.list(boss, 'loan', { count: true, filter: 'name == "made on the way"' })).total).toBe(0);
    expect(await gate.read(boss, 'loan', loan.id)).toMatchObject({ name: 'l', version: 1, number: null, state: 'draft' });
    expect((await verifyStored(audit, store.reader)).fault).toBeUndefined();
  });

  it('are no part of what people are told of a record', async () => {
    const { gate } = test.core;
    const loan = await gate.create(boss, 'loan', { name: 'l' });
    await expect(gate.remove(clerk, 'loan', loan.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await gate.history(boss, 'loan', loan.id)).map((entry) => entry.event)).toEqual(['create']);
  });

  it('hold no endless names that somebody sent', async () => {
    const { gate, audit, store } = test.core;
    const { seq } = await audit.head(store.reader);
    const names = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${n}`.padStart(5000, 'x'), 1]));
    await expect(gate.create(boss, 'loan', names)).rejects.toMatchObject({ code: 'field_denied' });
    const [entry] = await entriesAfter(seq);
    expect(JSON.stringify(entry).length).toBeLessThan(10_000);
  });
});
