import { refuse } from '#common/errors';
import type { FieldMap } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import type { AuditLog } from '#core/audit/log.ts';
import { readerOf, today, type Context } from '#core/context';
import { raiseEpoch } from '#core/epoch';
import { nextNumber, seriesOf, writtenNumber } from '#core/numbering';
import type { Registry } from '#core/registry';
import type { Transaction } from '#db';
import { checkRecord } from './checks.ts';
import { auditSides, difference, type Difference } from './difference.ts';
import { parseDraft, parseField, type Draft, type DraftRow } from './draft.ts';
import { foundCompany } from './found-company.ts';
import { invalid } from './invalid.ts';
import { StoredRecords, type WholeRecord } from './stored-records.ts';
import { BATCH, planOf, type Row, type TablePlan } from './table-plan.ts';
import { missing } from './missing.ts';
import type { ActionOutcome, Program, Work } from './work.ts';

/** Objects whose change alters what somebody may see or do. */
const SECURITY = new Set(['user', 'role', 'department', 'company', 'employee']);

export interface UnitParts {
  readonly transaction: Transaction;
  readonly context: Context;
  readonly registry: Registry;
  readonly audit: Pick<AuditLog, 'append'>;
  /** Puts the unit into the hands of a program. */
  readonly workOf: (unit: Unit, program: Program) => Work;
}

/**
 * Writing within one transaction: rules → store → audit, the same for people and programs. Whether the writer may is asked before, by the caller:
 * `gate` for people, `ProgramWork` for programs.
 */
export class Unit {
  readonly transaction: Transaction;
  readonly context: Context;
  readonly registry: Registry;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly records: StoredRecords;
  readonly #workOf: UnitParts['workOf'];

  constructor({ transaction, context, registry, audit, workOf }: UnitParts) {
    this.transaction = transaction;
    this.context = context;
    this.registry = registry;
    this.audit = audit;
    this.records = new StoredRecords(registry, transaction);
    this.#workOf = workOf;
  }

  as(program: Program): Work {
    return this.#workOf(this, program);
  }

  /** Values from a program: all fields may be named, all are parsed. */
  draft(definition: ObjectDefinition, input: Readonly<Record<string, unknown>>): Draft {
    return parseDraft(this.registry, definition, input, () => true);
  }

  /** @throws PanshiError `not_found` */
  async load(definition: ObjectDefinition, id: string): Promise<WholeRecord> {
    const found = await this.records.get(definition, id, this.context.company);
    if (!found) throw missing(definition);
    return found;
  }

  async insert(definition: ObjectDefinition, draft: Draft, via?: string): Promise<WholeRecord> {
    const { context } = this;
    const record = await this.hooked(definition, this.fresh(definition, draft), undefined);
    checkRecord(this.registry, definition, record, readerOf(context));
    await this.place(definition, record);
    if (!definition.derived) {
      await this.audit.append(this.transaction, context, {
        event: 'create', object: definition.name, record: record.id, after: present(record), ...(via === undefined ? {} : { via }),
      });
    }
    if (SECURITY.has(definition.name)) await raiseEpoch(this.transaction, 'security');
    if (definition.name === 'company') await this.#found(record);
    return record;
  }

  /** A new record as it begins: defaults, then what was given. */
  fresh(definition: ObjectDefinition, draft: Draft): WholeRecord {
    const { context } = this;
    const now = context.clock().toISOString();
    const { userId, department } = context.principal;
    const fresh: WholeRecord = {
      ...defaults(definition.fields),
      ownerId: userId,
      departmentId: department,
      archived: false,
      number: null,
      ...draft.values,
      id: context.newId(),
      companyId: definition.belongs === 'company' ? context.company : null,
      state: definition.lifecycle?.initial ?? 'active',
      version: 1,
      createdAt: now,
      createdBy: userId,
      updatedAt: now,
      updatedBy: userId,
    };
    if (draft.values['state'] !== undefined && draft.values['state'] !== null) fresh.state = String(draft.values['state']);
    for (const child of Object.keys(definition.children)) fresh[child] = this.#rows(definition, child, [], draft.children[child] ?? [], fresh.id);
    return fresh;
  }

  /** A record as it would be after a change, before what is computed. */
  patched(definition: ObjectDefinition, before: WholeRecord, draft: Draft): WholeRecord {
    const next: WholeRecord = { ...before, ...draft.values };
    for (const [child, rows] of Object.entries(draft.children)) next[child] = this.#rows(definition, child, before[child] as Row[], rows, before.id);
    return next;
  }

  /** Puts the rows of a new record into their tables. */
  async place(definition: ObjectDefinition, record: WholeRecord): Promise<void> {
    const plan = planOf(this.registry.table(definition.name));
    await this.transaction.run(plan.insertText, plan.encodeRow(record as Row));
    for (const shape of this.registry.childTables(definition)) {
      await this.#placeRows(planOf(shape), (record[shape.child ?? ''] ?? []) as Row[]);
    }
  }

