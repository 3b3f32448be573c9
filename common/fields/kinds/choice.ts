import { maskText } from '../mask.ts';
import type { ChoiceField } from '../field.ts';
import type { FieldKind } from '../field-kind.ts';
import { problem } from './problem.ts';

export const choiceKind: FieldKind<ChoiceField> = {
  column: 'text',
  parse(input, field) {
    if (typeof input === 'string' && Object.hasOwn(field.values, input)) return { ok: true, value: input };
    const names = Object.keys(field.values).join(', ');
    return problem(`应为其中之一：${names}`, `must be one of: ${names}`);
  },
  encode: (value) => value as string,
  decode: (stored) => stored as string,
  mask: () => maskText(''),
  expressionType: () => ({ kind: 'text' }),
  schema: (field) => ({ type: 'string', enum: Object.keys(field.values) }),
};
