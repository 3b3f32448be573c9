import type { Field } from '#common/fields';
import type { FindRequest, ListRequest, PrintWanted, QueryRequest, TrialRequest } from '#core/records';
import { CHILD, fieldsIn, OBJECTS, TABLES, type ObjectName } from './fields.ts';
import type { Oracle } from './oracle.ts';
import type { Tape } from './tape.ts';
import { candidates, COLLEAGUE, HOME, idsOf, OTHER, READER, uuid, type World } from './world.ts';

type Body = Record<string, unknown>;

/** Something a person asks of the gate. */
export type Asked =
  | { readonly ask: 'list' | 'pages' | 'count' | 'export'; readonly object: ObjectName; readonly request: ListRequest }
  | { readonly ask: 'read'; readonly object: ObjectName; readonly id: string; readonly fields: readonly string[] | undefined }
  | { readonly ask: 'query'; readonly request: QueryRequest }
  | { readonly ask: 'history' | 'related' | 'remove'; readonly object: ObjectName; readonly id: string }
  | { readonly ask: 'visible'; readonly object: ObjectName; readonly ids: readonly string[] }
  | { readonly ask: 'print'; readonly object: ObjectName; readonly ids: readonly string[]; readonly wanted: PrintWanted }
  | { readonly ask: 'objects' | 'report' | 'takeReport' | 'todo' }
  | { readonly ask: 'find'; readonly request: FindRequest }
  | { readonly ask: 'create'; readonly object: ObjectName; readonly body: Body }
  | { readonly ask: 'try'; readonly object: ObjectName; readonly request: TrialRequest }
  | { readonly ask: 'update'; readonly object: ObjectName; readonly id: string; readonly body: Body }
  | { readonly ask: 'act'; readonly object: ObjectName; readonly id: string; readonly action: string; readonly body: Body };

const KINDS: readonly Asked['ask'][] = [
  'list',
  'list',
  'list',
  'pages',
  'pages',
  'count',
  'find',
  'find',
  'export',
  'read',
  'read',
  'query',
  'query',
  'query',
  'history',
  'related',
  'related',
  'remove',
  'visible',
  'report',
  'takeReport',
  'print',
  'create',
  'try',
  'try',
  'try',
  'update',
  'update',
  'update',
  'act',
];

/** Makes requests that a person with these rights could well send; now and then ones that name what is hidden. */
export class Asking {
  readonly #tape: Tape;
  readonly #world: World;
  readonly #oracle: Oracle;

  constructor(tape: Tape, world: World, oracle: Oracle) {
    this.#tape = tape;
    this.#world = world;
    this.#oracle = oracle;
  }

