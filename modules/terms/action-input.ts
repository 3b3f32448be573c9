import type { FieldMap, InputOf } from '#common/fields';
import type { ActionInput, ChildMap } from '#common/objects';

type RowsOf<Children> = Children extends ChildMap
  ? { readonly [K in keyof Children]?: readonly InputOf<Children[K]['fields']>[] }
  : unknown;

/** What a handler gets for an action that declares this input. The gate has parsed it by the same declaration. */
export type GivenBy<I extends ActionInput> = (I['fields'] extends FieldMap ? InputOf<I['fields']> : unknown) & RowsOf<I['children']>;

export function given<const I extends ActionInput>(_declared: I, input: Readonly<Record<string, unknown>>): GivenBy<I> {
  return input as GivenBy<I>;
}