  async #placeRows(plan: TablePlan, rows: readonly Row[]): Promise<void> {
    const batched = this.transaction.dialect === 'postgres' ? rows.length - (rows.length % BATCH) : 0;
    for (let at = 0; at < batched; at += BATCH) {
      await this.transaction.run(plan.insertBatchText, rows.slice(at, at + BATCH).flatMap((row) => plan.encodeRow(row)));
    }
    for (const row of rows.slice(batched)) await this.transaction.run(plan.insertText, plan.encodeRow(row));
  }

  /** @param event `update`, or the action that makes the change */
  async update(definition: ObjectDefinition, before: WholeRecord, draft: Draft, event: string, via?: string): Promise<WholeRecord> {
    const record = await this.hooked(definition, this.patched(definition, before, draft), before);
    checkRecord(this.registry, definition, record, readerOf(this.context));
    return this.store(definition, before, record, event, via);
  }

  async remove(definition: ObjectDefinition, before: WholeRecord, via?: string): Promise<void> {
    for (const shape of this.registry.childTables(definition)) {
      await this.transaction.run(`DELETE FROM "${shape.table}" WHERE "parent_id" = ?`, [before.id]);
    }
    await this.transaction.run(`DELETE FROM "${this.registry.table(definition.name).table}" WHERE "id" = ?`, [before.id]);
    await this.audit.append(this.transaction, this.context, {
      event: 'delete', object: definition.name, record: before.id, before: present(before), ...(via === undefined ? {} : { via }),
    });
    if (SECURITY.has(definition.name)) await raiseEpoch(this.transaction, 'security');
  }

  /**
   * Does an action: its handler, its number, the change of state, then what follows from it.
   * @throws PanshiError `wrong_state`, and whatever the handler refuses with
   */
  async act(definition: ObjectDefinition, id: string, action: string, input: Readonly<Record<string, unknown>>, via?: string): Promise<ActDone> {
    const lifecycle = definition.lifecycle;
    const declared = lifecycle && Object.hasOwn(lifecycle.actions, action) ? lifecycle.actions[action] : undefined;
    if (!lifecycle || !declared) throw refuse('not_found', `没有动作“${action}”。`, `There is no action "${action}".`);
    const before = await this.load(definition, id);
    if (!declared.from.includes(before.state)) throw wrongState(definition, before.state, action);
    // The number comes first, so that what the handler makes can name the document it belongs to.
    const number = await this.#number(definition, action, before);
    const handler = this.registry.handler(definition.name, action);
    const numbered = number === undefined ? before : { ...before, number };
    const outcome = (handler ? await handler.run(this.as(handler.program), numbered as never, input) : undefined) ?? {};
    const patch: Record<string, unknown> = { ...(number === undefined ? {} : { number }), ...outcome.patch };
    if (declared.to !== undefined && patch['state'] === undefined) patch['state'] = declared.to;
    // The handler may have changed the record through other documents; what it hands back is laid over the record as it is now.
    const current = handler ? await this.load(definition, id) : before;
    const record = await this.update(definition, current, this.draft(definition, patch), action, via);
    const created = [...(outcome.created ?? [])];
    for (const follower of this.registry.followers) {
      created.push(...((await follower.run(this.as(follower.program), definition, action, record as never)) ?? []));
    }
    return { record, created };
  }

  async #found({ id, chart, currency }: WholeRecord): Promise<void> {
    const { transaction, registry, audit } = this;
    const principal = { ...this.context.principal, department: null, departments: [] };
    const inside = new Unit({ transaction, registry, audit, context: { ...this.context, principal, company: id }, workOf: this.#workOf });
    await foundCompany(registry, { id, chart: String(chart), currency: String(currency) }, (program) => inside.as(program));
  }

  async #number(definition: ObjectDefinition, action: string, before: WholeRecord): Promise<string | undefined> {
    const { numbering } = definition;
    if (!numbering || numbering.on !== action || before['number'] !== null) return undefined;
    const date = String(before['date'] ?? today(this.context));
    return writtenNumber(numbering, date, await nextNumber(this.transaction, this.context.company ?? '', seriesOf(definition.name, numbering, date)));
  }

  /** With what the hooks compute. @throws whatever they refuse with */
  async hooked(definition: ObjectDefinition, next: WholeRecord, before: WholeRecord | undefined): Promise<WholeRecord> {
    let record = next;
    for (const hook of this.registry.hooks(definition.name)) {
      const values = await hook.run(this.as(hook.program), record as never, before as never);
      if (!values) continue;
      const draft = this.draft(definition, values);
      record = { ...record, ...draft.values };
      for (const [child, rows] of Object.entries(draft.children)) record[child] = this.#rows(definition, child, record[child] as Row[], rows, record.id);
    }
    return record;
  }

  /** Puts a changed record into its tables, and the change into the log. */
  async store(definition: ObjectDefinition, before: WholeRecord, record: WholeRecord, event: string, via?: string): Promise<WholeRecord> {
    const shape = this.registry.table(definition.name);
    const childShapes = this.registry.childTables(definition);
    const changes = difference(shape, childShapes, before, record);
    // A person's change is always one, also to the value that was there: else an unchanged version would confirm a guess at a hidden value.
    if (changes.empty && event === 'update' && via !== undefined) return before;
    const stored: WholeRecord = {
      ...record,
      version: before.version + 1,
      updatedAt: this.context.clock().toISOString(),
      updatedBy: this.context.principal.userId,
    };
    const names = [...Object.keys(changes.after), 'version', 'updatedAt', 'updatedBy'];
    const done = await this.#updateRow(planOf(shape), names, stored as Row, before.version);
    if (done !== 1) throw stale();
    await this.#storeRows(childShapes, changes);
    if (!definition.derived) {
      const sides = auditSides(changes);
      await this.audit.append(this.transaction, this.context, {
        event, object: definition.name, record: before.id, ...sides, ...(via === undefined ? {} : { via }),
      });
    }
    if (SECURITY.has(definition.name)) await raiseEpoch(this.transaction, 'security');
    return stored;
  }

  async #storeRows(childShapes: ReturnType<Registry['childTables']>, { children }: Difference): Promise<void> {
    for (const shape of childShapes) {
      const changes = children[shape.child ?? ''];
      if (!changes) continue;
      const plan = planOf(shape);
      for (const row of changes.removed) await this.transaction.run(`DELETE FROM "${shape.table}" WHERE "id" = ?`, [String(row['id'])]);
      for (const { id, after } of changes.changed) await this.#updateRow(plan, Object.keys(after), { ...after, id });
      for (const row of changes.added) await this.transaction.run(plan.insertText, plan.encodeRow(row));
    }
  }

  async #updateRow(plan: TablePlan, names: readonly string[], row: Row, version?: number): Promise<number> {
    const { columns, values } = plan.writing(names, row);
    const set = columns.map((column) => `${column} = ?`).join(', ');
    const params = [...values];
    const where = version === undefined ? '"id" = ?' : '"id" = ? AND "version" = ?';
    params.push(String(row['id']));
    if (version !== undefined) params.push(version);
    return this.transaction.run(`UPDATE "${plan.shape.table}" SET ${set} WHERE ${where}`, params);
  }

  /** The rows of a child table as they will be: a given id keeps its row's other values, no id is a new row, rows not given go. */
  #rows(definition: ObjectDefinition, child: string, before: readonly Row[], given: readonly DraftRow[], parentId: string): Row[] {
    const fields = definition.children[child]?.fields ?? {};
    const old = new Map(before.map((row) => [String(row['id']), row]));
    return given.map((row, index) => {
      const was = row.id === undefined ? undefined : old.get(row.id);
      if (row.id !== undefined && !was) throw invalid(definition, { [`${child}.${index}`]: { zh: '没有这一行', en: 'there is no such row' } });
      return { ...(was ?? { ...defaults(fields), id: this.context.newId() }), ...row.values, parentId, position: index + 1 };
    });
  }
}

