import { parseExpression, type Expression } from '#common/expression';
import type { Stored } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import { readerOf } from '#core/context';
import type { Reader } from '#db';
import { bind, compileCount, compileGroups, compileList, type Hole, type View } from '#db/query';
import { Caller, type GateParts } from './caller.ts';
import type { Gate, RelatedGroup, RelatedRecord, VisibleRecord } from './gate.ts';
import { missing } from './missing.ts';
import type { Watched } from './watched.ts';

/** Records of each group that are named. */
const NAMED = 10;

/**
 * The documents before and after a record, and what else speaks of it, out of the definitions alone: links of the record, links to it, and rows that link to
 * it. Each group is one question against the reader's own views, so that neither a record nor its being there is told to who may not see the link.
 * @param figures reads counts
 */
export function relatedOf({ store, ...parts }: GateParts, watched: Watched, figures: Reader): Pick<Gate, 'related'> {
  return {
    related: (context, object, id) =>
      watched(context, { event: 'records.related', object, record: id }, async () => {
        const caller = await Caller.of({ store, ...parts }, context);
        const definition = caller.definition(object);
        const record = await caller.visible.one(store.reader, object, id, fieldsThatName(caller, definition));
        if (!record) throw missing(definition);
        const around = new Surroundings(caller, store.reader, figures);
        const [named, naming] = await Promise.all([Promise.all(around.named(definition, record)), Promise.all(around.naming(definition, id))]);
        return inOrder(id, present(named), present(naming));
      }),
  };
}

/**
 * Two documents may name each other: a quote its order, and the order its quote. Ids follow the order in which records were made, so the older one came before;
 * it is told once.
 */
function inOrder(id: string, named: readonly RelatedGroup[], naming: readonly RelatedGroup[]): readonly RelatedGroup[] {
  const before = named.filter((group) => group.records.every((record) => record.id < id));
  const came = new Set(before.flatMap(idsOf));
  const after = naming.map((group) => {
    const records = group.records.filter((record) => !came.has(keyOf(group, record)));
    return { ...group, records, count: group.count - (group.records.length - records.length) };
  });
  const told = new Set([...came, ...after.flatMap(idsOf)]);
  const others = named.filter((group) => !idsOf(group).every((key) => told.has(key))).map((group) => ({ ...group, side: 'after' as const }));
  return [...before, ...others, ...after].filter((group) => group.count > 0);
}

function present(groups: readonly (RelatedGroup | undefined)[]): readonly RelatedGroup[] {
  return groups.flatMap((group) => group ?? []);
}

function idsOf(group: RelatedGroup): string[] {
  return group.records.map((record) => keyOf(group, record));
}

function keyOf({ object }: RelatedGroup, { id }: RelatedRecord): string {
  return `${object} ${id}`;
}

/** Stands for the record's id in statements that are compiled once for all. */
const RECORD = '\u0001record';

/** What a program made names the document it made it for by these two, since that may be of any object. */
const SOURCE = ['sourceObject', 'sourceId'] as const;

class Surroundings {
  readonly #caller: Caller;
  readonly #reader: Reader;
  readonly #figures: Reader;

  constructor(caller: Caller, reader: Reader, figures: Reader) {
    this.#caller = caller;
    this.#reader = reader;
    this.#figures = figures;
  }

  /** Documents that the record names. */
  named(definition: ObjectDefinition, record: VisibleRecord): Promise<RelatedGroup | undefined>[] {
    const { registry } = this.#caller.access;
    const linked = Object.entries(definition.fields).flatMap(([field, { type, ...rest }]) =>
      type === 'link' && 'to' in rest && registry.find(rest.to)?.kind === 'document' ? [{ field, object: rest.to, id: record[field] }] : [],
    );
    const made = hasSource(definition) ? [{ field: SOURCE[1], object: String(record[SOURCE[0]]), id: record[SOURCE[1]] }] : [];
    return [...linked, ...made].map(async ({ field, object, id }): Promise<RelatedGroup | undefined> => {
      const named = registry.find(object);
      if (!named || typeof id !== 'string' || !this.#caller.access.can(object, 'read')) return undefined;
      const found = await this.#caller.visible.one(this.#reader, object, id, this.#shown(named));
      return found && { object, side: 'before', field, count: 1, records: [asRelated(named, found)] };
    });
  }

  /** Documents that name the record, then masters that do. */
  naming({ name }: ObjectDefinition, id: string): Promise<RelatedGroup | undefined>[] {
    const { definitions } = this.#caller.access.registry;
    return (['document', 'master'] as const)
      .flatMap((kind) => definitions.filter((definition) => definition.kind === kind))
      .flatMap((definition) => {
        const heads = linksIn(definition.fields, name);
        const conditions = heads.map((field) => ({ field, condition: `${field} == ${JSON.stringify(RECORD)}` }));
        if (hasSource(definition)) {
          const [object, source] = SOURCE;
          conditions.push({ field: source, condition: `${object} == ${JSON.stringify(name)} && ${source} == ${JSON.stringify(RECORD)}` });
        }
        if (conditions.length > 0) return conditions.map(({ field, condition }) => this.#inHead(definition, field, condition, id));
        return Object.entries(definition.children).flatMap(([child, { fields }]) =>
          linksIn(fields, name).map((field) => this.#inRows(definition, child, field, id)),
        );
      });
  }

  async #inHead(definition: ObjectDefinition, field: string, condition: string, id: string): Promise<RelatedGroup | undefined> {
    const view = this.#caller.access.view(definition.name);
    const read = condition.startsWith(SOURCE[0]) ? SOURCE : [field];
    if (!view || !read.every((name) => isOpen(view, name))) return undefined;
    const { dialect } = this.#reader;
    const { list, count } = this.#compiled([definition.name, condition], () => {
      const also = [parsed(condition), ...(definition.kind === 'master' ? [parsed('archived == false')] : [])];
      const shown = this.#shown(definition);
      const sort = [...(shown.includes('date') ? [{ path: ['date'], descending: true }] : []), { path: ['id'], descending: true }];
      return {
        list: compileList({ view, also, select: [['id'], ...shown.map((one) => [one])], sort }, dialect),
        count: compileCount({ view, also, select: [], sort: [] }, dialect),
      };
    });
    const rows = await this.#reader.rows(list.text, this.#bound(list, id, NAMED + 1));
    const more = rows.length > NAMED;
    const counted = more ? await this.#figures.rows(count.text, this.#bound(count, id, 0)) : [];
    const records = rows.slice(0, NAMED).map((row) => asRelated(definition, list.read(row).values));
    return { object: definition.name, side: 'after', field, count: more ? Number(counted[0]?.[0]) : rows.length, records };
  }

