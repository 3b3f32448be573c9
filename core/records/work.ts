import type { DraftOf, ObjectDefinition, RecordOf } from '#common/objects';
import type { StoredRow, Transaction } from '#db';
import type { Context } from '#core/context';
import type { FieldValue } from '#common/fields';

/** A condition on one field: equal to a value, one of several, absent, or between. */
export type Match =
  | FieldValue
  | readonly string[]
  | { readonly atLeast?: string | number; readonly atMost?: string | number; readonly above?: string | number; readonly below?: string | number };

export interface Find {
  /** All of these hold. Field names of the record (standard ones too). */
  readonly where?: Readonly<Record<string, Match>>;
  /** Field names, `-date` for descending; ties by id. */
  readonly sort?: readonly string[];
  readonly limit?: number;
}

/** The rights a program declares: verbs by object. */
export type Declared = Readonly<Record<string, readonly ('read' | 'create' | 'update' | 'delete' | 'act')[]>>;

/** A named program that does system work; it may do what it declares, and nothing else. */
export interface Program {
  readonly name: string;
  readonly may: Declared;
}

/** What a handler hands back: what changes in the record itself, and the documents it made. */
export interface ActionOutcome {
  /** Field values, system fields and child rows included; written together with the change of state. */
  readonly patch?: Readonly<Record<string, unknown>>;
  readonly created?: readonly { readonly object: string; readonly id: string; readonly number: string | null }[];
}

/**
 * The gate from the inside: records within one unit of work, on the rights of a program acting for the person of the context.
 * Everything written through it is validated, audited and numbered like anybody's writing.
 */
export interface Work {
  readonly context: Context;
  /** The company worked in. */
  readonly company: string;
  /** ISO UTC. */
  now(): string;
  /** The calendar day. */
  today(): string;
  /** @throws PanshiError `not_found` */
  get<D extends ObjectDefinition>(definition: D, id: string): Promise<RecordOf<D>>;
  first<D extends ObjectDefinition>(definition: D, where: Find['where'], sort?: readonly string[]): Promise<RecordOf<D> | undefined>;
  /** Records with their child rows. */
  list<D extends ObjectDefinition>(definition: D, find: Find): Promise<RecordOf<D>[]>;
  create<D extends ObjectDefinition>(definition: D, draft: DraftOf<D> & Readonly<Record<string, unknown>>): Promise<RecordOf<D>>;
  /** Changes fields, system fields too; child rows given replace those with the same `id`, are added without one, and those left out go. */
  change<D extends ObjectDefinition>(definition: D, id: string, patch: Readonly<Record<string, unknown>>): Promise<RecordOf<D>>;
  /** Changes fields of one child row. */
  changeRow<D extends ObjectDefinition>(definition: D, child: Extract<keyof D['children'], string>, rowId: string, patch: Readonly<Record<string, unknown>>): Promise<void>;
  remove<D extends ObjectDefinition>(definition: D, id: string): Promise<void>;
  /** Does an action with its handler, numbering and followers. */
  act<D extends ObjectDefinition>(definition: D, id: string, action: string, input?: Readonly<Record<string, unknown>>): Promise<RecordOf<D>>;
  /** The same work on another program's rights. */
  as(program: Program): Work;
  /** The next number of a gapless series of the company, from 1; given back if the work is rolled back. */
  next(series: string): Promise<number>;
  /**
   * Figures from the tables of objects that the program declares to read: SQL of the business's own, with `?` parameters.
   * @param objects object names whose tables the statement reads
   */
  figures(objects: readonly string[], sql: string, params?: Parameters<Transaction['rows']>[1]): Promise<StoredRow[]>;
}
