import { maskText } from '../mask.ts';
import type { TimeField } from '../field.ts';
import type { FieldKind } from '../field-kind.ts';
import { problem } from './problem.ts';

const WRITTEN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

export const timeKind: FieldKind<TimeField> = {
  column: 'text',
  parse(input) {
    const at = typeof input === 'string' && WRITTEN.test(input) ? new Date(input) : undefined;
    // Date reads 30 February as 2 March: the day is asked for by itself.
    const day = typeof input === 'string' ? new Date(`${input.slice(0, 10)}T00:00:00Z`) : at;
    if (!at || Number.isNaN(at.getTime()) || !day || !day.toISOString().startsWith(String(input).slice(0, 10))) return problem('应为带时区的 ISO 时间', 'must be an ISO time with its zone');
    return { ok: true, value: at.toISOString() };
  },
  encode: (value) => value as string,
  decode: (stored) => stored as string,
  mask: () => maskText(''),
  expressionType: () => ({ kind: 'time' }),
  schema: () => ({ type: 'string', format: 'date-time' }),
};
