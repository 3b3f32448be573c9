import type { Reader } from './reader.ts';

/** A value to bind: known when compiled, or a fact of the reader known when run. */
export type SqlParam = { value: string | number | bigint | null } | { reader: keyof Reader };

/** A piece of SQL with '?' placeholders in order; what a person wrote is only ever in `params`. */
export interface Fragment {
  readonly text: string;
  readonly params: readonly SqlParam[];
}

/**
 * Joins SQL from fixed words and other fragments. Only fragments can be put in, never strings,
 * so that no value or name from outside can become SQL.
 */
export function sql(words: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  let text = words[0] ?? '';
  parts.forEach((part, index) => {
    text += part.text + (words[index + 1] ?? '');
  });
  return { text, params: parts.flatMap((part) => part.params) };
}

/** Fragments with the same fixed words between them. */
export function joined(parts: readonly Fragment[], between: ' AND ' | ' OR ' | ', '): Fragment {
  return { text: parts.map((part) => part.text).join(between), params: parts.flatMap((part) => part.params) };
}

/** One placeholder. */
export function placeholder(param: SqlParam): Fragment {
  return { text: '?', params: [param] };
}

/**
 * The value to bind for a parameter. A list (`reader.departments`) is bound as one JSON text, which the SQL takes apart,
 * so that the statement stays the same for every reader.
 */
export function bindParam(param: SqlParam, reader: Reader): string | number | bigint | null {
  if (!('reader' in param)) return param.value;
  const fact = reader[param.reader];
  return fact === null || typeof fact === 'string' ? fact : JSON.stringify(fact);
}
