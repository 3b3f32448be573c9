import type { FieldView } from '#renderer/host';
import { readField } from '#renderer/fields/read-field.ts';
import { isUnread } from '#renderer/fields/reading.ts';
import type { RawCell } from '../files/sheet.ts';
import type { Mapping } from './mapping.ts';

/** A row on its way in: cells by field, as the file has them, or as they were put right. */
export interface ImportRow {
  /** Its line in the file, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, RawCell>>;
}

/** What is wrong with a row, by field; `` for the row as a whole. */
export type RowProblems = Readonly<Record<string, string>>;

/** The rows below the headings, without empty ones. @param first line of the first row, from 1 */
export function rowsOf(rows: readonly (readonly RawCell[])[], mapping: Mapping, first: number): readonly ImportRow[] {
  return rows.flatMap((row, at) => {
    const cells = Object.fromEntries(mapping.flatMap((name, column) => (name === '' ? [] : [[name, row[column] ?? ''] as const])));
    return Object.values(cells).every((cell) => typeof cell === 'string' && cell.trim() === '') ? [] : [{ line: first + at, cells }];
  });
}

/** Cells as the host takes them. Moments are written in this machine's zone; the host keeps UTC. */
export function cellsFor(row: ImportRow, fields: ReadonlyMap<string, FieldView>, today: string): Record<string, RawCell> {
  return Object.fromEntries(Object.entries(row.cells).filter(([, cell]) => cell !== '').map(([name, cell]) => {
    const field = fields.get(name);
    if (field?.type !== 'time' || typeof cell !== 'string') return [name, cell];
    const read = readField(field, cell, today);
    return [name, isUnread(read) || typeof read !== 'string' ? cell : read];
  }));
}

/**
 * Values that must differ and stand twice in the file: the host looks at some rows at a time, and cannot see it.
 * @returns by index of the later row, the field and the line of the earlier one
 */
export function twice(rows: readonly ImportRow[], fields: readonly FieldView[]): ReadonlyMap<number, { readonly field: string; readonly line: number }> {
  const found = new Map<number, { readonly field: string; readonly line: number }>();
  for (const { name } of fields.filter((field) => field.options['unique'] === true)) {
    const seen = new Map<string, number>();
    for (const [at, row] of rows.entries()) {
      const value = String(row.cells[name] ?? '').trim();
      if (value === '') continue;
      const line = seen.get(value);
      if (line === undefined) seen.set(value, row.line);
      else if (!found.has(at)) found.set(at, { field: name, line });
    }
  }
  return found;
}