  next(): Asked {
    const ask = this.#tape.one(KINDS);
    const object = this.#tape.one(OBJECTS);
    switch (ask) {
      case 'list':
      case 'pages':
      case 'count':
      case 'export':
        return { ask, object, request: this.#listRequest(object, ask) };
      case 'read':
        return { ask, object, id: this.#id(object), fields: this.#tape.once(2) ? this.#fields(object) : undefined };
      case 'query':
        return { ask, request: this.#queryRequest(this.#tape.once(3) && CHILD[object] ? `${object}.${CHILD[object]}` : object) };
      case 'history':
      case 'related':
      case 'remove':
        return { ask, object, id: this.#id(object) };
      case 'print':
        return { ask, object, ids: [this.#id(object)], wanted: everythingOf(object) };
      case 'visible':
        return { ask, object, ids: idsOf(this.#world, object) };
      case 'objects':
      case 'report':
      case 'takeReport':
      case 'todo':
        return { ask };
      case 'find':
        return {
          ask,
          request: {
            text: this.#letters(),
            ...(this.#tape.once(2) ? { object } : {}),
            ...(this.#tape.once(2) ? { limit: this.#tape.one([1, 2, 50]) } : {}),
          },
        };
      case 'create':
        return { ask, object, body: this.#draft(object, undefined) };
      case 'update': {
        const id = this.#id(object);
        return { ask, object, id, body: { version: this.#tape.once(8) ? 9 : 1, ...this.#draft(object, id) } };
      }
      case 'try': {
        // As a page asks while somebody types: of something new, or of a change with the version that was read, or without.
        if (this.#tape.once(2)) return { ask, object, request: { values: this.#draft(object, undefined) } };
        const id = this.#id(object);
        return { ask, object, request: { id, values: { ...(this.#tape.once(2) ? { version: this.#tape.once(8) ? 9 : 1 } : {}), ...this.#draft(object, id) } } };
      }
      case 'act':
        return {
          ask,
          object: 'job',
          id: this.#id('job'),
          action: this.#tape.one(['finish', 'touch', 'toString']),
          body: this.#tape.once(3) ? { note: 'done' } : {},
        };
    }
  }

  #listRequest(object: ObjectName, ask: 'list' | 'pages' | 'count' | 'export'): ListRequest {
    const tape = this.#tape;
    return {
      ...(tape.once(2) ? { fields: this.#fields(object) } : {}),
      ...(tape.once(2) ? { filter: this.#filter(object, 2) } : {}),
      ...(tape.once(5) ? { search: this.#letters() } : {}),
      ...(tape.once(2) || ask === 'pages' ? { sort: tape.some([0, 1], 2).map((down) => (down ? '-' : '') + this.#path(object).path) } : {}),
      ...(tape.once(2) ? { archived: true } : {}),
      ...(ask === 'pages' ? { limit: 1 + tape.upTo(3) } : {}),
      ...(ask === 'count' ? { count: true } : {}),
      ...(ask === 'list' && tape.once(4) ? { offset: tape.upTo(3) } : {}),
    };
  }

  /** What somebody may look for: text, or letters of its pinyin. */
  #letters(): string {
    return this.#tape.one(['A', '磐', '7777', 'urgent', '王', 'jb-', '13', 'ps', 'panshi', 'chong q', 'cq', 'lisi', 'ls', 'g', '139']);
  }

  #queryRequest(table: string): QueryRequest {
    const tape = this.#tape;
    const dimensions = tape.once(4) ? [] : tape.some([0], 2).map(() => this.#dimension(table));
    const aggregates = tape.some([0], 3).map(() => this.#aggregate(table));
    const select = dimensions.length > 0 && tape.once(6) ? [...new Set(dimensions)] : [...new Set([...dimensions, ...aggregates])];
    return {
      object: table,
      select,
      ...(tape.once(2) ? { filter: this.#filter(table, 1) } : {}),
      ...(dimensions.length > 0 ? { group: [...new Set(dimensions)] } : {}),
      ...(tape.once(2) ? { order: [(tape.once(2) ? '-' : '') + tape.one(select)] } : {}),
      ...(tape.once(4) ? { limit: 2 } : {}),
    };
  }

  #dimension(table: string): string {
    const { path, field } = this.#path(table);
    return (field.type === 'date' || field.type === 'time') && this.#tape.once(2) ? `${this.#tape.one(['month', 'year'])}(${path})` : path;
  }

  #aggregate(table: string): string {
    if (this.#tape.once(4)) return 'count()';
    const { path, field } = this.#path(table);
    const numeric = field.type === 'decimal' || field.type === 'int';
    const all = ['min', 'max', 'count', 'countDistinct', ...(numeric ? ['sum', 'avg'] : [])];
    return `${this.#tape.one(all)}(${path})`;
  }

  #fields(table: string): string[] {
    return [...new Set(this.#tape.some([0], 5).map(() => this.#path(table).path))];
  }

  /** A field path that is open somewhere, most of the time. */
  #path(table: string): { path: string; field: Field } {
    const tame = !this.#tape.once(25);
    for (let tries = 0; tries < 12; tries += 1) {
      const found = this.#anyPath(table);
      if (!tame || found.open) return found;
    }
    const id = fieldsIn(table)['id'];
    if (!id) throw new RangeError(`${table} has no id`);
    return { path: 'id', field: id };
  }

  #anyPath(from: string): { path: string; field: Field; open: boolean } {
    const names: string[] = [];
    let table = from;
    let open = true;
    for (;;) {
      if (table.includes('.') && this.#tape.once(3)) {
        names.push('parent');
        table = table.split('.')[0] ?? '';
      }
      const [name, field] = this.#tape.one(Object.entries(fieldsIn(table)));
      names.push(name);
      open &&= this.#oracle.best(table, name) === 'open';
      if (field.type !== 'link' || !TABLES[field.to] || names.length > 2 || this.#tape.once(3))
        return { path: names.join('.'), field, open };
      table = field.to;
    }
  }

  #filter(table: string, depth: number): string {
    const tape = this.#tape;
    if (depth === 0 || tape.once(3)) return this.#test(table);
    const [one, other] = [this.#filter(table, depth - 1), this.#filter(table, depth - 1)];
    return tape.one([`(${one}) && (${other})`, `(${one}) || (${other})`, `!(${one})`, `(${one}) ? (${other}) : !(${other})`]);
  }

  #test(table: string): string {
    const tape = this.#tape;
    const { path, field } = this.#path(table);
    if (tape.once(6)) return `${path} ${tape.one(['==', '!='])} null`;
    switch (field.type) {
      case 'text':
      case 'choice':
        return tape.one([
          `${path} == "${tape.one(['alpha', 'a', 'b', 'bolt', 'urgent', '13912347777', 'draft'])}"`,
          `${path} in ["beta", "b", "nut", "done"]`,
          `${path} < "m"`,
          `${path}.startsWith("1")`,
          `${path}.contains("a")`,
          `size(${path}) > 4`,
          `lower(${path}) == "gamma"`,
        ]);
      case 'decimal':
      case 'int': {
        const other = this.#path(table);
        const figure = field.type === 'int' ? '2' : '50.01';
        const comparable = other.field.type === 'decimal' || other.field.type === 'int';
        return tape.one([
          `${path} > ${figure}`,
          `${path} + 1 <= ${figure}`,
          `${path} in [${figure}, 10]`,
          comparable ? `${path} >= ${other.path}` : `${path} < ${figure}`,
        ]);
      }
      case 'bool':
        return tape.one([path, `!${path}`, `${path} == false`]);
      case 'date':
        return tape.one([`${path} < "2026-01-01"`, `${path} <= today()`, `${path} == "2025-12-31"`]);
      case 'time':
        return `${path} < now()`;
      case 'link':
        return tape.one([
          `${path} == "${tape.one([READER, ...idsOf(this.#world, 'client')])}"`,
          `${path} != null`,
          field.to === 'user' ? `${path} == reader.id` : `${path} == null`,
        ]);
      case 'json':
        return `${path} == null`;
    }
  }

  #id(object: ObjectName): string {
    return this.#tape.once(12) ? this.#tape.one([uuid(99, 1), READER, "' OR 1=1 --"]) : this.#tape.one(idsOf(this.#world, object));
  }

  /** Values for a new record, or for a change of one: mostly for fields that a grant lets write. */
  #draft(object: ObjectName, id: string | undefined): Body {
    const tape = this.#tape;
    const body: Body = {};
    const names = Object.keys(fieldsIn(object)).filter((name) => tape.once(20) || this.#oracle.writable(object, name, id === undefined));
    for (const name of names) if (id === undefined ? !tape.once(4) : tape.once(3)) body[name] = this.#value(object, name, id);
    const child = CHILD[object];
    if (child === undefined || !tape.once(2)) return body;
    const table = `${object}.${child}`;
    const stored = this.#world.find((row) => row.id === id)?.children ?? [];
    const kept = stored.filter(() => !tape.once(3)).map((row) => ({ id: row['id'], ...this.#rowValues(table, id === undefined) }));
    const added = tape.once(2) ? [this.#rowValues(table, true)] : [];
    return { ...body, [child]: [...kept, ...added] };
  }

  #rowValues(table: string, fresh: boolean): Body {
    const names = Object.keys(fieldsIn(table)).filter(
      (name) => this.#oracle.writable(table, name, fresh) && (name === 'quantity' || this.#tape.once(2)),
    );
    return Object.fromEntries(names.map((name) => [name, this.#value(table, name)]));
  }

  /** For a record that is there, now and then the very value it holds: somebody tries what it might be. */
  #value(table: string, field: string, id?: string): unknown {
    const stored = this.#world.find((row) => row.id === id)?.values[field];
    if (stored !== undefined && this.#tape.once(2)) return stored;
    if (this.#tape.once(30)) return this.#tape.one<unknown>(['nonsense', -1, {}, [1], true, '1e9']);
    if (field === 'companyId') return this.#tape.one([HOME, OTHER]);
    if (field === 'ownerId') return this.#tape.one([READER, READER, COLLEAGUE]);
    return ['id', 'parentId', 'version', 'position'].includes(field) ? 1 : this.#tape.one(candidates(this.#world, table, field));
  }
}

/** A form that shows all that a record says, and what the records say that it links to. */
function everythingOf(object: ObjectName): PrintWanted {
  const child = CHILD[object];
  const paths = (table: string): string[] =>
    Object.entries(fieldsIn(table)).flatMap(([name, field]) =>
      field.type === 'link' && TABLES[field.to] ? [name, ...Object.keys(fieldsIn(field.to)).map((other) => `${name}.${other}`)] : [name],
    );
  return { form: 'all', fields: paths(object), ...(child === undefined ? {} : { lines: { child, fields: paths(`${object}.${child}`) } }) };
}
