import { maskText } from '../mask.ts';
import type { JsonField, JsonValue } from '../field.ts';
import type { FieldKind } from '../field-kind.ts';
import { problem } from './problem.ts';

// Longest structured value in characters.
const MAX = 100_000;

export const jsonKind: FieldKind<JsonField> = {
  column: 'json',
  parse(input) {
    const written = JSON.stringify(input);
    if (written === undefined || typeof input === 'string') return problem('应为结构化的值', 'must be a structured value');
    return written.length > MAX ? problem('内容过长', 'is too long') : { ok: true, value: JSON.parse(written) as JsonValue };
  },
  encode: (value) => JSON.stringify(value),
  decode: (stored) => JSON.parse(String(stored)) as JsonValue,
  mask: () => maskText(''),
  expressionType: () => ({ kind: 'null' }),
  schema: () => ({}),
};
