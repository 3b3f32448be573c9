import { refuse } from '#common/errors';
import { parseExpression, type Expression } from '#common/expression';
import type { JsonValue, Stored } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import type { Access } from '#core/access';
import { readerOf, type Context } from '#core/context';
import type { Registry, TableShape } from '#core/registry';
import type { Reader, StoredRow } from '#db';
import {
  bind, compileCount, compileGroups, compileList, compileNarrow, type CompiledGroups, type CompiledList, type CompiledNarrow, type GroupTree, type Hole, type ListTree, type Searched, type View,
} from '#db/query';
import { needlesOf, searchColumns } from '#db/search';
import { fitting, readCursor, writeCursor } from './cursor.ts';
import type { ListAnswer, ListRequest, QueryAnswer, QueryRequest, VisibleRecord } from './gate.ts';
import { opensPath } from './opens.ts';
import { parseMeasure, parsePath } from './query-text.ts';
import { isStorable } from './storable.ts';

/** Compiled statements kept for one set of roles. */
const MOST_STATEMENTS = 1000;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;
const DEFAULT_ROWS = 1000;
const MAX_ROWS = 10_000;

/** Fields, and sort or group keys, of one request. */
const MOST_FIELDS = 200;
const MOST_KEYS = 20;

const NOT_ARCHIVED = parseExpression('archived == false');

/** Where the rows of a long list come from: a place in its order, or ids that are known to hold all there are. */
export type RowsFrom =
  | { readonly from?: undefined; readonly limit?: undefined; readonly offset?: undefined; readonly ids?: undefined }
  | { readonly from: 'place' | 'placeFromEnd'; readonly limit: number; readonly offset: number; readonly ids?: undefined }
  | NamedRows;

/** None but the rows with these ids. */
export interface NamedRows {
  readonly from: 'ids';
  readonly ids: readonly string[];
  readonly limit?: undefined;
  readonly offset?: undefined;
}

/** What a statement is told when it runs. */
interface Filling {
  readonly search?: string | undefined;
  readonly after?: readonly Stored[] | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** Everything people read goes through here: statements compiled against the views of the reader's roles, run with the reader's own facts bound. */
export class VisibleRecords {
  readonly #access: Access;
  readonly #context: Context;

  constructor(access: Access, context: Context) {
    this.#access = access;
    this.#context = context;
  }

  /** @param rows where on the way to them to begin, for long lists */
  async list(reader: Reader, object: string, request: ListRequest, verb: 'read' | 'export' = 'read', rows: RowsFrom = {}): Promise<ListAnswer> {
    const table = this.#table(object);
    const view = verb === 'read' ? this.#view(object, 'read') : this.#takenWithNames(object);
    const sort = request.sort ?? [];
    atMost(sort, MOST_KEYS, 'sort');
    atMost(request.fields ?? [], MOST_FIELDS, 'fields');
    const limit = bounded(request.limit, DEFAULT_LIMIT, MAX_LIMIT);
    const fields = request.fields ?? this.#ownFields(table, verb);
    const keys = sort.length + (isId(sort.at(-1)) ? 0 : 1);
    const after = request.cursor === undefined ? undefined : readCursor(request.cursor, sort.join(','), keys);
    const nulls = after?.map((value) => (value === null ? 0 : 1)).join('');
    const compiled = this.#compiled(['list', verb, object, fields.join(','), request, sort.join(','), nulls, searchesLetters(request), rows.from], () =>
      compileList(
        {
          ...this.#tree(table, view, request),
          select: [['id'], ...fields.filter((field) => field !== 'id').map(parsePath)],
          sort: sort.map((key) => ({ path: parsePath(key.replace(/^-/, '')), descending: key.startsWith('-') })),
          ...(after ? { after: after.map((value) => value === null) } : {}),
          ...(rows.from ? { from: rows.from } : {}),
        },
        reader.dialect,
      ),
    );
    const filling: Filling = {
      search: request.search, limit: rows.limit ?? limit + 1, offset: rows.offset, ids: rows.ids, after: after && fitting(after, compiled.sortColumns, reader.dialect),
    };
    const found = await reader.rows(compiled.text, this.#bound(compiled, filling));
    const shown = found.length > limit ? found.slice(0, limit) : found;
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      records: shown.map((row) => visible(compiled, row)),
      ...(last ? { next: writeCursor(sort.join(','), compiled.place(last)) } : {}),
    };
  }

