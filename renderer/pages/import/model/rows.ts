import type { FieldView } from '#renderer/host';
import { readField } from '#renderer/fields/read-field.ts';
import { isUnread } from '#renderer/fields/reading.ts';
import type { RawCell } from '../files/sheet.ts';
import type { Mapping } from './mapping.ts';

/** A row on its way in: cells by path, as the file has them, or as they were put right. */
export interface ImportRow {
  /** Its line in the file, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, RawCell>>;
  /** What stands in the column by which rows are put together into documents. */
  readonly key?: string;
}

/** What is wrong with a row, by path; `` for the row as a whole. */
export type RowProblems = Readonly<Record<string, string>>;

/** The rows below the headings, without empty ones. @param first line of the first row, from 1 @param keyed column that rows are put together by */
export function rowsOf(rows: readonly (readonly RawCell[])[], mapping: Mapping, first: number, keyed?: number): readonly ImportRow[] {
  return rows.flatMap((row, at) => {
    const cells = Object.fromEntries(mapping.flatMap((name, column) => (name === '' ? [] : [[name, row[column] ?? ''] as const])));
    if (Object.values(cells).every(isEmpty)) return [];
    return [{ line: first + at, cells, ...(keyed === undefined ? {} : { key: String(row[keyed] ?? '') }) }];
  });
}

export function isEmpty(cell: RawCell | undefined): boolean {
  return cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

/** A cell as the host takes it. Moments are written in this machine's zone; the host keeps UTC. */
export function cellFor(cell: RawCell, field: FieldView | undefined, today: string): RawCell {
  if (field?.type !== 'time' || typeof cell !== 'string') return cell;
  const read = readField(field, cell, today);
  return isUnread(read) || typeof read !== 'string' ? cell : read;
}
