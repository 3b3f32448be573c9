import { refuse } from '#common/errors';
import type { Context } from '#core/context';
import { namesOf } from './person-names.ts';
import { officesOf } from '#core/identity/principals.ts';
import type { Reader } from '#db';
import { Caller, type GateParts } from './caller.ts';
import { describe } from './describe.ts';
import type { Gate, ListRequest } from './gate.ts';
import { visibleHistory } from './history.ts';
import { longCount, longList, longQuery } from './long-list.ts';
import { missing } from './missing.ts';
import { outlineOf, requireOutline } from './outline.ts';
import { isStorable } from './storable.ts';
import type { Asked, Watched } from './watched.ts';

type Reads = Pick<Gate, 'objects' | 'object' | 'outline' | 'list' | 'export' | 'read' | 'query' | 'history' | 'may' | 'visible'>;

/** Rows of an export are read so many at a time. */
const EXPORT_PAGE = 500;

/** What people may look at and take away. @param figures reads totals and grouped figures */
export function readsOf(parts: GateParts, watched: Watched, figures: Reader): Reads {
  const { store, audit } = parts;

  function reading<T>(context: Context, asked: Asked, work: (caller: Caller) => Promise<T>): Promise<T> {
    return watched(context, asked, async () => work(await Caller.of(parts, context)));
  }

  const reads: Reads = {
    async objects(context) {
      const { access } = await Caller.of(parts, context);
      return access.registry.definitions.flatMap((definition) => describe(access, definition) ?? []);
    },

    async object(context, object) {
      const caller = await Caller.of(parts, context);
      const view = describe(caller.access, caller.definition(object));
      if (!view) throw refuse('not_found', `没有对象“${object}”。`, `There is no object "${object}".`);
      return view;
    },

    outline: (context) =>
      reading(context, { event: 'objects.outline', object: 'role' }, async ({ access }) => {
        requireOutline(access, await officesOf(store.reader, context.principal.roles));
        return access.registry.definitions.map(outlineOf);
      }),

    list: (context, object, request) =>
      reading(context, { event: 'records.list', object }, async ({ access, visible }) => {
        const [readers, table] = [{ store, figures }, access.registry.table(object)];
        const answered = await longList(readers, visible, table, request);
        return request.count ? { ...answered, total: await longCount(readers, visible, table, request) } : answered;
      }),

    async *export(context, object, request) {
      const visible = await reading(context, { event: 'records.export', object }, async (caller) => {
        caller.rights.require(caller.definition(object), 'export');
        await caller.visible.list(store.reader, object, { ...request, limit: 1 }, 'export');
        return caller.visible;
      });
      const after = { fields: [...(request.fields ?? ['*'])], filter: request.filter ?? null };
      await store.write((transaction) => audit.append(transaction, context, { event: 'records.export', object, after }));
      let cursor: string | undefined;
      do {
        const page: ListRequest = { ...request, limit: EXPORT_PAGE, ...(cursor === undefined ? {} : { cursor }) };
        const answered = await visible.list(store.longReader, object, page, 'export');
        yield* answered.records;
        cursor = answered.next;
      } while (cursor !== undefined);
    },

    read: (context, object, id, fields) =>
      reading(context, { event: 'records.read', object, record: id }, async (caller) => {
        const found = await caller.visible.one(store.reader, object, id, fields);
        if (!found) throw missing(caller.definition(object));
        return found;
      }),

    query: (context, request) =>
      reading(context, { event: 'records.query', object: request.object }, ({ access, visible }) => longQuery({ store, figures }, visible, access.registry.table(request.object), request)),

    history: (context, object, id) =>
      reading(context, { event: 'records.history', object, record: id }, async (caller) => {
        const definition = caller.definition(object);
        const grants = await caller.rights.covering(store.reader, definition, id, 'read');
        if (grants.length === 0) throw missing(definition);
        const entries = visibleHistory(caller.access, definition, grants, await audit.ofRecord(store.reader, object, id));
        const names = await namesOf({ gate: reads, access: parts.access }, context, entries.flatMap(({ person }) => person ?? []));
        return entries.map(({ person, ...entry }) => ({ ...entry, name: names.get(person ?? '') ?? null }));
      }),

    async may(context, object, id, verb) {
      const { access, rights } = await Caller.of(parts, context);
      const definition = access.registry.find(object);
      if (!definition || !isStorable(id) || !rights.may(definition, verb)) return false;
      return (await rights.covering(store.reader, definition, id, verb)).length > 0;
    },

    async visible(context, object, ids) {
      const { access, visible } = await Caller.of(parts, context);
      return access.registry.find(object) ? visible.among(store.reader, object, ids) : new Set<string>();
    },
  };
  return reads;
}
