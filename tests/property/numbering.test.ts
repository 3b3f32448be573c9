import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { refuse } from '#common/errors';
import { amount, choice, date, text } from '#common/fields';
import { defineObject } from '#common/objects';
import type { Context } from '#core/context';
import { onAction, type Module } from '#core/module';
import type { Program } from '#core/records';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';

const LABEL = { zh: '凭单', en: 'Slip' };
const states = { draft: { zh: '草稿', en: 'Draft' }, posted: { zh: '已过账', en: 'Posted' } };
const post = { label: { zh: '过账', en: 'Post' }, from: ['draft'], to: 'posted' };

const Slip = defineObject({
  name: 'slip',
  kind: 'document',
  label: LABEL,
  module: 'test',
  title: 'number',
  fields: {
    date: date('日期', 'Date', { required: true }),
    fate: choice('结局', 'Fate', { good: LABEL, refused: LABEL, thrown: LABEL, late: LABEL }, { required: true }),
  },
  lifecycle: { states, initial: 'draft', editable: ['draft'], actions: { post } },
  numbering: { prefix: 'SL', on: 'post' },
});

const Tag = defineObject({
  name: 'tag',
  kind: 'document',
  label: LABEL,
  module: 'test',
  title: 'number',
  fields: { text: text('文字', 'Text') },
  lifecycle: { states, initial: 'draft', editable: ['draft'], actions: { post } },
  numbering: { prefix: 'TG', on: 'post', per: 'ever', digits: 4 },
});

const Entry = defineObject({
  name: 'entry',
  kind: 'ledger',
  label: LABEL,
  module: 'test',
  title: 'text',
  fields: { text: text('摘要', 'Text'), amount: amount('金额', 'Amount', { required: true }) },
  children: { parts: { label: LABEL, fields: { part: text('分项', 'Part') } } },
});

const Balance = defineObject({
  name: 'balance',
  kind: 'ledger',
  derived: true,
  label: LABEL,
  module: 'test',
  title: 'account',
  fields: { account: text('科目', 'Account'), amount: amount('余额', 'Amount', { required: true }) },
});

const POSTING: Program = {
  name: 'posting',
  may: { slip: ['read', 'update'], entry: ['read', 'create', 'update', 'delete'], balance: ['read', 'create', 'update', 'delete'] },
};

const module: Module = {
  name: 'test',
  objects: [Slip, Tag, Entry, Balance],
  actions: [
    onAction(Slip, 'post', POSTING, async (work, slip) => {
      await work.create(Entry, { text: slip.id, amount: '1.00', parts: [{ part: 'p' }] });
      if (slip.fate === 'refused') throw refuse('period_closed', '期间已结账。', 'The period is closed.');
      if (slip.fate === 'thrown') throw new RangeError('a defect');
      return slip.fate === 'late' ? { patch: { date: null } } : {};
    }),
  ],
};

