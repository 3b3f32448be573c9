import type { Dashboard, DescribedReport, FileFormat, Found } from '#common/api';
import type { Text } from '#common/errors';
import type { Insight } from '#common/objects';
import type { Context } from '#core/context';
import type { FieldLevel, Verb } from '#core/access/grant.ts';
import type { ReportAnswer } from '#core/module';

/** A record as its reader may see it: only fields that are open to the reader, masked ones named in `_masked`. */
export type VisibleRecord = { readonly id: string; readonly _masked?: readonly string[] } & Readonly<Record<string, unknown>>;

export interface ListRequest {
  /** Field paths (`name`, `customer.name`); all of the record's own fields when left out. */
  readonly fields?: readonly string[];
  /** A condition in the expression language. */
  readonly filter?: string;
  /** Text looked for in the object's search fields, without regard to case. */
  readonly search?: string;
  /** Field paths, `-` first for descending. */
  readonly sort?: readonly string[];
  /** 1 to 500; 50 when left out. */
  readonly limit?: number;
  /** As given by the answer before. */
  readonly cursor?: string;
  /** Rows of the order to leave out before the first, 0 to 10,000,000; not with a cursor. */
  readonly offset?: number;
  readonly count?: boolean;
  /** With archived records. */
  readonly archived?: boolean;
}

export interface FindRequest {
  /** Part of a code, number or name, or letters of its pinyin. */
  readonly text: string;
  /** All objects when left out. */
  readonly object?: string;
  /** 1 to 50; 8 when left out. */
  readonly limit?: number;
}

export interface ListAnswer {
  readonly records: readonly VisibleRecord[];
  readonly next?: string;
  readonly total?: number;
}

export interface QueryRequest {
  /** An object, or one of its child tables: `sales-order.lines`, whose fields are read beside `parent.…`. */
  readonly object: string;
  /** Field paths and aggregates: `category.name`, `sum(amount)`, `count()`, `avg(x)`, `min(x)`, `max(x)`, `countDistinct(x)`; ` as alias` may follow. */
  readonly select: readonly string[];
  readonly filter?: string;
  /** Text looked for as in a list; not in child tables. */
  readonly search?: string;
  /** Field paths; `month(date)`, `year(date)`. */
  readonly group?: readonly string[];
  /** Aliases or selected texts, `-` first for descending. */
  readonly order?: readonly string[];
  /** 1 to 10,000; 1,000 when left out. */
  readonly limit?: number;
}

