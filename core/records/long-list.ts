import { refuse } from '#common/errors';
import type { TableShape } from '#core/registry';
import type { Reader, Store } from '#db';
import { searchedFields } from '#db/search';
import type { ListAnswer, ListRequest, QueryAnswer, QueryRequest } from './gate.ts';
import type { NamedRows, VisibleRecords } from './visible.ts';

/** Tables of more rows are read with care. */
const LARGE = 20_000;
/** So many rows that could hold a text are looked at one by one; where there are more, a page of them is soon found in the order of the list. */
const FEW = 2000;
/** Rows that may be left out before a page without asking how far it is from the end. */
const NEAR = 5000;
const MAX_OFFSET = 10_000_000;
const DEFAULT_LIMIT = 50;

export interface ListReaders {
  readonly store: Pick<Store, 'reader' | 'longReader'>;
  /** Remembers totals. */
  readonly figures: Reader;
}

/**
 * A page of a list, however long that is. What can take long is read where it holds nobody up, from the nearer end, and by an index alone.
 * @throws PanshiError `malformed` for a place that is none
 */
export async function longList({ store, figures }: ListReaders, visible: VisibleRecords, table: TableShape, request: ListRequest): Promise<ListAnswer> {
  const { reader, longReader } = store;
  const { offset, search } = request;
  if (offset !== undefined) requirePlace(request, offset);
  const long = search !== undefined || offset !== undefined || visible.reach(table.key) === 'some' || !isIndexed(table, request);
  const large = long && (await isLarge(reader, table));
  if (offset !== undefined && offset > 0) return await fromPlace(large ? longReader : reader, figures, visible, table.key, request, offset);
  if (!large) return await visible.list(reader, table.key, request);
  const few = await couldHold(figures, visible, table, search);
  if (few) return await visible.list(reader, table.key, request, 'read', few);
  return await visible.list(longReader, table.key, request);
}

/** How many there are. What holds a text is counted among the few that could hold it, where they are few, so that it costs no more than to find them. */
export async function longCount(readers: ListReaders, visible: VisibleRecords, table: TableShape, request: ListRequest): Promise<number> {
  const few = await fewOfMany(readers, visible, table, request.search);
  return await visible.count(few ? readers.store.longReader : readers.figures, table.key, request, few);
}

/** Grouped and added up, and what is searched for in the same way. */
export async function longQuery(readers: ListReaders, visible: VisibleRecords, table: TableShape, request: QueryRequest): Promise<QueryAnswer> {
  const few = await fewOfMany(readers, visible, table, request.search);
  return await visible.query(few ? readers.store.longReader : readers.figures, request, 'read', few);
}

async function fewOfMany({ store, figures }: ListReaders, visible: VisibleRecords, table: TableShape, search: string | undefined): Promise<NamedRows | undefined> {
  if (search === undefined || table.child !== null || !(await isLarge(store.reader, table))) return undefined;
  return await couldHold(figures, visible, table, search);
}

/** The list, its count and its totals ask this one after the other; the answer is remembered. */
async function couldHold(figures: Reader, visible: VisibleRecords, table: TableShape, search: string | undefined): Promise<NamedRows | undefined> {
  const ids = search === undefined ? undefined : await visible.couldHold(figures, table.key, { search }, FEW);
  return ids && { from: 'ids', ids };
}

async function fromPlace(
  reader: Reader, figures: Reader, visible: VisibleRecords, object: string, request: ListRequest, offset: number,
): Promise<ListAnswer> {
  // One row more than is shown tells whether there are further ones.
  const wanted = (request.limit ?? DEFAULT_LIMIT) + 1;
  if (offset > NEAR) {
    const total = await visible.count(figures, object, request);
    const rest = Math.max(0, total - offset);
    const limit = Math.min(wanted, rest);
    if (rest < offset) return await visible.list(reader, object, request, 'read', { from: 'placeFromEnd', limit, offset: rest - limit });
  }
  return await visible.list(reader, object, request, 'read', { from: 'place', limit: wanted, offset });
}

function requirePlace({ cursor }: ListRequest, offset: number): void {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset > MAX_OFFSET) {
    throw refuse('malformed', `offset 应在 0 到 ${MAX_OFFSET} 之间。`, `offset must be from 0 to ${MAX_OFFSET}.`);
  }
  if (cursor !== undefined) throw refuse('malformed', 'offset 与 cursor 不能同时使用。', 'offset and cursor do not go together.');
}

/** About how many rows there are is told without counting: SQLite numbers them, PostgreSQL keeps an estimate. */
export async function isLarge(reader: Reader, { table }: TableShape): Promise<boolean> {
  const [row] =
    reader.dialect === 'sqlite'
      ? await reader.rows(`SELECT max(rowid) FROM "${table}"`)
      : await reader.rows('SELECT reltuples::bigint FROM pg_class WHERE relname = ? AND relnamespace = current_schema()::regnamespace', [table]);
  return Number(row?.[0] ?? 0) > LARGE;
}

/** Whether an index holds the rows in the order asked for. */
function isIndexed({ definition, fields }: TableShape, { sort = [] }: ListRequest): boolean {
  const name = sort[0]?.replace(/^-/, '');
  if (name === undefined || name === 'id' || name === 'createdAt') return true;
  if (name === 'number') return definition.numbering !== undefined;
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return field?.index === true || field?.unique === true || searchedFields(definition).includes(name);
}
