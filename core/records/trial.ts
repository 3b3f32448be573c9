import { isPanshiError, type PanshiError, type Text } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import { readerOf } from '#core/context';
import type { Transaction } from '#db';
import { Caller, type GateParts } from './caller.ts';
import { problemsOf } from './checks.ts';
import { readDraft, type Draft } from './draft.ts';
import { isEditable, refuseFixed } from './gate-writes.ts';
import type { Gate, TrialRequest, VisibleRecord } from './gate.ts';
import { noProblems, type Problems } from './invalid.ts';
import { openUnit } from './open-unit.ts';
import { DEAD_LINK, deadLinks } from './require-links.ts';
import { forbidden } from './rights.ts';
import type { WholeRecord } from './stored-records.ts';
import type { Row } from './table-plan.ts';
import { stale, wrongState, type Unit } from './unit.ts';
import type { Watched } from './watched.ts';

/** Hooks refuse one row at a time; a draft of which so many rows are refused is looked at again when more of it is there. */
const MOST_ROUNDS = 10;

/** What is only tried is in no log. */
const NO_LOG = { append: () => Promise.resolve(0) };

/**
 * Looks at what people are entering, by the same rules that store it. The rule for what is not complete yet: a row that lacks a required value, or holds a
 * wrong one, is left out, and so is a row that a hook refuses; all else is computed, and what is left out or missing is named.
 */
export function trialsOf(parts: GateParts, watched: Watched): Pick<Gate, 'try'> {
  return {
    try: (context, object, request) =>
      watched(context, { event: 'try', object, ...(request.id === undefined ? {} : { record: request.id }) }, async () => {
        const problems = noProblems();
        try {
          const record = await parts.store.attempt(async (transaction) => new Trial(await Caller.of(parts, context), transaction, object, problems).run(request));
          return { record, problems };
        } catch (error) {
          if (!isPanshiError(error) || !isAboutTheDraft(error)) throw error;
          tell(problems, error);
          return { record: null, problems };
        }
      }),
  };
}

/** One look at one draft. */
class Trial {
  readonly #caller: Caller;
  readonly #transaction: Transaction;
  readonly #definition: ObjectDefinition;
  readonly #unit: Unit;
  readonly #problems: Problems;

  constructor(caller: Caller, transaction: Transaction, object: string, problems: Problems) {
    const { context, access } = caller;
    this.#caller = caller;
    this.#transaction = transaction;
    this.#definition = caller.definition(object);
    this.#unit = openUnit({ transaction, context, registry: access.registry, audit: NO_LOG });
    this.#problems = problems;
  }

  async run({ id, values }: TrialRequest): Promise<VisibleRecord | null> {
    return id === undefined ? await this.#created(values) : await this.#updated(id, values);
  }

