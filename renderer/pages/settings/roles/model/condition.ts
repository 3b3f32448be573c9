import type { ApiOutline } from '#common/api';
import { isPanshiError, type Text } from '#common/errors';
import { checkExpression, parseExpression, type FieldTypes, type ValueType } from '#common/expression';
import { kindOf } from '#common/fields';
import { STANDARD } from '#common/objects';
import type { Grant } from './grants.ts';
import { levelIn, rankOf } from './outline.ts';

/**
 * What is wrong with a row condition: how it is written, fields that are not there, types that do not go together, and fields that the same grant does not let
 * read, since the rows that appear would tell their values. The host looks at it again when it is saved.
 */
export function problemOfCondition(when: string, object: ApiOutline, grant: Grant, outline: readonly ApiOutline[]): Text | undefined {
  try {
    const expression = parseExpression(when);
    const type = checkExpression(expression, typesIn(object, outline));
    if (type.kind !== 'bool') return { zh: '条件应当判断是或否。', en: 'The condition should be true or false.' };
    for (const path of expression.paths) {
      const last = path.at(-1) ?? '';
      if (last === 'ownerId' || last === 'departmentId') continue;
      if (path.length === 1 && rankOf(levelIn(object, grant, last)) >= rankOf('read')) continue;
      const name = path.join('.');
      return { zh: `条件用到“${name}”，而本授权看不到它：出现哪些记录就会泄露它的值。`, en: `It reads “${name}”, which this grant does not let read: the rows that appear would tell its value.` };
    }
    return undefined;
  } catch (error) {
    if (isPanshiError(error)) return error.text;
    throw error;
  }
}

function typesIn(object: ApiOutline, outline: readonly ApiOutline[]): FieldTypes {
  return (path) => typeAt(object, path, outline);
}

function typeAt(object: ApiOutline, path: readonly string[], outline: readonly ApiOutline[]): ValueType | undefined {
  const [first = '', ...rest] = path;
  const field = object.fields.find((one) => one.name === first);
  const standard = Object.hasOwn(STANDARD, first) ? STANDARD[first as keyof typeof STANDARD] : undefined;
  const type = field === undefined ? (standard === undefined ? undefined : kindOf(standard).expressionType(standard)) : typeOf(field);
  if (type === undefined || rest.length === 0) return type;
  const target = type.kind === 'link' ? outline.find((one) => one.name === type.object) : undefined;
  return target && typeAt(target, rest, outline);
}

function typeOf({ type, to, scale }: ApiOutline['fields'][number]): ValueType | undefined {
  switch (type) {
    case 'text':
    case 'choice':
      return { kind: 'text' };
    case 'int':
    case 'bool':
    case 'date':
    case 'time':
      return { kind: type };
    case 'decimal':
      return { kind: 'decimal', scale: scale ?? 2 };
    case 'link':
      return { kind: 'link', object: to ?? '' };
    default:
      return undefined;
  }
}
