import { ask, listSchema, queryString } from '#common/api';
import { onDay } from '#renderer/filter/periods.ts';
import { bothHold } from '#renderer/filter/to-cel.ts';
import type { Loaded, Row, Sort } from '#renderer/grid';
import { host } from '#renderer/host';

/** Which rows of which object, in which order. */
export interface ListQuery {
  readonly object: string;
  readonly fields: readonly string[];
  /** May hold moving days. */
  readonly filter: string;
  readonly search: string;
  readonly sort: Sort;
  readonly archived: boolean;
}

/** The same for queries that ask for the same rows, in whatever order and with whatever fields. */
export function rowsKey({ object, filter, search, archived }: ListQuery): string {
  return JSON.stringify([object, filter, search, archived]);
}

/** The same rows, and another condition. */
export function narrowed(query: ListQuery, filter: string): ListQuery {
  return { ...query, filter: bothHold(query.filter, filter) };
}

/** What the interface is asked, without the place. */
export function paramsOf(query: ListQuery): Readonly<Record<string, string | boolean | undefined>> {
  const filter = onDay(query.filter, new Date());
  return {
    fields: query.fields.length === 0 ? undefined : query.fields.join(','),
    filter: filter === '' ? undefined : filter,
    search: query.search === '' ? undefined : query.search,
    sort: query.sort.length === 0 ? undefined : query.sort.join(','),
    archived: query.archived ? true : undefined,
  };
}

async function list(query: ListQuery, place: Readonly<Record<string, string | number | boolean | undefined>>, signal?: AbortSignal) {
  const path = `/records/${encodeURIComponent(query.object)}${queryString({ ...paramsOf(query), ...place })}`;
  return ask(host(), listSchema, 'GET', path, undefined, signal);
}

/** Rows from a place of the order on. */
export async function rowsFrom(query: ListQuery, from: number, count: number, signal?: AbortSignal): Promise<Loaded<Row>> {
  const { records, next } = await list(query, { limit: count, offset: from === 0 ? undefined : from }, signal);
  return { rows: records, more: next !== undefined };
}

export async function countRows(query: ListQuery, signal?: AbortSignal): Promise<number> {
  const { total = 0 } = await list({ ...query, fields: ['id'], sort: [] }, { limit: 1, count: true }, signal);
  return total;
}

/** All rows, page by page, for work that takes them one by one. */
export async function* allRows(query: ListQuery, signal?: AbortSignal): AsyncIterable<Row> {
  let cursor: string | undefined;
  do {
    const { records, next } = await list(query, { limit: 200, cursor }, signal);
    yield* records;
    cursor = next;
  } while (cursor !== undefined);
}
