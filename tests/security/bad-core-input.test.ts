import { beforeAll, describe, expect, it } from 'vitest';
import { isPanshiError } from '#common/errors';
import { amount, bool, date, int, link, quantity, text, time } from '#common/fields';
import { defineObject } from '#common/objects';
import type { Context } from '#core/context';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';
import { NASTY, ODD } from './testing/odd-values.ts';

/*
 * Whatever a caller writes where the gate expects a text, a number or a list: a clear refusal of the caller's making, and nothing has
 * changed.
 */

const Thing = defineObject({
  name: 'thing',
  kind: 'document',
  label: { zh: '物品', en: 'Thing' },
  module: 'test',
  title: 'name',
  fields: {
    name: text('名称', 'Name', { required: true, search: true }),
    price: amount('价格', 'Price'),
    count: int('数量', 'Count'),
    on: date('日期', 'On'),
    at: time('时间', 'At'),
    ready: bool('就绪', 'Ready'),
    next: link('后继', 'Next', 'thing'),
  },
  children: {
    parts: { label: { zh: '部件', en: 'Parts' }, fields: { part: text('部件', 'Part'), quantity: quantity('数量', 'Quantity') } },
  },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, done: { zh: '完成', en: 'Done' } },
    initial: 'draft',
    editable: ['draft'],
    actions: {
      finish: { label: { zh: '完成', en: 'Finish' }, from: ['draft'], to: 'done', input: { fields: { note: text('备注', 'Note') } } },
    },
  },
  numbering: { prefix: 'TH', on: 'finish' },
});

