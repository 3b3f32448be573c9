import type { Text } from '#common/errors';
import type { FieldMap, InputOf, RowOf } from '#common/fields';
import type { Insight } from './insight.ts';

/**
 * What a business object is, as data. A firm's own additions are an overlay in the same words.
 *
 * - `master`: people and things that documents speak of; archived, never deleted once used.
 * - `document`: has states, a number given at posting, and is reversed, not deleted, once it has one.
 * - `ledger`: written by the program only, and only appended to or, for balances, kept up by it.
 * - `platform`: the suite's own records (people, roles, companies).
 */
export type ObjectKind = 'master' | 'document' | 'ledger' | 'platform';

export interface ChildTable<Fields extends FieldMap = FieldMap> {
  readonly label: Text;
  readonly fields: Fields;
  /** At least one row must be there. */
  readonly required?: boolean;
}
export type ChildMap = Readonly<Record<string, ChildTable>>;

/** What an action asks for besides the record itself. */
export interface ActionInput {
  readonly fields?: FieldMap;
  readonly children?: ChildMap;
}

/** A step in a record's life, or a business act on it. */
export interface Action {
  readonly label: Text;
  readonly from: readonly string[];
  /** The state afterwards; the same as before when left out. */
  readonly to?: string;
  readonly input?: ActionInput;
  /**
   * A document in one of these states is waiting for this to be done, and stands in the to-do of whoever may: always, or when a condition in the
   * expression language holds of it.
   */
  readonly awaited?: true | { readonly when: string };
}

export interface Lifecycle {
  readonly states: Readonly<Record<string, Text>>;
  readonly initial: string;
  /** States in which fields may be changed and the record deleted. */
  readonly editable: readonly string[];
  readonly actions: Readonly<Record<string, Action>>;
}

/** A gapless number, given when `on` is done. */
export interface Numbering {
  readonly prefix: string;
  readonly on: string;
  /** A new row of numbers each year of the document's date (default), or one for ever. */
  readonly per?: 'year' | 'ever';
  /** At least so many, with zeros before; 6 unless told. */
  readonly digits?: number;
  /** The prefix the suite gave it, where the firm has chosen another: each prefix has a row of numbers of its own. */
  readonly suite?: string;
}

/** A rule every record keeps, in the expression language; broken, it answers with its message at its field. */
export interface Check {
  readonly expression: string;
  readonly message: Text;
  readonly field: string;
}

export interface ObjectDefinition<Fields extends FieldMap = FieldMap, Children extends ChildMap = ChildMap> {
  /** Name in the API: `sales-order`. */
  readonly name: string;
  readonly kind: ObjectKind;
  readonly label: Text;
  /** The folder under modules/ (or core/) it belongs to. */
  readonly module: string;
  /** The field that names a record to people. */
  readonly title: string;
  readonly fields: Fields;
  readonly children: Children;
  readonly lifecycle?: Lifecycle;
  readonly numbering?: Numbering;
  readonly checks: readonly Check[];
  /** Figures that help while one is entered. */
  readonly insights: readonly Insight[];
  /** Each list of fields is unique together within a company. */
  readonly unique: readonly (readonly string[])[];
  /** Further indexes, each a list of fields; the company comes first by itself. */
  readonly indexes: readonly (readonly string[])[];
  /** Rows belong to a company, or to the whole store. */
  readonly belongs: 'company' | 'store';
  /** Written by the program only: no caller creates, changes or deletes. */
  readonly programOnly: boolean;
  /** Derived rows (balances) can be computed again from the ledger, and are not audited row by row. */
  readonly derived: boolean;
  /** The object at whose changes derived rows change: who watches them watches it, for they have no events of their own. */
  readonly derivedFrom?: string;
  /** Raised when the meaning of the definition changes. */
  readonly version: number;
}

/** A record as it is read: standard fields, own fields, child rows. */
export type RecordOf<D> =
  D extends ObjectDefinition<infer Fields, infer Children>
    ? StandardRow & RowOf<Fields> & { readonly [K in keyof Children]: readonly (ChildStandardRow & RowOf<Children[K]['fields']>)[] }
    : never;

/** What is given to make or change a record. */
export type DraftOf<D> =
  D extends ObjectDefinition<infer Fields, infer Children>
    ? InputOf<Fields> & {
        readonly [K in keyof Children]?: readonly (InputOf<Children[K]['fields']> & { readonly id?: string | undefined })[] | undefined;
      } & { readonly ownerId?: string | null | undefined; readonly departmentId?: string | null | undefined; readonly archived?: boolean | undefined }
    : never;

export interface StandardRow {
  readonly id: string;
  readonly companyId: string | null;
  readonly ownerId: string | null;
  readonly departmentId: string | null;
  readonly state: string;
  readonly number: string | null;
  readonly archived: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly createdBy: string | null;
  readonly updatedAt: string;
  readonly updatedBy: string | null;
}

export interface ChildStandardRow {
  readonly id: string;
  readonly parentId: string;
  /** Place among its siblings, from 1. */
  readonly position: number;
}