withStores((open, dialect) => {
  let test: TestCore;
  let boss: Context;
  let year = 2030;

  beforeAll(async () => {
    test = await testCore((await open()).store, [module]);
    const can = ['read', 'create', 'update', 'delete', 'action:*'] as const;
    await test.role('boss', { slip: { can }, tag: { can }, entry: { can }, balance: { can } });
    boss = await test.person('boss', ['boss']);
  });

  describe('numbers given at posting', () => {
    it('are 1 to N of their year without a gap, whoever posts at once, and whatever is refused, thrown or rolled back', async () => {
      const { gate, store } = test.core;
      const fates = fc.array(fc.constantFrom('good', 'good', 'good', 'refused', 'thrown', 'late', 'undone', 'twice'), {
        minLength: 1,
        maxLength: 16,
      });
      await fc.assert(
        fc.asyncProperty(fates, async (all) => {
          year += 1;
          const slips = await Promise.all(
            all.map((fate) =>
              gate.create(boss, 'slip', { date: `${year}-05-05`, fate: fate === 'undone' || fate === 'twice' ? 'good' : fate }),
            ),
          );
          const posted = await Promise.allSettled(
            slips.flatMap((slip, n) => {
              const posting = (): Promise<unknown> => gate.act(boss, 'slip', slip.id, 'post', {});
              if (all[n] === 'twice') return [posting(), posting()];
              return [
                all[n] === 'undone'
                  ? store.write(async () => (await posting(), Promise.reject(new RangeError('undone afterwards'))))
                  : posting(),
              ];
            }),
          );
          const good = all.filter((fate) => fate === 'good' || fate === 'twice').length;
          expect(posted.filter((one) => one.status === 'fulfilled').length).toBe(good);
          const numbered = await gate.list(boss, 'slip', {
            fields: ['number', 'state'],
            filter: `date >= "${year}-01-01" && number != null`,
            limit: 500,
          });
          const numbers = numbered.records.map((slip) => slip['number']).toSorted();
          expect(numbers).toEqual(Array.from({ length: good }, (_, n) => `SL-${year}-${String(n + 1).padStart(6, '0')}`));
          expect(numbered.records.every((slip) => slip['state'] === 'posted')).toBe(true);
          // One entry in the ledger for each number, none for what failed.
          const ids = new Set(slips.map((slip) => slip.id));
          const entries = (await store.reader.rows('SELECT text FROM entry')).filter(([id]) => ids.has(String(id)));
          expect(entries.length).toBe(good);
        }),
        { numRuns: dialect === 'sqlite' ? 60 : 20 },
      );
    });

    it('have a row of their own in each company, and one for ever where the object says so', async () => {
      const { gate } = test.core;
      const other = await test.found('T2');
      const postTag = async (company: string, now: string): Promise<unknown> => {
        const context: Context = { ...boss, company, clock: () => new Date(now) };
        const tag = await gate.create(context, 'tag', { text: 't' });
        return (await gate.act(context, 'tag', tag.id, 'post', {}))['number'];
      };
      expect([
        await postTag(test.company, '2026-12-31T10:00:00Z'),
        await postTag(test.company, '2027-01-01T10:00:00Z'),
        await postTag(other, '2027-01-01T10:00:00Z'),
      ]).toEqual(['TG-0001', 'TG-0002', 'TG-0001']);
    });
  });

  describe('a ledger', () => {
    it('is written by the program only, whatever a role grants', async () => {
      const { gate } = test.core;
      await expect(gate.create(boss, 'entry', { amount: '1' })).rejects.toMatchObject({ code: 'forbidden' });
      const { records } = await gate.list(boss, 'entry', { limit: 1 });
      const [entry] = records;
      await expect(gate.update(boss, 'entry', entry?.id ?? '', { version: 1, amount: '2' })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(gate.remove(boss, 'entry', entry?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('takes no change and no deletion at the database, from programs neither; a derived balance does', async () => {
      const { core } = test;
      const made = await core.work(boss, POSTING, async (work) => ({
        entry: await work.create(Entry, { amount: '1.00', parts: [{ part: 'p' }] }),
        balance: await work.create(Balance, { account: '1001', amount: '1.00' }),
      }));
      const before = await rows();
      await expect(core.work(boss, POSTING, (work) => work.change(Entry, made.entry.id, { amount: '2.00' }))).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(core.work(boss, POSTING, (work) => work.remove(Entry, made.entry.id))).rejects.toMatchObject({ code: 'forbidden' });
      const statements = [
        'UPDATE entry SET amount = 5',
        'DELETE FROM entry',
        'UPDATE entry__parts SET part = NULL',
        'DELETE FROM entry__parts',
      ];
      if (dialect === 'postgres') statements.push('TRUNCATE entry__parts', 'TRUNCATE entry CASCADE');
      for (const statement of statements) {
        await expect(
          core.store.write((transaction) => transaction.run(statement)),
          statement,
        ).rejects.toMatchObject({ code: 'forbidden' });
      }
      expect(await rows()).toEqual(before);
      await core.work(boss, POSTING, (work) => work.change(Balance, made.balance.id, { amount: '2.00' }));
      expect(await core.store.reader.rows('SELECT amount FROM balance WHERE id = ?', [made.balance.id])).toEqual([[200n]]);
    });

    async function rows(): Promise<unknown> {
      const { reader } = test.core.store;
      return [
        await reader.rows('SELECT id, amount FROM entry ORDER BY id'),
        await reader.rows('SELECT id, part FROM entry__parts ORDER BY id'),
      ];
    }
  });
});