  async #inRows(definition: ObjectDefinition, child: string, field: string, id: string): Promise<RelatedGroup | undefined> {
    const key = `${definition.name}.${child}`;
    const { access } = this.#caller;
    const view = access.view(key);
    if (!view || !access.view(definition.name) || !isOpen(view, field)) return undefined;
    const { dialect } = this.#reader;
    const { list, count } = this.#compiled([key, field], () => {
      const also = [parsed(`${field} == ${JSON.stringify(RECORD)}`)];
      const select = ['id', ...this.#shown(definition)].map((name) => ({ alias: name, path: ['parent', name] }));
      const dated = select.findIndex((one) => one.alias === 'date');
      const order = [...(dated > 0 ? [{ index: dated, descending: true }] : []), { index: 0, descending: true }];
      return {
        list: compileGroups({ view, also, select, group: select, order, limit: NAMED + 1 }, dialect),
        count: compileGroups({ view, also, select: [{ alias: 'count', aggregate: 'countDistinct', path: ['parent', 'id'] }], group: [], order: [], limit: 1 }, dialect),
      };
    });
    const rows = await this.#figures.rows(list.text, this.#bound(list, id, NAMED + 1));
    const more = rows.length > NAMED;
    const [counted] = more ? await this.#figures.rows(count.text, this.#bound(count, id, 1)) : [];
    const records = rows.slice(0, NAMED).map((row) => asRelated(definition, list.read(row)));
    return { object: definition.name, side: 'after', field: `${child}.${field}`, count: counted ? Number(count.read(counted)['count']) : rows.length, records };
  }

  /** The fields that tell records apart, as far as they are open. */
  #shown(definition: ObjectDefinition): readonly string[] {
    const view = this.#caller.access.view(definition.name);
    const names = new Set([
      ...(definition.fields[definition.title]?.type === 'text' ? [definition.title] : []),
      // Vouchers have a number that their module gives them, by no numbering of the definition.
      ...(definition.kind === 'document' ? ['number'] : []),
      ...(definition.lifecycle ? ['state'] : []),
      ...(definition.fields['date']?.type === 'date' ? ['date'] : []),
    ]);
    return view ? [...names].filter((name) => isOpen(view, name)) : [];
  }

  #compiled<T>(key: readonly string[], make: () => T): T {
    const { statements } = this.#caller.access;
    const text = `related ${key.join(' ')}`;
    const known = statements.get(text);
    if (known !== undefined) return known as T;
    const made = make();
    statements.set(text, made);
    return made;
  }

  #bound(compiled: { readonly params: Parameters<typeof bind>[0]; readonly holes?: readonly Hole[] }, id: string, limit: number): Stored[] {
    const values = bind(compiled.params, readerOf(this.#caller.context));
    compiled.params.forEach((param, at) => {
      if ('value' in param && param.value === RECORD) values[at] = id;
    });
    for (const { at } of compiled.holes ?? []) values[at] = limit;
    return values;
  }
}

/** What the record itself has to tell: its links to documents that the reader may read. */
function fieldsThatName({ access }: Caller, definition: ObjectDefinition): readonly string[] {
  const view = access.view(definition.name);
  const names = Object.entries(definition.fields).flatMap(([name, field]) =>
    field.type === 'link' && access.registry.find(field.to)?.kind === 'document' ? [name] : [],
  );
  const all = hasSource(definition) ? [...names, ...SOURCE] : names;
  return ['id', ...all.filter((name) => view !== undefined && isOpen(view, name))];
}

function hasSource(definition: ObjectDefinition): boolean {
  return SOURCE.every((name) => definition.fields[name]?.type === 'text');
}

function linksIn(fields: ObjectDefinition['fields'], object: string): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => (field.type === 'link' && field.to === object ? [name] : []));
}

function isOpen(view: View, name: string): boolean {
  return view.cell('t', name)?.open !== undefined;
}

const PARSED = new Map<string, Expression>();

function parsed(condition: string): Expression {
  let expression = PARSED.get(condition);
  if (!expression) PARSED.set(condition, (expression = parseExpression(condition)));
  return expression;
}

function asRelated(definition: ObjectDefinition, values: Readonly<Record<string, unknown>>): RelatedRecord {
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
  return { id: String(values['id']), title: text(definition.title) ?? text('number') ?? '', number: text('number'), state: text('state'), date: text('date') };
}
