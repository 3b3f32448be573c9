import { isComplete, isGroup, type Condition, type Group, type Item, type Kind } from './filter.ts';
import { endsOf } from './periods.ts';

export type KindOf = (path: string) => Kind | undefined;

/** A filter in the expression language; empty when it asks for nothing. What is not complete yet is left out. */
export function toCel(group: Group, kindOf: KindOf): string {
  const parts = group.items.filter(isComplete).map((item) => itemCel(item, kindOf));
  if (parts.length < 2) return (parts[0] ?? '').replace(/^\((.*)\)$/s, (whole, inner: string) => (balanced(inner) ? inner : whole));
  return parts.join(group.all ? ' && ' : ' || ');
}

/** Two filters that both hold. */
export function bothHold(...filters: readonly (string | undefined)[]): string {
  const given = filters.filter((filter): filter is string => filter !== undefined && filter.trim() !== '');
  return given.length < 2 ? (given[0] ?? '') : given.map((filter) => `(${filter})`).join(' && ');
}

function itemCel(item: Item, kindOf: KindOf): string {
  if (isGroup(item)) {
    const inner = toCel(item, kindOf);
    return item.items.filter(isComplete).length > 1 ? `(${inner})` : inner;
  }
  return conditionCel(item, kindOf(item.path) ?? 'text');
}

/** One condition, in brackets where it has parts. */
export function conditionCel({ path, operator, values }: Condition, kind: Kind): string {
  const [first = '', second = ''] = values;
  const value = (text: string): string => literal(text, kind);
  switch (operator) {
    case 'is':
      return `${path} == ${value(first)}`;
    case 'is-not':
      return `${path} != ${value(first)}`;
    case 'more':
      return `${path} > ${value(first)}`;
    case 'at-least':
      return `${path} >= ${value(first)}`;
    case 'less':
      return `${path} < ${value(first)}`;
    case 'at-most':
      return `${path} <= ${value(first)}`;
    case 'between':
      return `(${path} >= ${value(first)} && ${path} <= ${value(second)})`;
    case 'contains':
      return textTest(path, 'contains', first);
    case 'contains-not':
      return `!${textTest(path, 'contains', first)}`;
    case 'starts':
      return textTest(path, 'startsWith', first);
    case 'ends':
      return textTest(path, 'endsWith', first);
    case 'in':
      return values.length === 1 ? `${path} == ${value(first)}` : `${path} in [${values.map(value).join(', ')}]`;
    case 'not-in':
      return values.length === 1 ? `${path} != ${value(first)}` : `!(${path} in [${values.map(value).join(', ')}])`;
    case 'period': {
      const [from, to] = endsOf(first, kind === 'time') ?? ['', ''];
      return `(${path} >= ${JSON.stringify(from)} && ${path} < ${JSON.stringify(to)})`;
    }
    case 'yes':
      return `${path} == true`;
    case 'no':
      return `${path} != true`;
    case 'empty':
      return `${path} == null`;
    case 'filled':
      return `${path} != null`;
  }
}

/** Letters are found whichever case they are in; characters without case need no folding. */
function textTest(path: string, test: string, text: string): string {
  const subject = /[a-z]/i.test(text) ? `lower(${path})` : path;
  return `${subject}.${test}(${JSON.stringify(text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()))})`;
}

function literal(text: string, kind: Kind): string {
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? text : '0';
  if (kind === 'bool') return text === 'true' ? 'true' : 'false';
  return JSON.stringify(text);
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[()]/gs)) {
    if (part === '(') depth += 1;
    if (part === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
