import { expect, it } from 'vitest';
import { cellFor, rowsOf } from './rows.ts';
import { field } from './testing.ts';

it('rows keep their line of the file, leave out what is not mapped, and empty ones are none', () => {
  expect(rowsOf([['007', 'x', '上海'], ['', 'y', ' '], ['8', '', '']], ['code', '', 'city'], 2)).toEqual([
    { line: 2, cells: { code: '007', city: '上海' } }, { line: 4, cells: { code: '8', city: '' } },
  ]);
});

it('rows know the key of their document, whether its column is a field or not', () => {
  expect(rowsOf([['D1', 'x'], ['', 'y'], ['D2', '']], ['', 'code'], 2, 0)).toEqual([{ line: 2, cells: { code: 'x' }, key: 'D1' }, { line: 3, cells: { code: 'y' }, key: '' }]);
});

it('cells go to the host as they are, but for moments of this zone', () => {
  const moment = field('at', '时间', 'At', { type: 'time' });
  expect(cellFor('2026-11-22 14:30:00', moment, '2026-11-22')).toBe(new Date(2026, 10, 22, 14, 30).toISOString());
  expect([cellFor('007', field('code', '编码', 'Code'), '2026-11-22'), cellFor(false, undefined, '2026-11-22'), cellFor('nonsense', moment, '2026-11-22')]).toEqual(['007', false, 'nonsense']);
});
