import { refuse } from '#common/errors';
import type { Action, ObjectDefinition } from '#common/objects';
import type { Context } from '#core/context';
import { atLeast } from '#core/access/levels.ts';
import type { Transaction } from '#db';
import { denied } from '#db/query';
import { parseActionInput } from './action-input.ts';
import { Caller, type GateParts } from './caller.ts';
import { parseDraft } from './draft.ts';
import type { Gate } from './gate.ts';
import { requireInputLinks, requireLinks } from './require-links.ts';
import { forbidden } from './rights.ts';
import { stale, wrongState, type ActDone } from './unit.ts';
import type { Asked, Watched } from './watched.ts';

type Writes = Pick<Gate, 'create' | 'update' | 'remove' | 'act' | 'unmask'>;

/** What people may change: rights → validation → rules → store → audit, in one unit of work. */
export function writesOf(parts: GateParts, watched: Watched): Writes {
  /** Rights are looked up inside the unit of work, after the wait in the line of writers: what was taken away meanwhile is gone. */
  function writing<T>(context: Context, asked: Asked, work: (caller: Caller, transaction: Transaction) => Promise<T>): Promise<T> {
    return watched(context, asked, () => parts.store.write(async (transaction) => work(await Caller.of(parts, context), transaction)));
  }

  return {
    create: (context, object, input) =>
      writing(context, { event: 'create', object }, async (caller, transaction) => {
        const definition = caller.definition(object);
        const { rights } = caller;
        rights.require(definition, 'create');
        const draft = parseDraft(caller.access.registry, definition, input, rights.mayName('create'));
        await requireLinks(transaction, caller, definition, draft);
        const record = await caller.unit(transaction).insert(definition, draft);
        // Which grant covers a record is known once it is there.
        const grants = await rights.covering(transaction, definition, record.id, 'create');
        if (grants.length === 0) throw forbidden(definition, 'create');
        rights.requireFields(grants, definition, draft);
        return caller.answer(transaction, object, record.id);
      }),

    update: (context, object, id, patch) =>
      writing(context, { event: 'update', object, record: id }, async (caller, transaction) => {
        const definition = caller.definition(object);
        const { rights } = caller;
        rights.require(definition, 'update');
        const { version, ...input } = patch;
        const grants = await rights.demand(transaction, definition, id, 'update');
        const draft = parseDraft(caller.access.registry, definition, input, rights.mayName('update'));
        rights.requireFields(grants, definition, draft);
        const unit = caller.unit(transaction);
        const before = await unit.load(definition, id);
        if (version !== before.version) throw stale();
        if (!isEditable(definition, before.state)) throw wrongState(definition, before.state, 'update');
        refuseFixed(definition, draft.values);
        await requireLinks(transaction, caller, definition, draft);
        await unit.update(definition, before, draft, 'update');
        // Nobody hands a record to where they could not have reached it.
        if ((await rights.covering(transaction, definition, id, 'update')).length === 0) throw forbidden(definition, 'update');
        return caller.answer(transaction, object, id);
      }),

    remove: (context, object, id) =>
      writing(context, { event: 'delete', object, record: id }, async (caller, transaction) => {
        const definition = caller.definition(object);
        caller.rights.require(definition, 'delete');
        await caller.rights.demand(transaction, definition, id, 'delete');
        const unit = caller.unit(transaction);
        const before = await unit.load(definition, id);
        if (!isEditable(definition, before.state) || before['number'] !== null) throw wrongState(definition, before.state, 'delete');
        await unit.remove(definition, before);
      }),

    act: (context, object, id, action, given) =>
      writing(context, { event: action, object, record: id }, async (caller, transaction) => {
        const definition = caller.definition(object);
        const declared = actionOf(definition, action);
        await caller.rights.demand(transaction, definition, id, `action:${action}`);
        const { version, ...rest } = given;
        const input = parseActionInput(declared.input, rest);
        await requireInputLinks(transaction, caller, declared.input, input);
        const unit = caller.unit(transaction);
        if (version !== undefined && version !== (await unit.load(definition, id)).version) throw stale();
        const done = await unit.act(definition, id, action, input);
        const record = await caller.answer(transaction, object, id);
        const created = await visibleOf(transaction, caller, done.created);
        return created.length > 0 ? { ...record, _created: created } : record;
      }),

    unmask: (context, object, id, fields, reason) =>
      writing(context, { event: 'records.unmask', object, record: id }, async (caller, transaction) => {
        const definition = caller.definition(object);
        const { access } = caller;
        const grants = await caller.rights.demand(transaction, definition, id, 'unmask');
        if (reason.trim() === '') throw noReason();
        const table = access.registry.table(object);
        const refused = fields.filter((name) => !grants.some((grant) => atLeast(access.level(grant, table, name), 'masked')));
        if (refused.length > 0) throw denied(refused);
        const record = await caller.unit(transaction).load(definition, id);
        await parts.audit.append(transaction, context, { event: 'records.unmask', object, record: id, reason, after: { fields: [...fields] } });
        return Object.fromEntries(fields.map((name) => [name, record[name] ?? null]));
      }),
  };
}

/** @throws PanshiError `not_found` */
function actionOf({ lifecycle }: ObjectDefinition, action: string): Action {
  const declared = lifecycle && Object.hasOwn(lifecycle.actions, action) ? lifecycle.actions[action] : undefined;
  if (!declared) throw refuse('not_found', `没有动作“${action}”。`, `There is no action "${action}".`);
  return declared;
}

export function isEditable({ lifecycle }: ObjectDefinition, state: string): boolean {
  return !lifecycle || lifecycle.editable.includes(state);
}

/** @throws PanshiError `field_denied` for what is set once, at creation */
export function refuseFixed(definition: ObjectDefinition, values: Readonly<Record<string, unknown>>): void {
  const fixed = Object.keys(values).filter((name) => definition.fields[name]?.fixed);
  if (fixed.length > 0) throw denied(fixed);
}

/** Of the documents an action made, those the caller may know of. */
async function visibleOf(transaction: Transaction, caller: Caller, made: ActDone['created']): Promise<ActDone['created']> {
  const seen = [];
  for (const one of made) {
    if ((await caller.visible.among(transaction, one.object, [one.id])).has(one.id)) seen.push(one);
  }
  return seen;
}

function noReason(): Error {
  const problems = { reason: { zh: '必须填写', en: 'must be filled in' } };
  return refuse('invalid', '请填写查看原因。', 'Say why you need to see this.', { fields: ['reason'], problems });
}
