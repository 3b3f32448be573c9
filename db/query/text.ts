import { bindParam, type Fragment, type Reader } from '#common/expression';
import type { Stored } from '#common/fields';

/** SQL of our own words; what comes from outside goes into `params`. */
export function sqlOf(text: string, params: Fragment['params'] = []): Fragment {
  return { text, params };
}

export const TRUE: Fragment = sqlOf('1=1');

/** A name of our own as an identifier. */
export function quoted(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/i.test(name)) throw new RangeError(`not an identifier: ${name}`);
  return `"${name}"`;
}

export function join(parts: readonly Fragment[], between: string): Fragment {
  return { text: parts.map((part) => part.text).join(between), params: parts.flatMap((part) => part.params) };
}

export function and(parts: readonly (Fragment | undefined)[]): Fragment {
  const there = parts.filter((part): part is Fragment => part !== undefined && part.text !== TRUE.text);
  if (there.length === 0) return TRUE;
  return there.length === 1 && there[0] ? there[0] : join(there.map((part) => sqlOf(`(${part.text})`, part.params)), ' AND ');
}

export function or(parts: readonly Fragment[]): Fragment {
  return join(parts.map((part) => sqlOf(`(${part.text})`, part.params)), ' OR ');
}

/** The values for a statement's placeholders, for this reader. */
export function bind(params: Fragment['params'], reader: Reader): Stored[] {
  return params.map((param) => bindParam(param, reader));
}
