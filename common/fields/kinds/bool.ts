import { maskText } from '../mask.ts';
import type { BoolField } from '../field.ts';
import type { FieldKind } from '../field-kind.ts';
import { problem } from './problem.ts';

export const boolKind: FieldKind<BoolField> = {
  column: 'boolean',
  parse: (input) => (typeof input === 'boolean' ? { ok: true, value: input } : problem('应为 true 或 false', 'must be true or false')),
  encode: (value) => value as boolean,
  decode: (stored) => (typeof stored === 'boolean' ? stored : Number(stored) !== 0),
  mask: () => maskText(''),
  expressionType: () => ({ kind: 'bool' }),
  schema: () => ({ type: 'boolean' }),
};
