import { maskText } from '../mask.ts';
import type { DateField } from '../field.ts';
import type { FieldKind } from '../field-kind.ts';
import { normaliseWidth } from '../width.ts';
import { problem } from './problem.ts';

const WRITTEN = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;

export const dateKind: FieldKind<DateField> = {
  column: 'text',
  parse(input) {
    const match = typeof input === 'string' ? WRITTEN.exec(normaliseWidth(input)) : null;
    if (!match) return problem('应为 YYYY-MM-DD 日期', 'must be a date YYYY-MM-DD');
    const [, year = '', month = '', day = ''] = match;
    const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const real = new Date(`${value}T00:00:00Z`);
    if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== value) return problem('没有这一天', 'is not a day of the calendar');
    return { ok: true, value };
  },
  encode: (value) => value as string,
  decode: (stored) => stored as string,
  mask: () => maskText(''),
  expressionType: () => ({ kind: 'date' }),
  schema: () => ({ type: 'string', format: 'date' }),
};
