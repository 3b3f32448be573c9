import { expect, it } from 'vitest';
import type { FieldView } from '#renderer/host';
import { cellsFor, rowsOf, twice } from './rows.ts';

const field = (name: string, type: string, options: FieldView['options'] = {}): FieldView => ({
  name, type, label: { zh: name, en: name }, level: 'write', writable: ['create'], required: false, options,
});

it('rows keep their line of the file, leave out what is not mapped, and empty ones are none', () => {
  expect(rowsOf([['007', 'x', '上海'], ['', 'y', ' '], ['8', '', '']], ['code', '', 'city'], 2)).toEqual([
    { line: 2, cells: { code: '007', city: '上海' } }, { line: 4, cells: { code: '8', city: '' } },
  ]);
});

it('cells go to the host as they are, but for moments of this zone and empty ones', () => {
  const fields = new Map([field('code', 'text'), field('at', 'time'), field('ok', 'bool')].map((one) => [one.name, one]));
  const cells = cellsFor({ line: 1, cells: { code: '007', at: '2026-11-22 14:30:00', ok: false, city: '' } }, fields, '2026-11-22');
  expect(cells).toEqual({ code: '007', at: new Date(2026, 10, 22, 14, 30).toISOString(), ok: false });
});

it('a value that must differ is told where it stands a second time', () => {
  const row = (line: number, code: string) => ({ line, cells: { code, city: '上海' } });
  expect([...twice([row(2, 'A'), row(3, 'B'), row(4, 'A '), row(5, '')], [field('code', 'text', { unique: true }), field('city', 'text')])]).toEqual([[2, { field: 'code', line: 2 }]]);
});
