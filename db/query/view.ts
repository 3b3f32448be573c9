import type { Fragment } from '#common/expression';
import type { Field } from '#common/fields';
import type { CompanionKind } from '../search/index.ts';

/** How a reader sees one column of a row. */
export interface Cell {
  /** The column where it is open to the reader, NULL elsewhere; absent when it is open in no row. */
  readonly open?: Fragment;
  /** The column where it is to be shown masked, NULL elsewhere. */
  readonly masked?: Fragment;
  /** Open in every row that the reader sees, and never NULL: sorting needs no care for NULLs. */
  readonly always: boolean;
}

/**
 * A table as one reader sees it. Queries are compiled against views only, so what a view leaves out cannot be selected, compared, sorted, grouped or
 * counted.
 */
export interface View {
  /** `sales-order`, or `sales-order.lines`. */
  readonly key: string;
  readonly table: string;
  /**
   * The rows that are there for the reader, as a condition over the alias.
   * @param byId they are walked through in the order of their ids, of whatever company: the condition is not to be looked up in an index
   */
  rows(alias: string, byId?: boolean): Fragment;
  /** @returns undefined when the reader has nothing to do with such a field */
  cell(alias: string, field: string): Cell | undefined;
  /** What is kept beside a searchable text, where the text itself is open; undefined for one that has no such companion. */
  companion(alias: string, field: string, kind: CompanionKind): Fragment | undefined;
  /** Which rows the reader sees: all of the company, none but the reader's own, or some that only their own values tell. */
  readonly reach: 'company' | 'own' | 'some';
  /** Of the conditions on rows, that they are of the company worked in. */
  company(alias: string): Fragment | undefined;
  field(name: string): Field | undefined;
  /** Where a link leads, for this reader; `parent` from a child table leads to its object. */
  link(field: string): View | undefined;
  /** Of a child table: its object, whose alias is that of the child with `_p`. */
  readonly parent?: View;
}