export interface QueryAnswer {
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

/** A record as it is being entered; `id` when it is there already, and then `values` are a change of it. */
export interface TrialRequest {
  readonly id?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface TrialAnswer {
  /** What can be computed of what is there, as its writer would see it; null where nothing can. */
  readonly record: VisibleRecord | null;
  /** What keeps it from being stored, by field path; `` for the whole. */
  readonly problems: Readonly<Record<string, Text>>;
}

export interface TakenReport {
  readonly name: string;
  readonly label: Text;
  readonly answer: ReportAnswer;
}

/** What a form shows, as field paths. */
export interface PrintWanted {
  /** The form's name, for the log. */
  readonly form: string;
  readonly fields: readonly string[];
  readonly lines?: { readonly child: string; readonly fields: readonly string[] };
}

export interface PrintedRecord {
  readonly values: VisibleRecord;
  /** By the paths that were asked for; those that are hidden from the reader are absent. */
  readonly lines: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

export interface Letterhead {
  readonly company: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Who prints. */
  readonly person: string;
}

/** One thing that happened to a record, as far as the reader may see it. */
export interface HistoryEntry {
  readonly at: string;
  /** The account, or the program. */
  readonly user: string | null;
  /** What the person is called; null where the reader may not know it, and of a program. */
  readonly name: string | null;
  readonly event: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export interface RelatedRecord {
  readonly id: string;
  /** Empty where the reader may not know it, and for a document without a number yet. */
  readonly title: string;
  readonly number: string | null;
  readonly state: string | null;
  readonly date: string | null;
}

/** Records of one object that stand in one relation to a record. */
export interface RelatedGroup {
  readonly object: string;
  /** Whether the record came of them, or they came of it. */
  readonly side: 'before' | 'after';
  /** The linking field, of the one or the other; `lines.product` where their rows name it. */
  readonly field: string;
  readonly count: number;
  /** The first ten, the latest first. */
  readonly records: readonly RelatedRecord[];
}

/** An object as its reader may see it. */
export interface ObjectView {
  readonly name: string;
  readonly kind: string;
  readonly label: Text;
  readonly module: string;
  readonly title: string;
  /** The object at whose changes its rows change, where the reader sees that; null for rows that have changes of their own. */
  readonly derivedFrom: string | null;
  readonly fields: readonly FieldView[];
  readonly children: readonly {
    readonly name: string;
    readonly label: Text;
    /** At least one row must be there. */
    readonly required: boolean;
    readonly fields: readonly FieldView[];
  }[];
  readonly states: Readonly<Record<string, Text>>;
  /** The state a new record begins in; null where it has no states. */
  readonly initial: string | null;
  /** States in which it may be changed; null where it has no states. */
  readonly editable: readonly string[] | null;
  /** How its number is written, and on which action it is given. */
  readonly numbering: { readonly prefix: string; readonly per: 'year' | 'ever'; readonly digits: number; readonly on: string } | null;
  readonly actions: readonly ActionView[];
  /** Figures beside the fields of an entry, as far as the reader may ask for them. */
  readonly insights: readonly Insight[];
  /** What the reader may do with some rows at least. */
  readonly can: readonly string[];
}

export interface ActionView {
  readonly name: string;
  readonly label: Text;
  readonly from: readonly string[];
  readonly to: string | null;
  readonly input: readonly FieldView[];
  /** Whether a record in such a state waits for it: always, or where the condition holds; null also where the reader may not read what the condition is about. */
  readonly awaited: true | { readonly when: string } | null;
}

export interface FieldView {
  readonly name: string;
  readonly type: string;
  readonly label: Text;
  /** How the reader sees it at best; `write` where it can be set as well. */
  readonly level: Exclude<FieldLevel, 'none'>;
  /** When it can be set. */
  readonly writable: readonly ('create' | 'update')[];
  readonly required: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A field as those know it who decide on rights. */
export interface FieldOutline {
  readonly name: string;
  readonly type: string;
  readonly label: Text;
  /** Only the program sets it. */
  readonly system: boolean;
  /** Personal information. */
  readonly personal: boolean;
  readonly computedFrom: readonly string[];
  readonly to?: string;
  readonly values?: Readonly<Record<string, Text>>;
  readonly scale?: number;
}

/** An object's names, without anything of its records. */
export interface ObjectOutline {
  readonly name: string;
  readonly kind: string;
  readonly label: Text;
  readonly module: string;
  readonly fields: readonly FieldOutline[];
  readonly children: readonly { readonly name: string; readonly label: Text; readonly fields: readonly FieldOutline[] }[];
  readonly actions: readonly { readonly name: string; readonly label: Text }[];
  readonly numbering: { readonly prefix: string; readonly per: 'year' | 'ever'; readonly digits: number; readonly on: string } | null;
  /** Whether a firm can add fields of its own. */
  readonly takesFields: boolean;
}

/** The only way to records, for every door. Each call decides anew what the caller may see and do. */
export interface Gate {
  objects(context: Context): Promise<readonly ObjectView[]>;
  /** @throws PanshiError `not_found` for an object that the caller has nothing to do with */
  object(context: Context, object: string): Promise<ObjectView>;
  /** All objects by their names, for who writes roles or customisations, or reads the log. @throws PanshiError `forbidden` */
  outline(context: Context): Promise<readonly ObjectOutline[]>;
  list(context: Context, object: string, request: ListRequest): Promise<ListAnswer>;
  /**
   * Records by a few letters, the best first: the whole code or number, its beginning, the beginning of the title, of its pinyin, then the text anywhere.
   * @throws PanshiError `malformed`; `not_found`, `forbidden` for an object asked for by name
   */
  find(context: Context, request: FindRequest): Promise<readonly Found[]>;
  /** Rows for an export, page after page; the export is logged. @throws `forbidden` without the verb `export` */
  export(context: Context, object: string, request: Omit<ListRequest, 'limit' | 'cursor' | 'offset' | 'count'>): AsyncIterable<VisibleRecord>;
  read(context: Context, object: string, id: string, fields?: readonly string[]): Promise<VisibleRecord>;
  create(context: Context, object: string, draft: Readonly<Record<string, unknown>>): Promise<VisibleRecord>;
  /** @param patch carries `version` */
  update(context: Context, object: string, id: string, patch: Readonly<Record<string, unknown>>): Promise<VisibleRecord>;
  remove(context: Context, object: string, id: string): Promise<void>;
  /** What a record would become if it were stored now; nothing is stored, numbered or logged. @throws what `create` or `update` refuse for want of rights */
  try(context: Context, object: string, request: TrialRequest): Promise<TrialAnswer>;
  /** @returns the record afterwards; `_created` names documents that the action made */
  act(context: Context, object: string, id: string, action: string, input: Readonly<Record<string, unknown>>): Promise<VisibleRecord>;
  query(context: Context, request: QueryRequest): Promise<QueryAnswer>;
  /** The reports that the caller may run. */
  reports(context: Context): Promise<readonly DescribedReport[]>;
  report(context: Context, name: string, params: Readonly<Record<string, string>>): Promise<ReportAnswer>;
  /**
   * A report to be taken away, which is logged.
   * @throws PanshiError `forbidden` without the verb `export` on each object it reads; what it reads of them is what may be exported
   */
  takeReport(context: Context, name: string, params: Readonly<Record<string, string>>, format: FileFormat): Promise<TakenReport>;
  /** Shipped dashboards, as far as the caller may see their figures. */
  dashboards(context: Context): Promise<readonly Dashboard[]>;
  /**
   * Records as they go on paper, in the order of their ids; fields that the caller may not see are absent. The print is logged.
   * @param ids at most a few hundred
   * @throws PanshiError `not_found` when one of them is not there for the caller
   */
  print(context: Context, object: string, ids: readonly string[], wanted: PrintWanted): Promise<readonly PrintedRecord[]>;
  /** Whose paper it is. */
  letterhead(context: Context): Promise<Letterhead>;
  history(context: Context, object: string, id: string): Promise<readonly HistoryEntry[]>;
  /** Documents before and after a record, and masters that name it; what the reader may not see is not there. */
  related(context: Context, object: string, id: string): Promise<readonly RelatedGroup[]>;
  /**
   * Shows values that are masked for the caller, for a reason that goes into the log with the names of the fields.
   * @throws PanshiError `forbidden` without the verb `unmask`, `invalid` without a reason, `field_denied` for fields that are not even masked
   */
  unmask(context: Context, object: string, id: string, fields: readonly string[], reason: string): Promise<Readonly<Record<string, unknown>>>;
  /** Whether the caller may do this with the record, in whatever state it is; false too for one that is not there. */
  may(context: Context, object: string, id: string, verb: Verb): Promise<boolean>;
  /** Which of these records are there for the caller: for the change feed, attachments and search. */
  visible(context: Context, object: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
}