  async #created(values: TrialRequest['values']): Promise<VisibleRecord | null> {
    const { rights } = this.#caller;
    rights.require(this.#definition, 'create');
    const draft = await this.#read(values, 'create');
    const record = await this.#computed(this.#unit.fresh(this.#definition, draft), undefined);
    if (!record) return null;
    await this.#unit.place(this.#definition, record);
    const grants = await rights.covering(this.#transaction, this.#definition, record.id, 'create');
    if (grants.length === 0) throw forbidden(this.#definition, 'create');
    rights.requireFields(grants, this.#definition, draft);
    return this.#caller.answer(this.#transaction, this.#definition.name, record.id);
  }

  async #updated(id: string, { version, ...values }: TrialRequest['values']): Promise<VisibleRecord | null> {
    const { rights } = this.#caller;
    const definition = this.#definition;
    rights.require(definition, 'update');
    const grants = await rights.demand(this.#transaction, definition, id, 'update');
    const draft = await this.#read(values, 'update');
    rights.requireFields(grants, definition, draft);
    const before = await this.#unit.load(definition, id);
    if (version !== undefined && version !== before.version) throw stale();
    if (!isEditable(definition, before.state)) throw wrongState(definition, rights.opens(grants, definition.name, ['state']) ? before.state : undefined, 'update');
    refuseFixed(definition, draft.values);
    const record = await this.#computed(this.#unit.patched(definition, before, draft), before);
    if (!record) return null;
    await this.#unit.store(definition, before, record, 'update');
    if ((await rights.covering(this.#transaction, definition, id, 'update')).length === 0) throw forbidden(definition, 'update');
    return this.#caller.answer(this.#transaction, definition.name, id);
  }

  /** What was given, without what cannot be read and without links that lead nowhere. */
  async #read(values: TrialRequest['values'], verb: 'create' | 'update'): Promise<Draft> {
    const { access, rights } = this.#caller;
    const { draft, problems } = readDraft(access.registry, this.#definition, values, rights.mayName(verb));
    for (const path of await deadLinks(this.#transaction, this.#caller, this.#definition, draft)) {
      problems[path] = DEAD_LINK;
      delete rowOrRecord(draft, path)?.[path.slice(path.lastIndexOf('.') + 1)];
    }
    Object.assign(this.#problems, problems);
    return draft;
  }

  /** The whole record with what can be computed of it, fit for its table; undefined where the hooks can do nothing with it. */
  async #computed(given: WholeRecord, before: WholeRecord | undefined): Promise<WholeRecord | undefined> {
    const { registry } = this.#caller.access;
    const complete = this.#completeRows(given);
    const hooked = await this.#hooked(complete, before);
    if (!hooked) {
      this.#name(complete, problemsOf(registry, this.#definition, complete, readerOf(this.#caller.context)));
      return undefined;
    }
    const { record, kept } = hooked;
    this.#name(kept, problemsOf(registry, this.#definition, record, readerOf(this.#caller.context)));
    // The answer tells each row by the place at which it was given.
    for (const child of Object.keys(this.#definition.children)) {
      const places = new Map(rowsOf(kept, child).map((row) => [row['id'], row['position'] ?? null]));
      record[child] = rowsOf(record, child).map((row) => ({ ...row, position: places.get(row['id'] ?? null) ?? row['position'] ?? null }));
    }
    return withDefaults(this.#definition, record);
  }

  async #hooked(given: WholeRecord, before: WholeRecord | undefined): Promise<{ readonly record: WholeRecord; readonly kept: WholeRecord } | undefined> {
    let kept = given;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      try {
        return { record: await this.#unit.hooked(this.#definition, kept, before), kept };
      } catch (error) {
        const refused = this.#refusedRows(kept, error);
        if (refused.size === 0) return undefined;
        kept = without(kept, refused);
      }
    }
    return undefined;
  }

  /** Names what a hook refuses. @returns the ids of the rows that it is about, if it is about rows alone */
  #refusedRows(record: WholeRecord, error: unknown): ReadonlySet<unknown> {
    if (!isPanshiError(error)) {
      // Hooks are written for records whose required values are there.
      if (lacksRequired(this.#definition, record)) return new Set();
      throw error;
    }
    if (error.status >= 500) throw error;
    const told = noProblems();
    tell(told, error);
    const paths = Object.keys(told);
    const rows = paths.map((path) => this.#rowAt(record, path)?.['id']);
    this.#name(record, told);
    return new Set(rows.every((id) => id !== undefined) ? rows : []);
  }

  /** Rows that lack a required value, or of which something could not be read, are left out and named. */
  #completeRows(record: WholeRecord): WholeRecord {
    const left = new Set<unknown>();
    const wrong = new Set(Object.keys(this.#problems).map((path) => path.split('.', 2).join('.')));
    for (const [child, { fields }] of Object.entries(this.#definition.children)) {
      const required = Object.entries(fields).flatMap(([name, field]) => (field.required && !field.system ? [name] : []));
      rowsOf(record, child).forEach((row, index) => {
        const path = `${child}.${index}`;
        const lacking = required.filter((name) => row[name] === null || row[name] === undefined);
        for (const name of lacking) this.#problems[`${path}.${name}`] ??= MISSING;
        if (lacking.length > 0 || wrong.has(path)) left.add(row['id']);
      });
    }
    return left.size === 0 ? record : without(record, left);
  }

  /** Takes up problems, each under the place its row was given at. */
  #name(record: WholeRecord, told: Readonly<Problems>): void {
    for (const [path, text] of Object.entries(told)) {
      const row = this.#rowAt(record, path);
      const [child = '', , ...rest] = path.split('.');
      // That there is no row left is no news to who is told what is wrong with the rows.
      if (Object.hasOwn(this.#definition.children, path) && Object.keys(this.#problems).some((one) => one.startsWith(`${path}.`))) continue;
      const place = row ? [child, Number(row['position']) - 1, ...rest].join('.') : path;
      this.#problems[place] ??= text;
    }
  }

  #rowAt(record: WholeRecord, path: string): Row | undefined {
    const [child = '', index] = path.split('.');
    if (index === undefined || !Object.hasOwn(this.#definition.children, child)) return undefined;
    return rowsOf(record, child)[Number(index)];
  }
}

const MISSING: Text = { zh: '必须填写', en: 'must be filled in' };

/** Whether a refusal says something about what is being entered, and not about who enters it. */
function isAboutTheDraft(error: PanshiError): boolean {
  return error.status === 409 || error.status === 422;
}

/** A refusal as problems: by field path, or of the fields it names, or of the whole. */
function tell(problems: Problems, { text, details }: PanshiError): void {
  const named = details?.problems ?? Object.fromEntries((details?.fields ?? ['']).map((field) => [field, text]));
  for (const [path, sentence] of Object.entries(named)) problems[path] ??= sentence;
}

function rowsOf(record: WholeRecord, child: string): Row[] {
  const rows = record[child];
  return Array.isArray(rows) ? (rows as Row[]) : [];
}

function without(record: WholeRecord, rows: ReadonlySet<unknown>): WholeRecord {
  const children = Object.entries(record).flatMap(([name, value]) =>
    Array.isArray(value) ? [[name, (value as Row[]).filter((row) => !rows.has(row?.['id']))] as const] : [],
  );
  return { ...record, ...Object.fromEntries(children) };
}

/** Columns with a default take no nothing; that it is missing has been named. */
function withDefaults(definition: ObjectDefinition, record: WholeRecord): WholeRecord {
  const missing = Object.entries(definition.fields).filter(([name, field]) => field.required && field.default !== undefined && (record[name] ?? null) === null);
  return missing.length === 0 ? record : { ...record, ...Object.fromEntries(missing.map(([name, field]) => [name, field.default ?? null])) };
}

function lacksRequired(definition: ObjectDefinition, record: WholeRecord): boolean {
  return Object.entries(definition.fields).some(([name, field]) => field.required && (record[name] ?? null) === null);
}

/** Where in a draft a path leads: the record's own values, or those of a row. */
function rowOrRecord(draft: Draft, path: string): Row | undefined {
  const parts = path.split('.');
  return parts.length === 1 ? draft.values : draft.children[parts[0] ?? '']?.[Number(parts[1])]?.values;
}
