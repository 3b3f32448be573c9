import { isPanshiError, refuse } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import type { Access } from '#core/access';
import { atLeast } from '#core/access/levels.ts';
import type { AuditLog } from '#core/audit/log.ts';
import { denied } from '#db/query';
import type { Context } from '#core/context';
import type { Registry } from '#core/registry';
import { RememberedReader, type Reader, type Store, type Transaction } from '#db';
import { parseActionInput } from './action-input.ts';
import { describe } from './describe.ts';
import { parseDraft } from './draft.ts';
import type { Gate, ListRequest, VisibleRecord } from './gate.ts';
import { visibleHistory, worthLogging } from './history.ts';
import { missing } from './missing.ts';
import { isStorable, writtenNames } from './storable.ts';
import { forbidden, Rights } from './rights.ts';
import { openUnit } from './open-unit.ts';
import { stale, wrongState, type Unit } from './unit.ts';
import { VisibleRecords } from './visible.ts';

export interface GateParts {
  readonly store: Store;
  readonly audit: AuditLog;
  registry(): Registry;
  /** What the caller's roles open, as of now. */
  access(context: Context): Promise<Access>;
}

/** Rows of an export are read so many at a time. */
const EXPORT_PAGE = 500;

/** Makes the gate over a store. */
export function openGate(parts: GateParts): Gate {
  const { store, audit } = parts;
  /** Totals and grouped figures are asked for again and again, by everybody who looks at the same page. */
  const figures = new RememberedReader(store);
  /** As of the last look at the store: asked after `access`, which takes up what others have changed. */
  const definitionOf = (object: string): ObjectDefinition => parts.registry().definition(object);
  const unitOf = (transaction: Transaction, context: Context): Unit => openUnit({ transaction, context, registry: parts.registry(), audit });

  /** Does it; a refusal that matters is put in the log after the work has been rolled back. */
  async function watched<T>(context: Context, event: string, object: string, record: string | undefined, work: () => Promise<T>): Promise<T> {
    try {
      if (record !== undefined && !isStorable(record)) throw missing(definitionOf(object));
      return await work();
    } catch (error) {
      if (worthLogging(error) && isPanshiError(error)) {
        const entry = { event, object, ok: false, reason: error.code, after: error.details?.fields ? { fields: writtenNames(error.details.fields) } : null };
        await store.write((transaction) => audit.append(transaction, context, record === undefined ? entry : { ...entry, record }));
      }
      if (record !== undefined && isPanshiError(error) && error.code === 'wrong_state' && !(await knowsState(context, object, record))) {
        throw wrongState(definitionOf(object), undefined, event);
      }
      throw error;
    }
  }

  async function knowsState(context: Context, object: string, id: string): Promise<boolean> {
    const rights = new Rights(await parts.access(context), context);
    const definition = definitionOf(object);
    return rights.opens(await rights.covering(store.reader, definition, id, 'read'), definition.name, ['state']);
  }

  /** The record as its writer may see it; only its id where it is out of the writer's sight. */
  async function answer(reader: Reader, access: Access, context: Context, object: string, id: string): Promise<VisibleRecord> {
    const seen = access.can(object, 'read') ? await new VisibleRecords(access, context).one(reader, object, id) : undefined;
    return seen ?? { id };
  }

  return {
    async objects(context) {
      const access = await parts.access(context);
      return access.registry.definitions.flatMap((definition) => describe(access, definition) ?? []);
    },

    async object(context, object) {
      const view = describe(await parts.access(context), definitionOf(object));
      if (!view) throw refuse('not_found', `没有对象「${object}」。`, `There is no object "${object}".`);
      return view;
    },

    list: (context, object, request) =>
      watched(context, 'records.list', object, undefined, async () => {
        const visible = new VisibleRecords(await parts.access(context), context);
        const answered = await visible.list(store.reader, object, request);
        return request.count ? { ...answered, total: await visible.count(figures, object, request) } : answered;
      }),

    async *export(context, object, request) {
      const access = await parts.access(context);
      const definition = definitionOf(object);
      const visible = new VisibleRecords(access, context);
      await watched(context, 'records.export', object, undefined, async () => {
        new Rights(access, context).require(definition, 'export');
        await visible.list(store.reader, object, { ...request, limit: 1 }, 'export');
      });
      await store.write((transaction) =>
        audit.append(transaction, context, {
          event: 'records.export', object, after: { fields: [...(request.fields ?? ['*'])], filter: request.filter ?? null },
        }),
      );
      let cursor: string | undefined;
      do {
        const page: ListRequest = { ...request, limit: EXPORT_PAGE, ...(cursor === undefined ? {} : { cursor }) };
        const answered = await visible.list(store.longReader, object, page, 'export');
        yield* answered.records;
        cursor = answered.next;
      } while (cursor !== undefined);
    },

    read: (context, object, id, fields) =>
      watched(context, 'records.read', object, id, async () => {
        const definition = definitionOf(object);
        const found = await new VisibleRecords(await parts.access(context), context).one(store.reader, object, id, fields);
        if (!found) throw missing(definition);
        return found;
      }),

    create: (context, object, input) =>
      watched(context, 'create', object, undefined, () =>
        store.write(async (transaction) => {
          const access = await parts.access(context);
          const definition = definitionOf(object);
          const rights = new Rights(access, context);
          rights.require(definition, 'create');
          const unit = unitOf(transaction, context);
          const draft = parseDraft(unit.registry, definition, input, rights.mayName('create'));
          await requireLinks(transaction, access, context, definition, draft);
          const record = await unit.insert(definition, draft);
          const grants = await rights.covering(transaction, definition, record.id, 'create');
          if (grants.length === 0) throw forbidden(definition, 'create');
          rights.requireFields(grants, definition, draft);
          return answer(transaction, access, context, object, record.id);
        }),
      ),

    update: (context, object, id, patch) =>
      watched(context, 'update', object, id, () =>
        store.write(async (transaction) => {
          const access = await parts.access(context);
          const definition = definitionOf(object);
          const rights = new Rights(access, context);
          rights.require(definition, 'update');
          const { version, ...input } = patch;
          const unit = unitOf(transaction, context);
          const grants = await rights.demand(transaction, definition, id, 'update');
          const draft = parseDraft(unit.registry, definition, input, rights.mayName('update'));
          rights.requireFields(grants, definition, draft);
          const before = await unit.load(definition, id);
          if (version !== before.version) throw stale();
          const { lifecycle } = definition;
          if (lifecycle && !lifecycle.editable.includes(before.state)) throw wrongState(definition, before.state, 'update');
          refuseFixed(definition, draft.values);
          await requireLinks(transaction, access, context, definition, draft);
          await unit.update(definition, before, draft, 'update');
          // Nobody hands a record to where they could not have reached it.
          if ((await rights.covering(transaction, definition, id, 'update')).length === 0) throw forbidden(definition, 'update');
          return answer(transaction, access, context, object, id);
        }),
      ),

    remove: (context, object, id) =>
      watched(context, 'delete', object, id, () =>
        store.write(async (transaction) => {
          const rights = new Rights(await parts.access(context), context);
          const definition = definitionOf(object);
          rights.require(definition, 'delete');
          await rights.demand(transaction, definition, id, 'delete');
          const unit = unitOf(transaction, context);
          const before = await unit.load(definition, id);
          const draft = !definition.lifecycle || definition.lifecycle.editable.includes(before.state);
          if (!draft || before['number'] !== null) throw wrongState(definition, before.state, 'delete');
          await unit.remove(definition, before);
        }),
      ),

    act: (context, object, id, action, given) =>
      watched(context, action, object, id, () =>
        store.write(async (transaction) => {
          const access = await parts.access(context);
          const definition = definitionOf(object);
          const rights = new Rights(access, context);
          const declared = definition.lifecycle && Object.hasOwn(definition.lifecycle.actions, action) ? definition.lifecycle.actions[action] : undefined;
          if (!declared) throw refuse('not_found', `没有动作「${action}」。`, `There is no action "${action}".`);
          await rights.demand(transaction, definition, id, `action:${action}`);
          const { version, ...rest } = given;
          const unit = unitOf(transaction, context);
          if (version !== undefined && version !== (await unit.load(definition, id)).version) throw stale();
          const done = await unit.act(definition, id, action, parseActionInput(declared.input, rest));
          const record = await answer(transaction, access, context, object, id);
          const created = [];
          for (const made of done.created) {
            const visible = await new VisibleRecords(access, context).among(transaction, made.object, [made.id]);
            if (visible.has(made.id)) created.push(made);
          }
          return created.length > 0 ? { ...record, _created: created } : record;
        }),
      ),

    query: (context, request) =>
      watched(context, 'records.query', request.object, undefined, async () =>
        new VisibleRecords(await parts.access(context), context).query(figures, request),
      ),

    reports() {
      return parts.registry().reports.map(({ name, label }) => ({ name, label }));
    },

    report: (context, name, params) =>
      watched(context, 'records.report', name, undefined, async () => {
        const report = parts.registry().reports.find((one) => one.name === name);
        if (!report) throw refuse('not_found', `没有报表「${name}」。`, `There is no report "${name}".`);
        const parsed = report.params.safeParse(params);
        if (!parsed.success) throw badParams(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
        const visible = new VisibleRecords(await parts.access(context), context);
        return report.run({ context, query: async (query) => [...(await visible.query(figures, query)).rows] }, parsed.data);
      }),

    history: (context, object, id) =>
      watched(context, 'records.history', object, id, async () => {
        const access = await parts.access(context);
        const definition = definitionOf(object);
        const grants = await new Rights(access, context).covering(store.reader, definition, id, 'read');
        if (grants.length === 0) throw missing(definition);
        return visibleHistory(access, definition, grants, await audit.ofRecord(store.reader, object, id));
      }),

    unmask: (context, object, id, fields, reason) =>
      watched(context, 'records.unmask', object, id, () =>
        store.write(async (transaction) => {
          const access = await parts.access(context);
          const definition = definitionOf(object);
          const grants = await new Rights(access, context).demand(transaction, definition, id, 'unmask');
          if (reason.trim() === '') throw noReason();
          const table = access.registry.table(object);
          const refused = fields.filter((name) => !grants.some((grant) => atLeast(access.level(grant, table, name), 'masked')));
          if (refused.length > 0) throw denied(refused);
          const record = await unitOf(transaction, context).load(definition, id);
          await audit.append(transaction, context, { event: 'records.unmask', object, record: id, reason, after: { fields: [...fields] } });
          return Object.fromEntries(fields.map((name) => [name, record[name] ?? null]));
        }),
      ),

    async may(context, object, id, verb) {
      const access = await parts.access(context);
      const definition = access.registry.find(object);
      const rights = new Rights(access, context);
      if (!definition || !isStorable(id) || !rights.may(definition, verb)) return false;
      return (await rights.covering(store.reader, definition, id, verb)).length > 0;
    },

    async visible(context, object, ids) {
      const access = await parts.access(context);
      return access.registry.find(object) ? new VisibleRecords(access, context).among(store.reader, object, ids) : new Set<string>();
    },
  };
}

function noReason(): Error {
  const problems = { reason: { zh: '必须填写', en: 'must be filled in' } };
  return refuse('invalid', '请填写查看原因。', 'Say why you need to see this.', { fields: ['reason'], problems });
}

function badParams(where: string): Error {
  return refuse('malformed', `报表参数有误：${where}`, `The parameters of the report are not valid: ${where}`);
}

function refuseFixed(definition: ObjectDefinition, values: Readonly<Record<string, unknown>>): void {
  const fixed = Object.keys(values).filter((name) => definition.fields[name]?.fixed);
  if (fixed.length > 0) throw denied(fixed);
}

/** Every record a person links to must be there for that person. @throws PanshiError `invalid`, the same for hidden and for missing ones */
async function requireLinks(
  reader: Reader,
  access: Access,
  context: Context,
  definition: ObjectDefinition,
  draft: ReturnType<typeof parseDraft>,
): Promise<void> {
  const { registry } = access;
  const wanted = new Map<string, Map<string, string>>();
  const collect = (key: string, prefix: string, values: Readonly<Record<string, unknown>>): void => {
    for (const [name, value] of Object.entries(values)) {
      const field = registry.table(key).fields[name];
      if (field?.type !== 'link' || typeof value !== 'string') continue;
      const ids = wanted.get(field.to) ?? new Map<string, string>();
      ids.set(value, prefix + name);
      wanted.set(field.to, ids);
    }
  };
  collect(definition.name, '', draft.values);
  for (const [child, rows] of Object.entries(draft.children)) rows.forEach((row, index) => collect(`${definition.name}.${child}`, `${child}.${index}.`, row.values));
  const visible = new VisibleRecords(access, context);
  for (const [object, ids] of wanted) {
    const there = await visible.among(reader, object, [...ids.keys()]);
    for (const [id, path] of ids) {
      if (there.has(id) || (object === 'user' && id === context.principal.userId)) continue;
      const problems = { [path]: { zh: '没有找到所指的记录', en: 'points at a record that was not found' } };
      throw refuse('invalid', `${path}：没有找到所指的记录。`, `${path}: points at a record that was not found.`, { fields: [path], problems });
    }
  }
}