withStores((open) => {
  let test: TestCore;
  let boss: Context;
  let known: string;

  beforeAll(async () => {
    test = await testCore((await open()).store, [{ name: 'test', objects: [Thing] }]);
    const can = ['read', 'create', 'update', 'delete', 'export', 'action:*'] as const;
    await test.role('boss', { thing: { can } });
    boss = await test.person('boss', ['boss']);
    const { gate } = test.core;
    known = (
      await gate.create(boss, 'thing', {
        name: 'known',
        price: '1.00',
        count: 1,
        on: '2026-01-01',
        at: '2026-01-01T00:00:00Z',
        ready: true,
        parts: [{ part: 'p', quantity: '1' }],
      })
    ).id;
    await gate.create(boss, 'thing', { name: 'second', count: 2, ready: false, next: known });
    await gate.create(boss, 'thing', { name: 'third', price: '3.00' });
  });

  /** All that a refused request must leave as it was. A refusal that matters may be logged; what is logged is no success. */
  async function standing(): Promise<unknown> {
    const { reader } = test.core.store;
    const rows = await reader.rows('SELECT id, version, name, price, state, number FROM thing ORDER BY id');
    const parts = await reader.rows('SELECT id, part FROM thing__parts ORDER BY id');
    const done = await reader.rows('SELECT count(*) FROM audit_entry WHERE ok = ?', [true]);
    const taken = await reader.rows('SELECT count(*) FROM sequence');
    return { rows, parts, done, taken, tables: await tablesOf() };
  }

  async function tablesOf(): Promise<unknown> {
    const { reader } = test.core.store;
    return reader.rows(
      reader.dialect === 'sqlite'
        ? "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
        : 'SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()',
    );
  }

  /** Asks; whatever is thrown must be a refusal with a 4xx status. @returns whether it was given */
  async function fair(what: unknown, ask: () => Promise<unknown>): Promise<boolean> {
    try {
      await ask();
      return true;
    } catch (error) {
      const told = isPanshiError(error) ? error.status : `a defect: ${String(error)}`;
      if (typeof told === 'number' && told >= 400 && told < 500) return false;
      throw new Error(`${describeValue(what)} answered ${String(told)}`, { cause: error });
    }
  }

  describe('reading', () => {
    it('takes any text in any place without a fault, and changes nothing', async () => {
      const { gate } = test.core;
      const before = await standing();
      for (const nasty of NASTY) {
        for (const request of [
          { filter: nasty },
          { filter: `name == ${JSON.stringify(nasty)}` },
          { filter: `next == ${JSON.stringify(nasty)}` },
          { sort: [nasty] },
          { sort: [`-${nasty}`] },
          { fields: [nasty] },
          { fields: [`next.${nasty}`] },
          { search: nasty },
          { cursor: nasty },
          { cursor: cursor(['', [nasty]]) },
          { cursor: cursor(['name', [nasty, nasty]]), sort: ['name'] },
          { cursor: cursor(['count', [nasty, known]]), sort: ['count'] },
          { cursor: cursor(['ready', [nasty, known]]), sort: ['ready'] },
        ]) {
          await fair({ list: request }, () => gate.list(boss, 'thing', { ...request, count: true }));
          await fair({ export: request }, () => gate.export(boss, 'thing', request)[Symbol.asyncIterator]().next());
        }
        for (const object of [nasty, `thing.${nasty}`]) {
          await fair({ object }, () => gate.object(boss, object));
          await fair({ list: object }, () => gate.list(boss, object, {}));
          await fair({ read: object }, () => gate.read(boss, object, known));
          await fair({ create: object }, () => gate.create(boss, object, {}));
          await fair({ visible: object }, () => gate.visible(boss, object, [known]));
          await fair({ history: object }, () => gate.history(boss, object, known));
          await fair({ report: object }, () => gate.report(boss, object, {}));
        }
        await fair({ id: nasty }, () => gate.read(boss, 'thing', nasty));
        await fair({ readFields: nasty }, () => gate.read(boss, 'thing', known, [nasty]));
        await fair({ history: nasty }, () => gate.history(boss, 'thing', nasty));
        await fair({ visible: nasty }, () => gate.visible(boss, 'thing', [nasty, known]));
        for (const request of [
          { select: [nasty] },
          { select: [`sum(${nasty})`] },
          { select: [`count() as ${nasty}`] },
          { select: [`name as ${nasty}`], group: ['name'] },
          { select: ['name'], group: [nasty] },
          { select: ['count()'], filter: nasty },
          { select: ['name', 'count()'], group: ['name'], order: [nasty] },
          { select: ['sum(name)'] },
          { select: ['month(price)'] },
          { select: [] },
        ]) {
          await fair({ query: request }, () => gate.query(boss, { object: 'thing', ...request }));
        }
      }
      // An export that was given is logged, and nothing else.
      const after = (await standing()) as Record<string, unknown>;
      expect({ ...after, done: null }).toEqual({ ...(before as Record<string, unknown>), done: null });
    });

    it('refuses forged page positions and page sizes', async () => {
      const { gate } = test.core;
      for (const part of [
        { n: '99999999999999999999' },
        { n: '9223372036854775808' },
        { n: '1' },
        { n: 1 },
        1,
        0.5,
        true,
        null,
        [],
        {},
        '2026-01-01',
        '\u0000',
        '\ud800',
      ]) {
        for (const field of ['name', 'price', 'count', 'on', 'at', 'ready', 'next', 'id', '-price', '-ready']) {
          const parts = field === 'id' ? [part] : [part, known];
          await fair({ part, field }, () => gate.list(boss, 'thing', { sort: [field], cursor: cursor([field, parts]) }));
        }
      }
      for (const limit of [0, -1, 501, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
        await expect(gate.list(boss, 'thing', { limit })).rejects.toMatchObject({ status: 400 });
        await expect(
          gate.query(boss, { object: 'thing', select: ['count()'], limit: limit === 501 ? 10_001 : limit }),
        ).rejects.toMatchObject({ status: 400 });
      }
      for (const sort of [['count'], ['-count'], ['ready'], ['-ready'], ['price', 'ready']]) {
        const first = await gate.list(boss, 'thing', { sort, limit: 1 });
        const second = await gate.list(boss, 'thing', { sort, limit: 1, cursor: first.next ?? '' });
        const third = await gate.list(boss, 'thing', { sort, limit: 1, cursor: second.next ?? '' });
        expect(new Set([...first.records, ...second.records, ...third.records].map((record) => record.id)).size).toBe(3);
      }
    });

    it('bounds how much one request may ask for', async () => {
      const { gate } = test.core;
      const many = Array.from({ length: 5000 }, () => 'name');
      await fair('5000 fields', () => gate.list(boss, 'thing', { fields: many }));
      await fair('5000 sort keys', () => gate.list(boss, 'thing', { sort: many }));
      await fair('5000 items', () => gate.query(boss, { object: 'thing', select: many.map((name, n) => `count(${name}) as a${n}`) }));
      await fair('5000 groups', () => gate.query(boss, { object: 'thing', select: ['name'], group: many }));
      await fair('a wide filter', () =>
        gate.list(boss, 'thing', { filter: Array.from({ length: 200 }, (_, n) => `count != ${n}`).join(' && ') }),
      );
      await fair('many ids', () =>
        gate.visible(
          boss,
          'thing',
          Array.from({ length: 20_000 }, (_, n) => String(n)),
        ),
      );
    });
  });

  describe('writing', () => {
    it('refuses odd values in every field, whole', async () => {
      const { gate } = test.core;
      const before = await standing();
      for (const odd of ODD) {
        for (const field of ['price', 'count', 'on', 'at', 'ready', 'next', 'parts', 'id', 'state', 'version', 'companyId']) {
          if ((odd === true || odd === false) && field === 'ready') continue;
          if (isNothing(odd) || (Array.isArray(odd) && odd.length === 0) || fits(field, odd)) continue;
          expect(
            await fair({ field, odd }, () => gate.create(boss, 'thing', { name: 'odd', [field]: odd })),
            describeValue({ field, odd }),
          ).toBe(false);
          expect(await fair({ field, odd }, () => gate.update(boss, 'thing', known, { version: 1, [field]: odd }))).toBe(false);
        }
        const name = typeof odd === 'string' ? odd : describeValue(odd);
        if (name !== 'name')
          expect(
            await fair({ name }, () =>
              gate.create(
                boss,
                'thing',
                Object.fromEntries([
                  ['name', 'odd'],
                  [name === '' ? '?' : name, 'x'],
                ]),
              ),
            ),
          ).toBe(false);
        expect(await fair({ row: odd }, () => gate.create(boss, 'thing', { name: 'odd', parts: [odd, 1] }))).toBe(false);
        expect(
          await fair({ rowField: odd }, () => gate.create(boss, 'thing', { name: 'odd', parts: [Object.fromEntries([[name, 'x']])] })),
        ).toBe(false);
        expect(
          await fair({ rowId: odd }, () => gate.update(boss, 'thing', known, { version: 1, parts: [{ id: 'nobody', part: odd }] })),
        ).toBe(false);
        expect(await fair({ version: odd }, () => gate.update(boss, 'thing', known, { version: odd, name: 'odd' }))).toBe(false);
        expect(await fair({ id: odd }, () => gate.update(boss, 'thing', String(name), { version: 1, name: 'odd' }))).toBe(false);
        expect(await fair({ id: odd }, () => gate.remove(boss, 'thing', name))).toBe(false);
        expect(await fair({ action: odd }, () => gate.act(boss, 'thing', known, name, {}))).toBe(false);
        expect(
          await fair({ input: odd }, () => gate.act(boss, 'thing', known, 'finish', Object.fromEntries([[name === '' ? '?' : name, odd]]))),
        ).toBe(false);
      }
      expect(await standing()).toEqual(before);
    });

    it('refuses figures and days that are not exact', async () => {
      const { gate } = test.core;
      const before = await standing();
      for (const price of [0.1, 12.5, '1.001', '1e3', '٣', '1..2', '--1', '1,0.0x', '999999999999999999', Number.MAX_SAFE_INTEGER + 1]) {
        await expect(gate.create(boss, 'thing', { name: 'n', price }), String(price)).rejects.toMatchObject({
          code: 'invalid',
          details: { fields: ['price'] },
        });
      }
      for (const on of [
        '2026-02-29',
        '2026-13-01',
        '2026-00-10',
        '2026-04-31',
        '0000-00-00',
        '20260101',
        '2026-1',
        20260101,
        '2026-01-01T00:00:00Z',
      ]) {
        await expect(gate.create(boss, 'thing', { name: 'n', on }), String(on)).rejects.toMatchObject({
          code: 'invalid',
          details: { fields: ['on'] },
        });
      }
      for (const at of ['2026-02-30T00:00:00Z', '2026-01-01 00:00', '2026-01-01T25:00:00Z', '2026-01-01T00:00:00', 0]) {
        await expect(gate.create(boss, 'thing', { name: 'n', at }), String(at)).rejects.toMatchObject({
          code: 'invalid',
          details: { fields: ['at'] },
        });
      }
      await expect(
        gate.create(boss, 'thing', { name: 'n', parts: Array.from({ length: 2001 }, () => ({ part: 'p' })) }),
      ).rejects.toMatchObject({ code: 'invalid' });
      await expect(gate.create(boss, 'thing', { name: 'x'.repeat(201) })).rejects.toMatchObject({ code: 'invalid' });
      expect(await standing()).toEqual(before);
    });

    it('takes figures and days as a Chinese input method writes them', async () => {
      const made = await test.core.gate.create(boss, 'thing', {
        name: '　全角　',
        price: '１，２３４．５０',
        count: '４２',
        on: '２０２４／２／２９',
        parts: [{ part: 'ｐ', quantity: '２。５' }],
      });
      expect(made).toMatchObject({ price: '1234.50', count: 42, on: '2024-02-29', parts: [{ quantity: '2.5' }] });
      await test.core.gate.remove(boss, 'thing', made.id);
    });

    it('keeps nasty texts as texts, and finds them again', async () => {
      const { gate } = test.core;
      for (const nasty of ["' OR '1'='1", '"; DROP TABLE thing; --', 'a\\b', '%_', '$1 ? :x', '{{name}}', '=1+1']) {
        const made = await gate.create(boss, 'thing', { name: nasty });
        const found = await gate.list(boss, 'thing', { filter: `name == ${JSON.stringify(nasty)}`, count: true });
        expect(found).toMatchObject({ total: 1, records: [{ id: made.id, name: nasty }] });
        expect((await gate.list(boss, 'thing', { search: nasty })).records.map((record) => record.id)).toContain(made.id);
        await gate.remove(boss, 'thing', made.id);
      }
    });
  });
});

function cursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** An empty text is no value. */
function isNothing(odd: unknown): boolean {
  return odd === '' || odd === undefined;
}

/** Values that are odd elsewhere and right here. */
function fits(field: string, odd: unknown): boolean {
  if (field === 'count') return odd === '-0' || odd === 0 || odd === -1 || (typeof odd === 'string' && /^[+-]?\d+$/.test(odd.trim()));
  if (field === 'price') return odd === '-0' || odd === 0 || odd === -1;
  return false;
}

function describeValue(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'bigint' || typeof inner === 'symbol' || typeof inner === 'function' ? String(inner) : inner,
    )?.slice(0, 300) ?? String(value)
  );
}
