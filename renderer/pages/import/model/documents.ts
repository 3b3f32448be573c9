import type { RawCell } from '../files/sheet.ts';
import { isEmpty, cellFor, type ImportRow, type RowProblems } from './rows.ts';
import type { Target } from './targets.ts';

/** How rows of a sheet are put together into documents: each is one, empty head cells go on with the one above, or those with the same key are one. */
export type Grouping = 'row' | 'blank' | 'key';

/** A record on its way in: the rows of the sheet that it is made of, by their index, the first one first. */
export type ImportDocument = readonly number[];

/** @param heads paths of the record's own fields that columns bring */
export function documentsOf(rows: readonly ImportRow[], grouping: Grouping, heads: readonly string[]): readonly ImportDocument[] {
  if (grouping === 'row') return rows.map((_, index) => [index]);
  const documents: number[][] = [];
  const byKey = new Map<string, number[]>();
  let last: number[] | undefined;
  for (const [index, row] of rows.entries()) {
    const key = grouping === 'key' ? written(row.key) : '';
    // Of merged cells, the first alone has the value.
    const goesOn = grouping === 'key' ? key === '' : heads.every((path) => isEmpty(row.cells[path]));
    const found = goesOn ? last : byKey.get(key);
    last = found ?? [];
    if (found === undefined) documents.push(last);
    last.push(index);
    if (key !== '') byKey.set(key, last);
  }
  return documents;
}

/** Rows so that those of one document stand together, in the order of the sheet. */
export function inDocuments(rows: readonly ImportRow[], documents: readonly ImportDocument[]): readonly ImportRow[] {
  return documents.flatMap((document) => document.flatMap((index) => rows[index] ?? []));
}

/** A document as the host takes it, and where in the sheet each of its parts stands. */
export interface Sent {
  readonly values: Readonly<Record<string, unknown>>;
  /** Index of the row and path of the column that a path of the host's means. */
  readonly placeOf: (path: string | null) => { readonly index: number; readonly path: string };
  /** What is wrong already: head cells of later rows that say something else than the first. */
  readonly problems: readonly { readonly index: number; readonly path: string; readonly otherLine: number }[];
}

/**
 * @param targets those that columns bring
 * @param taken fields of the record that are taken from its first line, see `takenFromLines`
 */
export function sentOf(document: ImportDocument, rows: readonly ImportRow[], targets: readonly Target[], taken: ReadonlyMap<string, string>, today: string): Sent {
  const [first = 0] = document;
  const values: Record<string, unknown> = {};
  const heads = new Map<string, number>();
  const lines = new Map<string, number[]>();
  const problems: { index: number; path: string; otherLine: number }[] = [];
  const cellAt = (index: number, path: string): RawCell => rows[index]?.cells[path] ?? '';
  for (const { path, field, table } of targets) {
    if (table !== undefined) continue;
    const filled = document.filter((index) => !isEmpty(cellAt(index, path)));
    const [at] = filled;
    if (at === undefined) continue;
    heads.set(path, at);
    values[path] = cellFor(cellAt(at, path), field, today);
    for (const index of filled) if (written(cellAt(index, path)) !== written(cellAt(at, path))) problems.push({ index, path, otherLine: rows[at]?.line ?? 0 });
  }
  for (const table of new Set(targets.flatMap((target) => target.table ?? []))) {
    const own = targets.filter((target) => target.table === table);
    const filled = document.filter((index) => own.some(({ path }) => !isEmpty(cellAt(index, path))));
    lines.set(table, filled);
    values[table] = filled.map((index) => Object.fromEntries(own.flatMap(({ path, field }) => {
      const cell = cellAt(index, path);
      return isEmpty(cell) ? [] : [[field.name, cellFor(cell, field, today)] as const];
    })));
  }
  for (const [head, line] of taken) {
    const at = document.find((index) => !isEmpty(cellAt(index, line)));
    if (at === undefined) continue;
    heads.set(head, at);
    values[head] = cellAt(at, line);
  }
  const placeOf = (path: string | null): { readonly index: number; readonly path: string } => {
    if (path === null) return { index: first, path: '' };
    const [table = '', line, ...rest] = path.split('.');
    const at = line === undefined ? undefined : lines.get(table)?.[Number(line)];
    if (at === undefined) return { index: heads.get(path) ?? first, path: taken.get(path) ?? path };
    return { index: at, path: rest.length === 0 ? '' : `${table}.${rest.join('.')}` };
  };
  return { values, placeOf, problems };
}

/** Texts that people take for the same: in whatever case and width. */
function written(cell: RawCell | undefined): string {
  return String(cell ?? '').normalize('NFKC').trim().toLowerCase();
}

/**
 * Values that must differ and stand in two records of the file: the host looks at some at a time, and cannot see it.
 * @returns by index of the later row, the path and the line of the earlier one
 */
export function twice(rows: readonly ImportRow[], documents: readonly ImportDocument[], targets: readonly Target[]): ReadonlyMap<number, { readonly path: string; readonly line: number }> {
  const found = new Map<number, { readonly path: string; readonly line: number }>();
  for (const { path } of targets.filter(({ field, table }) => table === undefined && field.options['unique'] === true)) {
    const seen = new Map<string, number>();
    for (const document of documents) {
      const index = document.find((one) => !isEmpty(rows[one]?.cells[path]));
      const row = index === undefined ? undefined : rows[index];
      if (index === undefined || row === undefined) continue;
      const value = String(row.cells[path]).trim();
      const line = seen.get(value);
      if (line === undefined) seen.set(value, row.line);
      else if (!found.has(index)) found.set(index, { path, line });
    }
  }
  return found;
}

/** Documents that go to the host in one question: so many rows, or one that alone has more. */
export function pieces(documents: readonly ImportDocument[], rows: number): readonly (readonly ImportDocument[])[] {
  const made: ImportDocument[][] = [];
  let count = Infinity;
  for (const document of documents) {
    const fits = count + document.length <= rows;
    if (fits) made.at(-1)?.push(document);
    else made.push([document]);
    count = fits ? count + document.length : document.length;
  }
  return made;
}

/** Whether nothing is wrong with any row of it. */
export function isGood(document: ImportDocument, problems: ReadonlyMap<number, RowProblems>): boolean {
  return !document.some((index) => problems.has(index));
}