export interface ActDone {
  readonly record: WholeRecord;
  readonly created: NonNullable<ActionOutcome['created']>;
}

const DEFAULTS = new WeakMap<FieldMap, Row>();

/** The values a new row begins with, as their fields write them. */
function defaults(fields: FieldMap): Row {
  let row = DEFAULTS.get(fields);
  if (!row) {
    const values = Object.entries(fields).map(([name, field]) => {
      const parsed = parseField(field, field.default ?? null);
      return [name, 'value' in parsed ? parsed.value : null] as const;
    });
    DEFAULTS.set(fields, (row = Object.fromEntries(values)));
  }
  return { ...row };
}

/** A record as an entry keeps it: without what is empty. */
function present(record: WholeRecord): Row {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))) as Row;
}

export function stale(): Error {
  return refuse('conflict', '这条记录已被他人修改，请重新打开后再改。', 'Somebody else has changed this record. Open it again and repeat your change.', {
    fields: ['version'],
  });
}

/** @param state left out for who may not know it */
export function wrongState(definition: ObjectDefinition, state: string | undefined, action: string): Error {
  const act = definition.lifecycle?.actions[action]?.label;
  const [zh, en] = [act?.zh ?? '修改', act?.en ?? 'change'];
  const thing = definition.label.en.toLowerCase();
  if (state === undefined) {
    return refuse('wrong_state', `这条${definition.label.zh}在当前状态下不能${zh}。`, `This ${thing} cannot take "${en}" in its present state.`);
  }
  const label = definition.lifecycle?.states[state];
  return refuse(
    'wrong_state',
    `状态为“${label?.zh ?? state}”的${definition.label.zh}不能${zh}。`,
    `A ${thing} in state "${label?.en ?? state}" cannot take "${en}".`,
    { facts: { state } },
  );
}
