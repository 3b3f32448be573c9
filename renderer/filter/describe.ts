import { display } from '#renderer/fields';
import { say } from '#renderer/language';
import { isGroup, type Item } from './filter.ts';
import { fieldAt, type FieldAt, type Find } from './paths.ts';
import type { ApiObject } from '#common/api';
import { words } from './words.ts';

/** What a linked record is called; the id while nobody knows. */
export type TitleOf = (object: string, id: string) => string;

/** A condition in words: `客户 是 北风贸易`. */
export function describe(item: Item, definition: ApiObject, find: Find, titleOf: TitleOf): string {
  if (isGroup(item)) {
    const inner = item.items.map((one) => describe(one, definition, find, titleOf));
    return inner.length === 1 ? (inner[0] ?? '') : inner.map((text) => (text.includes(` ${words('or')} `) ? `(${text})` : text)).join(` ${words(item.all ? 'and' : 'or')} `);
  }
  const found = fieldAt(definition, item.path, find);
  const label = found === undefined ? item.path : say(found.label);
  const values = item.values.map((value) => valueText(value, found, titleOf));
  switch (item.operator) {
    case 'empty':
      return `${label} ${words('empty-value')}`;
    case 'filled':
    case 'yes':
    case 'no':
      return `${label} ${words(item.operator)}`;
    case 'period':
      return `${label} ${words(`p_${item.values[0] ?? 'today'}` as 'p_today')}`;
    case 'between':
      return `${label} ${values[0] ?? ''} – ${values[1] ?? ''}`;
    case 'in':
    case 'not-in':
      return `${label} ${words(values.length === 1 && item.operator === 'in' ? 'is' : item.operator)} ${some(values)}`;
    default:
      return `${label} ${operatorText(item.operator, found)} ${values[0] ?? ''}`;
  }
}

/** What an operator is called for a field: a date is not smaller, but earlier. */
export function operatorText(operator: Parameters<typeof named>[0], found: FieldAt | undefined): string {
  const dated = found?.field.type === 'date' || found?.field.type === 'time';
  if (dated && operator === 'at-least') return words('since');
  if (dated && operator === 'at-most') return words('until');
  if (dated && operator === 'less') return words('before');
  if (dated && operator === 'is') return words('on-day');
  return named(operator);
}

function named(operator: Exclude<Item, { items: unknown }>['operator']): string {
  return operator === 'empty' ? words('empty-value') : words(operator);
}

function some(values: readonly string[]): string {
  return values.length <= 3 ? values.join('、') : `${values.slice(0, 2).join('、')} ${words('manyValues', { n: values.length })}`;
}

function valueText(value: string, found: FieldAt | undefined, titleOf: TitleOf): string {
  if (found === undefined) return value;
  if (found.field.type === 'link') return titleOf(String(found.field.options['to'] ?? ''), value);
  return value.startsWith('$') ? value.slice(1) : display(found.field, value);
}
