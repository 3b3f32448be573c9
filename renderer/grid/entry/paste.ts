import type { FieldView } from '#renderer/host';
import type { Column } from './columns.ts';

/** Cells as a spreadsheet puts them on the clipboard: tabs between, quotes around what holds tabs, line ends or quotes. */
export function parseTsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    row.push(cell);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === '\t') endCell();
    else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  if (cell !== '' || row.length > 0) endRow();
  while (rows.length > 0 && rows.at(-1)?.every((one) => one.trim() === '')) rows.pop();
  return rows;
}

/** Whether a paste is rows of a spreadsheet rather than a text for the one cell. */
export function isRows(text: string): boolean {
  return /[\t\n]/.test(text.replace(/(\r?\n)+$/, ''));
}

export interface Paste {
  /** The field of each pasted column; undefined for one that belongs to none. */
  readonly fields: readonly (FieldView | undefined)[];
  readonly rows: readonly (readonly string[])[];
  /** Names of pasted columns that have no place here. */
  readonly strange: readonly string[];
}

/**
 * Which pasted column goes where: by the names in the first row where it holds names of columns, in either language; else from the current cell on, over the
 * columns that can be entered.
 */
export function planPaste(cells: readonly (readonly string[])[], columns: readonly Column[], at: number): Paste {
  const byName = new Map(columns.filter((column) => column.editable).flatMap(({ field }) => [field.name, field.label.zh, field.label.en].map((name) => [key(name), field] as const)));
  const first = cells[0] ?? [];
  const named = first.map((cell) => byName.get(key(cell)));
  const given = first.filter((cell) => cell.trim() !== '');
  const known = named.filter((field) => field !== undefined).length;
  if (known > 0 && known * 2 >= given.length) {
    return { fields: named, rows: cells.slice(1), strange: first.filter((cell, index) => cell.trim() !== '' && named[index] === undefined) };
  }
  const editable = columns.filter((column, index) => column.editable && index >= at).map((column) => column.field);
  const width = Math.max(0, ...cells.map((row) => row.length));
  return { fields: Array.from({ length: width }, (_, index) => editable[index]), rows: cells, strange: [] };
}

function key(name: string): string {
  return name.normalize('NFKC').replaceAll(/[\s*:：]/g, '').toLowerCase();
}