  async count(reader: Reader, object: string, request: ListRequest, named?: NamedRows): Promise<number> {
    const table = this.#table(object);
    const view = this.#view(object, 'read');
    const compiled = this.#compiled(['count', object, request, searchesLetters(request), named?.from], () =>
      compileCount({ ...this.#tree(table, view, request), select: [], sort: [], ...(named ? { from: named.from } : {}) }, reader.dialect),
    );
    const [row] = await reader.rows(compiled.text, this.#bound(compiled, { search: request.search, ids: named?.ids }));
    return Number(row?.[0] ?? 0);
  }

  /**
   * The ids of rows that could hold the search text, found in an index alone; whether they are there for the reader, and hold it where the reader may
   * see it, is not asked.
   * @returns undefined where there are more than so many, or no such index, or the reader's own rows are all there are to look at
   */
  async couldHold(reader: Reader, object: string, request: ListRequest, most: number): Promise<string[] | undefined> {
    const table = this.#table(object);
    const view = this.#view(object, 'read');
    const compiled = this.#compiled<CompiledNarrow | null>(['narrow', object, searchesLetters(request)], () => {
      const { search } = this.#tree(table, view, { search: request.search ?? '' });
      if (view.reach === 'own') return null;
      return (search && compileNarrow(view, { ...search, letters: searchesLetters(request) }, searchColumns(table.definition), reader.dialect)) ?? null;
    });
    if (!compiled) return undefined;
    const rows = await reader.rows(compiled.text, this.#bound(compiled, { search: request.search, limit: most + 1 }));
    return rows.length > most ? undefined : rows.map((row) => String(row[0]));
  }

  /** Which rows the reader sees. @throws PanshiError `forbidden` */
  reach(object: string): View['reach'] {
    return this.#view(object, 'read').reach;
  }

  /** One record with its child rows; undefined when it is not there for this reader. */
  async one(reader: Reader, object: string, id: string, fields?: readonly string[]): Promise<VisibleRecord | undefined> {
    const table = this.#table(object);
    const view = this.#view(object, 'read');
    atMost(fields ?? [], MOST_FIELDS, 'fields');
    const wanted = fields?.filter((name) => !Object.hasOwn(table.definition.children, name)) ?? this.#ownFields(table, 'read');
    const compiled = this.#compiled(['one', object, wanted.join(',')], () =>
      compileList({ view, select: [['id'], ...wanted.filter((field) => field !== 'id').map(parsePath)], also: [BY_ID], sort: [{ path: ['id'], descending: false }] }, reader.dialect),
    );
    const [row] = await reader.rows(compiled.text, this.#boundById(compiled, id, 1));
    if (!row) return undefined;
    const record: Record<string, unknown> = { ...visible(compiled, row) };
    const children = Object.keys(table.definition.children).filter((name) => fields === undefined || fields.includes(name));
    for (const child of children) {
      const rows = await this.#children(reader, `${object}.${child}`, id);
      if (rows) record[child] = rows;
    }
    return record as VisibleRecord;
  }

  /** Which of these records are there for the reader. */
  async among(reader: Reader, object: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0 || !this.#access.view(object)) return new Set();
    const view = this.#view(object, 'read');
    const found = await reader.rows(...this.#amongStatement(view, ids.filter(isStorable), reader.dialect));
    return new Set(found.map((row) => String(row[0])));
  }

  /** @param verb `export` for figures that are taken away: rows and cells of grants that name both */
  async query(reader: Reader, request: QueryRequest, verb: 'read' | 'export' = 'read', named?: NamedRows): Promise<QueryAnswer> {
    const compiled = this.compiles(reader.dialect, request, verb, named?.from);
    const rows = await reader.rows(compiled.text, this.#bound(compiled, { search: request.search, ids: named?.ids }));
    return { rows: rows.map((row) => compiled.read(row)) as QueryAnswer['rows'] };
  }

  /** Whether the query could be asked: it is compiled, not run. @throws PanshiError as `query` would */
  compiles(dialect: Reader['dialect'], request: QueryRequest, verb: 'read' | 'export' = 'read', from?: 'ids'): CompiledGroups {
    const read = this.#view(request.object, 'read');
    const view = verb === 'read' ? read : named(this.#view(request.object, 'export'), read);
    return this.#compiled(['query', verb, request, String(request.limit), searchesLetters(request), from], () =>
      compileQuery(view, request, dialect, { ...this.#searched(this.#access.registry.table(request.object), view, request), ...(from ? { from } : {}) }),
    );
  }

  /** Whether a field is there for the reader in some rows at least. */
  opens(key: string, path: readonly string[], use: 'show' | 'compute', verb: 'read' | 'export' = 'read'): boolean {
    const [view, read] = [this.#access.view(key, verb), this.#access.view(key)];
    return opensPath(verb === 'export' && view && read ? named(view, read) : view, path, use);
  }

  async #children(reader: Reader, key: string, parentId: string): Promise<VisibleRecord[] | undefined> {
    const table = this.#access.registry.table(key);
    const view = this.#access.view(key);
    const fields = this.#ownFields(table, 'read').filter((name) => name !== 'parentId');
    if (!view || fields.every((name) => name === 'id' || name === 'position')) return undefined;
    const compiled = this.#compiled(['children', key], () =>
      compileList(
        { view, select: [['id'], ...fields.filter((name) => name !== 'id').map((name) => [name])], also: [OF_PARENT], sort: [{ path: ['position'], descending: false }] },
        reader.dialect,
      ),
    );
    const rows = await reader.rows(compiled.text, this.#boundById(compiled, parentId, MAX_ROWS));
    return rows.map((row) => visible(compiled, row));
  }

  #amongStatement(view: View, ids: readonly string[], dialect: Reader['dialect']): [string, Stored[]] {
    const rows = view.rows('t');
    const wanted = dialect === 'sqlite' ? 'json_each(?) w' : 'jsonb_array_elements_text(?::jsonb) w(value)';
    // CROSS JOIN: SQLite looks the ids up, one by one. Left a choice, it may walk through all rows of the company.
    const text = `SELECT t."id" FROM ${wanted} CROSS JOIN "${view.table}" t WHERE t."id" = w.value AND (${rows.text})`;
    return [text, [JSON.stringify(ids), ...bind(rows.params, readerOf(this.#context))]];
  }

  #table(object: string): TableShape {
    const table = this.#access.registry.table(object);
    if (table.child !== null) throw refuse('not_found', `没有对象“${object}”。`, `There is no object "${object}".`);
    return table;
  }

  /** @throws PanshiError `not_found` for an unknown object, `forbidden` for one of which nothing may be read */
  #view(key: string, verb: 'read' | 'export'): View {
    const { definition } = this.#access.registry.table(key);
    const view = this.#access.view(key, verb);
    if (view) return view;
    throw refuse('forbidden', `您无权${verb === 'read' ? '查看' : '导出'}${definition.label.zh}。`, `You may not ${verb} ${definition.label.en.toLowerCase()} records.`);
  }

  /** What may be taken away, and beside it the names of linked records that stand on the screen anyway. */
  #takenWithNames(object: string): View {
    const taken = this.#view(object, 'export');
    const read = this.#view(object, 'read');
    return { ...taken, link: (field) => taken.link(field) ?? namesOnly(read.link(field), this.#access.registry) };
  }

  #ownFields(table: TableShape, verb: 'read' | 'export'): readonly string[] {
    return this.#compiled(['fields', table.key, verb], () => {
      const view = this.#access.view(table.key, verb);
      return table.names.filter((name) => {
        const cell = view?.cell('t', name);
        return verb === 'export' ? cell?.open : cell;
      });
    });
  }

  #tree(table: TableShape, view: View, request: ListRequest): Pick<ListTree, 'view' | 'filter' | 'also' | 'search'> {
    return {
      view,
      ...(request.filter ? { filter: parseExpression(request.filter) } : {}),
      ...(request.archived || table.definition.kind !== 'master' ? {} : { also: [NOT_ARCHIVED] }),
      ...this.#searched(table, view, request),
    };
  }

  #searched(table: TableShape, view: View, request: Pick<ListRequest, 'search'>): { search?: Searched } {
    if (request.search === undefined) return {};
    if (table.child !== null) throw refuse('malformed', 'search 只能用于对象，不能用于其明细行。', 'search is for objects, not for their rows.');
    return { search: { fields: searchFields(table.definition, view), letters: searchesLetters(request) } };
  }

  #compiled<T>(key: readonly unknown[], make: () => T): T {
    const { statements } = this.#access;
    const text = JSON.stringify(key, statementKey);
    const known = statements.get(text);
    if (known !== undefined) return known as T;
    const made = make();
    if (statements.size >= MOST_STATEMENTS) statements.clear();
    statements.set(text, made);
    return made;
  }

  #bound(compiled: Pick<CompiledList, 'params' | 'holes'>, filling: Filling): Stored[] {
    if (filling.search !== undefined && !isStorable(filling.search)) {
      throw refuse('malformed', '搜索文字含有不可用的字符。', 'The search text holds a character that cannot be used.');
    }
    const values = bind(compiled.params, readerOf(this.#context));
    for (const hole of compiled.holes) values[hole.at] = filled(hole, filling);
    return values;
  }

  #boundById(compiled: CompiledList, id: string, limit: number): Stored[] {
    const values = this.#bound(compiled, { limit });
    compiled.params.forEach((param, at) => {
      if ('value' in param && param.value === ID_HOLE) values[at] = id;
    });
    return values;
  }
}

/** Stands for the id asked for, in conditions that are compiled once for all ids. */
const ID_HOLE = '\u0001id';
const OF_PARENT: Expression = parseExpression(`parentId == ${JSON.stringify(ID_HOLE)}`);
const BY_ID: Expression = parseExpression(`id == ${JSON.stringify(ID_HOLE)}`);

function isId(key: string | undefined): boolean {
  return key === 'id' || key === '-id';
}

/** What is taken away as its own rows allow, with the names of what it links to as they are on the screen. */
function named(taken: View, read: View): View {
  const parent = taken.parent && read.parent ? named(taken.parent, read.parent) : undefined;
  return { ...taken, link: (field) => read.link(field), ...(parent ? { parent } : {}) };
}

/** Of a record that may be looked at and not taken away: what it is called, where that is open, and no more. */
function namesOnly(view: View | undefined, registry: Registry): View | undefined {
  if (!view) return undefined;
  const { title } = registry.table(view.key).definition;
  const isName = (field: string): boolean => field === title || field === 'number' || field === 'code';
  return {
    ...view,
    cell(alias, field) {
      const cell = isName(field) ? view.cell(alias, field) : undefined;
      return cell?.open && { open: cell.open, always: cell.always };
    },
    companion: (alias, field, kind) => (isName(field) ? view.companion(alias, field, kind) : undefined),
    link: () => undefined,
  };
}

/** A list request is known by what shapes its statement; the rest is bound. */
function statementKey(name: string, value: unknown): unknown {
  if (name === 'cursor' || name === 'limit' || name === 'count' || name === 'offset') return undefined;
  return name === 'search' ? true : value;
}

function searchFields(definition: ObjectDefinition, view: View): string[][] {
  const names = Object.entries(definition.fields).filter(([name, field]) => field.search && view.cell('t', name)?.open);
  const numbered = definition.numbering && view.cell('t', 'number')?.open ? [['number']] : [];
  return [...names.map(([name]) => [name]), ...numbered];
}

function filled(hole: Hole, { search, after, limit, offset, ids }: Filling): Stored {
  if ('search' in hole) return needlesOf(search ?? '')[hole.search] ?? null;
  if ('after' in hole) return after?.[hole.after] ?? null;
  if ('offset' in hole) return offset ?? 0;
  if ('ids' in hole) return JSON.stringify(ids ?? []);
  return limit ?? 0;
}

/** Whether what is looked for are also letters of pinyin that are not the text itself. */
function searchesLetters({ search }: Pick<ListRequest, 'search'>): boolean {
  const { text, letters } = needlesOf(search ?? '');
  return letters !== undefined && letters !== text;
}

function visible(compiled: CompiledList, row: StoredRow): VisibleRecord {
  const { values, masked } = compiled.read(row);
  return (masked ? { ...values, _masked: masked } : values) as VisibleRecord & Record<string, JsonValue>;
}

function bounded(given: number | undefined, usual: number, most: number): number {
  if (given === undefined) return usual;
  if (Number.isSafeInteger(given) && given >= 1 && given <= most) return given;
  throw refuse('malformed', `limit 应在 1 到 ${most} 之间。`, `limit must be from 1 to ${most}.`);
}

function atMost(given: readonly unknown[], most: number, what: string): void {
  if (given.length > most) throw refuse('malformed', `${what} 最多 ${most} 项。`, `${what} takes at most ${most} items.`);
}

function compileQuery(view: View, request: QueryRequest, dialect: Reader['dialect'], rows: Pick<GroupTree, 'search' | 'from'>): CompiledGroups {
  if (request.select.length === 0) throw refuse('malformed', '请选择至少一项。', 'Select at least one item.');
  atMost(request.select, MOST_FIELDS, 'select');
  atMost(request.group ?? [], MOST_KEYS, 'group');
  atMost(request.order ?? [], MOST_KEYS, 'order');
  const select = request.select.map(parseMeasure);
  const group = (request.group ?? []).map(parseMeasure);
  const order = (request.order ?? []).map((key) => {
    const name = key.replace(/^-/, '').replace(/\s/g, '');
    const index = select.findIndex((measure) => measure.alias === name);
    if (index < 0) throw refuse('malformed', `排序项不在查询结果中：${name}`, `Order is by something not selected: ${name}`);
    return { index, descending: key.startsWith('-') };
  });
  const plain = select.find((measure) => measure.aggregate === undefined && !group.some((one) => one.part === measure.part && one.path?.join('.') === measure.path?.join('.')));
  if (plain && (group.length > 0 || select.some((measure) => measure.aggregate))) {
    throw refuse('malformed', `“${plain.alias}”既未分组也未汇总。`, `"${plain.alias}" is neither grouped nor aggregated.`);
  }
  const limit = bounded(request.limit, DEFAULT_ROWS, MAX_ROWS);
  const filter = request.filter ? parseExpression(request.filter) : undefined;
  return compileGroups({ view, select, group, order, limit, ...(filter ? { filter } : {}), ...rows }, dialect);
}
