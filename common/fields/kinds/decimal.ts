import { fromScaled, toScaled } from '#common/decimal';
import { maskText } from '../mask.ts';
import type { DecimalField } from '../field.ts';
import type { FieldKind } from '../field-kind.ts';
import { normaliseWidth } from '../width.ts';
import { problem } from './problem.ts';

// 17 digits in all keep every sum of a hundred rows inside 64 bits; larger sums are refused by the database, never wrapped.
const DIGITS = 17;

/** Thousands separators are read where they separate thousands. `1,5` is one and a half to many people and fifteen to none: it is refused. */
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;

function written(input: unknown): string | undefined {
  if (typeof input === 'string') {
    const plain = normaliseWidth(input);
    return GROUPED.test(plain) ? plain.replaceAll(',', '') : plain;
  }
  if (typeof input === 'number' && Number.isSafeInteger(input)) return input.toString();
  return undefined;
}

export const decimalKind: FieldKind<DecimalField> = {
  column: 'integer',
  parse(input, field) {
    const text = written(input);
    if (text === undefined) return problem('应为以字符串写出的数', 'must be a decimal written as a string');
    const scaled = toScaled(text, field.scale);
    if (scaled === undefined) return problem(`应为至多 ${field.scale} 位小数的数`, `must be a decimal of at most ${field.scale} places`);
    if (scaled.toString().replace('-', '').length > DIGITS) return problem('数值过大', 'is too large');
    const min = field.min === undefined ? undefined : toScaled(field.min, field.scale);
    if (min !== undefined && scaled < min) return problem(`不得小于 ${field.min}`, `must be at least ${field.min}`);
    const max = field.max === undefined ? undefined : toScaled(field.max, field.scale);
    if (max !== undefined && scaled > max) return problem(`不得大于 ${field.max}`, `must be at most ${field.max}`);
    return { ok: true, value: fromScaled(scaled, field.scale, field.shown) };
  },
  encode(value, field) {
    const scaled = toScaled(String(value), field.scale);
    if (scaled === undefined) throw new RangeError(`not a decimal of scale ${field.scale}: ${String(value)}`);
    return scaled;
  },
  decode: (stored, field) => fromScaled(stored as bigint | number, field.scale, field.shown),
  mask: () => maskText(''),
  expressionType: (field) => ({ kind: 'decimal', scale: field.scale }),
  schema: (field) => ({
    type: 'string',
    format: 'decimal',
    pattern: `^-?\\d+(\\.\\d{1,${field.scale}})?$`,
    description: `${field.unit}, up to ${field.scale} places`,
  }),
};
