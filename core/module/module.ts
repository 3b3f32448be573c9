import type { z } from 'zod';
import type { Dashboard, Drill, ReportParam } from '#common/api';
import type { Text } from '#common/errors';
import type { DraftOf, ObjectDefinition, RecordOf } from '#common/objects';
import type { Grants, Office } from '#core/access/grant.ts';
import type { Context } from '#core/context';
import type { ActionOutcome, Program, Work } from '#core/records/work.ts';

/** A role the suite ships; kept as a record at init, and the firm's own from then on. */
export interface RoleTemplate {
  readonly name: string;
  readonly label: Text;
  readonly office?: Office;
  readonly grants: Grants;
}

/** What an action does besides the change of state. `Input` is the parsed input of the action's definition. */
export interface ActionHandler {
  readonly object: string;
  readonly action: string;
  readonly program: Program;
  run(work: Work, record: RecordOf<ObjectDefinition>, input: Readonly<Record<string, unknown>>): Promise<ActionOutcome | void>;
}

/** Before a record is stored: fills in what is computed (totals, defaults from links). Gets the whole record as it will be. */
export interface SaveHook {
  readonly object: string;
  readonly program: Program;
  /** @returns the values to set, system fields included; child tables whole when they change */
  run(work: Work, next: RecordOf<ObjectDefinition>, before: RecordOf<ObjectDefinition> | undefined): Promise<Readonly<Record<string, unknown>> | void>;
}

/** After any action of any object, in the same unit of work: postings by rule, notices. */
export interface Follower {
  readonly name: string;
  readonly program: Program;
  /** Asked first, without the store, so that most actions cost nothing. */
  run(work: Work, definition: ObjectDefinition, action: string, record: RecordOf<ObjectDefinition>): Promise<ActionOutcome['created'] | void>;
}

/** Makes a new company's opening records: its chart, periods, rules. */
export interface Seed {
  readonly name: string;
  readonly program: Program;
  run(work: Work, company: { readonly id: string; readonly chart: string; readonly currency: string }): Promise<void>;
}

/** Reads for reports: grouped queries through the reader's own views. */
export interface ReportReader {
  readonly context: Context;
  /** Whether a field is open to the reader in some rows at least: what is not, a report leaves out. @param key an object, or `object.children` */
  opens(key: string, path: string): boolean;
  /** The same query tree as `POST /query`; rows as objects by alias, decimals written out. */
  query(query: {
    readonly object: string;
    readonly select: readonly string[];
    readonly filter?: string;
    readonly group?: readonly string[];
    readonly order?: readonly string[];
    readonly limit?: number;
  }): Promise<Readonly<Record<string, string | number | boolean | null>>[]>;
}

export interface ReportColumn {
  readonly name: string;
  readonly label: Text;
  readonly type: string;
  /** What the values of a choice are called. */
  readonly values?: Readonly<Record<string, Text>>;
}

export interface ReportAnswer {
  readonly columns: readonly ReportColumn[];
  /** Members that no column shows are ids, for what a row leads to. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly totals?: Readonly<Record<string, string>>;
  /** What totals are called that stand under no column. */
  readonly totalLabels?: Readonly<Record<string, Text>>;
}

export interface Report {
  readonly name: string;
  readonly label: Text;
  /** Query parameters, all as strings. */
  readonly params: z.ZodType<Readonly<Record<string, string | undefined>>>;
  /** The same parameters as a person is asked for them, in this order. */
  readonly questions: readonly ReportParam[];
  /** Where a row leads. */
  readonly drill: Drill | null;
  /** Finds the latest month or day in which there is something, for whoever asked about another one. */
  readonly latest?: { readonly object: string; readonly select: string };
  /**
   * Without rows in the store it runs as well, with whatever parameters left out: whether somebody may run it is found out by having its queries
   * compiled and none of them run.
   */
  run(reader: ReportReader, params: Readonly<Record<string, string | undefined>>): Promise<ReportAnswer>;
}


/** A part of the business: what it keeps, what it does, who may. */
export interface Module {
  readonly name: string;
  readonly objects?: readonly ObjectDefinition[];
  readonly actions?: readonly ActionHandler[];
  readonly hooks?: readonly SaveHook[];
  readonly followers?: readonly Follower[];
  readonly roles?: readonly RoleTemplate[];
  readonly reports?: readonly Report[];
  /** Shipped to everybody; cards whose figures somebody may not see are not there for them. */
  readonly dashboards?: readonly Dashboard[];
  readonly seeds?: readonly Seed[];
}

/** Typed by the object: `record` and the values returned follow its definition. */
export function onAction<D extends ObjectDefinition>(
  definition: D,
  action: string,
  program: Program,
  run: (work: Work, record: RecordOf<D>, input: Readonly<Record<string, unknown>>) => Promise<ActionOutcome | void>,
): ActionHandler {
  return { object: definition.name, action, program, run: (work, record, input) => run(work, record as unknown as RecordOf<D>, input) };
}

export function beforeSave<D extends ObjectDefinition>(
  definition: D,
  program: Program,
  run: (
    work: Work,
    next: RecordOf<D>,
    before: RecordOf<D> | undefined,
  ) => Promise<(DraftOf<D> & Readonly<Record<string, unknown>>) | Readonly<Record<string, unknown>> | void>,
): SaveHook {
  return {
    object: definition.name,
    program,
    run: (work, next, before) => run(work, next as unknown as RecordOf<D>, before as unknown as RecordOf<D> | undefined),
  };
}

export function follow(name: string, program: Program, run: Follower['run']): Follower {
  return { name, program, run };
}

export function defineReport(report: Report): Report {
  return report;
}
