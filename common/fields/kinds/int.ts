import { maskText } from '../mask.ts';
import type { IntField } from '../field.ts';
import type { FieldKind } from '../field-kind.ts';
import { normaliseWidth } from '../width.ts';
import { problem } from './problem.ts';

export const intKind: FieldKind<IntField> = {
  column: 'integer',
  parse(input, field) {
    const value = typeof input === 'string' && /^[+-]?\d{1,16}$/.test(normaliseWidth(input)) ? Number(normaliseWidth(input)) : input;
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return problem('应为整数', 'must be a whole number');
    if (field.min !== undefined && value < field.min) return problem(`不得小于 ${field.min}`, `must be at least ${field.min}`);
    if (field.max !== undefined && value > field.max) return problem(`不得大于 ${field.max}`, `must be at most ${field.max}`);
    return { ok: true, value };
  },
  encode: (value) => value as number,
  decode: (stored) => Number(stored),
  mask: () => maskText(''),
  expressionType: () => ({ kind: 'int' }),
  schema: (field) => ({
    type: 'integer',
    ...(field.min === undefined ? {} : { minimum: field.min }),
    ...(field.max === undefined ? {} : { maximum: field.max }),
  }),
};
