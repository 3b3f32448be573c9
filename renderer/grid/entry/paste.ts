import { isNumeric } from '#renderer/fields/display.ts';
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
 * columns where Enter stops if they are as many and numbers stand where numbers belong, else over all that can be entered.
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
  const from = columns.filter((column, index) => column.editable && index >= at);
  const width = cells.reduce((most, row) => Math.max(most, row.length), 0);
  const stops = from.filter((column) => column.isStop);
  const taken = stops.length === width && holdsNumbers(cells, stops) ? stops : from;
  return { fields: Array.from({ length: width }, (_, index) => taken[index]?.field), rows: cells, strange: [] };
}

/** Codes and quantities side by side are meant for the columns where Enter stops, not for the description between them. */
function holdsNumbers(cells: readonly (readonly string[])[], columns: readonly Column[]): boolean {
  const numeric = columns.flatMap(({ field }, index) => (isNumeric(field) ? [index] : []));
  const isNumber = (text: string): boolean => /^[-(]?[¥￥$]?[\d.,]/.test(text.normalize('NFKC').trim());
  return numeric.length > 0 && numeric.every((index) => {
    const filled = cells.map((row) => row[index] ?? '').filter((text) => text.trim() !== '');
    // A few that are mistyped are marked where they belong.
    return filled.length > 0 && filled.filter(isNumber).length * 2 > filled.length;
  });
}

function key(name: string): string {
  return name.normalize('NFKC').replaceAll(/[\s*:：]/g, '').toLowerCase();
}
