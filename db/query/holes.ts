import type { Fragment } from '#common/expression';

/** A value that is known only when a statement runs. */
export type Unknown =
  /** What is looked for: as text, or as letters of pinyin. */
  | { readonly search: 'text' | 'letters' }
  /** One of the sort values to continue after. */
  | { readonly after: number }
  | { readonly limit: true }
  | { readonly offset: true }
  /** Ids as a JSON list. */
  | { readonly ids: true }
  /** A value that the asker knows by this name. */
  | { readonly named: string };

/** Its place among the parameters. */
export type Hole = { readonly at: number } & Unknown;

const HOLE = '\u0000';

export function hole(unknown: Unknown): Fragment['params'][number] {
  return { value: HOLE + JSON.stringify(unknown) };
}

/** Where the holes are among the parameters. */
export function opened(params: Fragment['params']): { params: Fragment['params']; holes: Hole[] } {
  const holes: Hole[] = [];
  params.forEach((param, at) => {
    if (!('value' in param) || typeof param.value !== 'string' || !param.value.startsWith(HOLE)) return;
    holes.push({ at, ...(JSON.parse(param.value.slice(HOLE.length)) as Unknown) });
  });
  return { params, holes };
}
