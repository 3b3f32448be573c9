import { maskText } from '../mask.ts';
import type { TextField } from '../field.ts';
import type { FieldKind } from '../field-kind.ts';
import { problem } from './problem.ts';

// Control characters other than tab, newline and return have no place in a business text, and NUL ends strings in some databases.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export const textKind: FieldKind<TextField> = {
  column: 'text',
  parse(input, field) {
    if (typeof input !== 'string') return problem('应为文字', 'must be text');
    const value = field.long ? input : input.trim();
    if (!value.isWellFormed() || CONTROL.test(value)) return problem('含有不可用的控制字符', 'holds a control character');
    if (value.length > field.max) return problem(`最长 ${field.max} 个字符`, `at most ${field.max} characters`);
    return { ok: true, value: value === '' ? null : value };
  },
  encode: (value) => value as string,
  decode: (stored) => stored as string,
  mask: (value, field) => maskText(String(value), field.mask),
  expressionType: () => ({ kind: 'text' }),
  schema: (field) => ({ type: 'string', maxLength: field.max }),
};
