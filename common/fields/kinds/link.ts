import { maskText } from '../mask.ts';
import type { LinkField } from '../field.ts';
import type { FieldKind } from '../field-kind.ts';
import { problem } from './problem.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const linkKind: FieldKind<LinkField> = {
  column: 'text',
  parse: (input) => (typeof input === 'string' && UUID.test(input) ? { ok: true, value: input } : problem('应为记录的标识', 'must be the id of a record')),
  encode: (value) => value as string,
  decode: (stored) => stored as string,
  mask: () => maskText(''),
  expressionType: (field) => ({ kind: 'link', object: field.to }),
  schema: (field) => ({ type: 'string', format: 'uuid', description: `id of a ${field.to}` }),
};
