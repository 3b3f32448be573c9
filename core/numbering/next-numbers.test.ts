import { beforeAll, expect, it } from 'vitest';
import { date, text } from '#common/fields';
import { defineObject } from '#common/objects';
import type { Context } from '#core/context';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';
import { openNextNumbers, type NextNumbers } from './next-numbers.ts';

const label = { zh: '凭单', en: 'Slip' };
const Slip = defineObject({
  name: 'slip',
  kind: 'document',
  label,
  module: 'test',
  title: 'number',
  fields: { date: date('日期', 'Date', { required: true }), note: text('说明', 'Note') },
  lifecycle: { states: { draft: label, posted: label }, initial: 'draft', editable: ['draft'], actions: { post: { label, from: ['draft'], to: 'posted' } } },
  numbering: { prefix: 'SL', on: 'post' },
});
const Plain = defineObject({ name: 'plain', kind: 'master', label, module: 'test', title: 'note', fields: { note: text('说明', 'Note') } });

withStores((open) => {
  let test: TestCore;
  let next: NextNumbers;
  /** Decides on numbers, works in the company. */
  let boss: Context;
  let officer: Context;

  beforeAll(async () => {
    test = await testCore((await open()).store, [{ name: 'test', objects: [Slip, Plain] }]);
    next = openNextNumbers(test.core);
    await test.role('boss', { slip: { can: ['read', 'create', 'action:*'] }, customisation: { can: ['read', 'create'] } });
    await test.role('clerk', { slip: { can: ['read', 'create', 'action:*'] }, customisation: { can: ['read'] } });
    await test.role('officer', { customisation: { can: ['read', 'create'] } });
    boss = at('2026-11-22', await test.person('boss', ['boss']));
    officer = { ...at('2026-11-22', await test.person('officer', ['officer'])), company: null };
  });

  function at(day: string, context: Context): Context {
    return { ...context, clock: () => new Date(`${day}T12:00:00`) };
  }

  async function post(who: Context, day: string): Promise<unknown> {
    const { id } = await test.core.gate.create(who, 'slip', { date: day });
    await test.core.gate.act(who, 'slip', id, 'post', {});
    return (await test.core.gate.read(who, 'slip', id))['number'];
  }

  const numbers = async (who: Context, rule?: { prefix: string; per: string; digits: number }) =>
    (await next.read(who, rule && { object: 'slip', ...rule })).map(({ number }) => number);

  it('tells the number that the next document gets, as often as it is asked, and takes none', async () => {
    expect(await numbers(boss)).toEqual(['SL-2026-000001']);
    await Promise.all(Array.from({ length: 20 }, () => numbers(boss)));
    expect(await post(boss, '2026-11-22')).toBe('SL-2026-000001');
    expect(await numbers(boss)).toEqual(['SL-2026-000002']);
    expect(await next.read(boss)).toEqual([{ object: 'slip', company: test.company, number: 'SL-2026-000002' }]);
    expect(await post(boss, '2026-11-22')).toBe('SL-2026-000002');
    // Next year's row has not begun; a document of this year that is posted then goes on with this year's.
    expect(await numbers(at('2027-01-01', boss))).toEqual(['SL-2027-000001']);
    expect(await post(at('2027-01-01', boss), '2026-12-31')).toBe('SL-2026-000003');
  });

  it('tells what another rule would come to, before it is one: a new row begins at 1, an earlier one goes on', async () => {
    const rule = { prefix: 'XS', per: 'ever', digits: 4 };
    const last = (await numbers(boss))[0];
    expect(await numbers(boss, rule)).toEqual(['XS-0001']);
    expect(await numbers(boss, { ...rule, prefix: 'SL', per: 'year', digits: 8 })).toEqual([last?.replace('SL-2026-', 'SL-2026-00')]);
    const id = await test.core.customise.add(boss, { change: 'numbering', object: 'slip', ...rule });
    expect(await post(boss, '2026-11-22')).toBe('XS-0001');
    expect(await numbers(boss)).toEqual(['XS-0002']);
    expect(await numbers(boss, { prefix: 'SL', per: 'year', digits: 6 })).toEqual([last]);
    await test.core.customise.undo(boss, id);
    expect(await numbers(boss)).toEqual([last]);
    expect(await numbers(boss, rule)).toEqual(['XS-0002']);
  });

  it('is told to who decides on it alone, each company’s in that company', async () => {
    const clerk = await test.person('clerk', ['clerk']);
    await expect(next.read(clerk)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await test.found('T2');
    const here = await numbers(boss);
    expect(await next.read({ ...boss, company: other })).toEqual([{ object: 'slip', company: other, number: 'SL-2026-000001' }]);
    expect(await next.read(officer)).toEqual([
      { object: 'slip', company: test.company, number: here[0] },
      { object: 'slip', company: other, number: 'SL-2026-000001' },
    ]);
  });

  it('refuses rules that could not be made', async () => {
    const rule = { object: 'slip', prefix: 'XS', per: 'year', digits: 5 };
    for (const wrong of [{ object: 'plain' }, { object: 'nothing' }, { object: 'constructor' }, { prefix: 'X-1' }, { prefix: '' }, { per: 'month' }, { digits: 2 }, { digits: Number.NaN }]) {
      await expect(next.read(boss, { ...rule, ...wrong }), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'invalid' });
    }
  });
});
