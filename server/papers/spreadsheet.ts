import { PassThrough, type Readable } from 'node:stream';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Cell, Row, Style, Worksheet } from 'exceljs';
import { decimal, type Decimal } from '#common/decimal';
import type { Lang } from '#common/errors';
import { isDecimal, isNumber, localTime, textWidth, writtenValue, type ValueKind } from './layout/index.ts';
import type { Sheet, SheetColumn, SheetHead } from './sheet.ts';

const FORMATS: Readonly<Partial<Record<ValueKind, string>>> = {
  amount: '#,##0.00;[Red]-#,##0.00',
  price: '#,##0.00####;[Red]-#,##0.00####',
  quantity: '#,##0.0###;[Red]-#,##0.0###',
  int: '0',
  rate: '0.0###%',
  date: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
};

/** Whole ones: a place that may stay empty leaves its point behind, `12.` */
const WHOLE: Readonly<Partial<Record<ValueKind, string>>> = { quantity: '#,##0;[Red]-#,##0', rate: '0%' };

/** One object for all cells of a kind: exceljs knows a style again by identity, and looks through all of it otherwise. */
const STYLES: Readonly<Partial<Record<ValueKind, Partial<Style>>>> = stylesOf(FORMATS);
const WHOLE_STYLES: Readonly<Partial<Record<ValueKind, Partial<Style>>>> = stylesOf(WHOLE);
const PLAIN: Partial<Style> = {};

function stylesOf(formats: Readonly<Partial<Record<ValueKind, string>>>): Record<string, Partial<Style>> {
  return Object.fromEntries(Object.entries(formats).map(([kind, numFmt]) => [kind, { numFmt }]));
}

/** Digits that a spreadsheet's numbers keep; longer ones are written as text rather than changed. */
const DIGITS = 15;
/** Rows written before others get their turn: some 10 ms. */
const ROWS_A_TIME = 100;
/** Rows of one sheet, below its own limit of 1,048,576; a longer list goes on in the next. */
const MOST_ROWS = 1_000_000;
/** Bytes that may wait to be compressed, or for a slow reader, before no more rows are read. */
const MOST_WAITING = 1 << 20;

const SERIAL_DAY = 86_400_000;

export interface Spread extends SheetHead {
  readonly columns: readonly SheetColumn[];
  /** By the columns' names. */
  readonly rows: AsyncIterable<Readonly<Record<string, unknown>>> | Iterable<Readonly<Record<string, unknown>>>;
  readonly totals?: Readonly<Record<string, string>>;
  readonly totalLabel?: string;
  readonly further?: Sheet['further'];
}

/**
 * An XLSX file as a stream: what it is about, the head of the table (frozen), rows with numbers and dates as such, totals. Rows are read as the file is
 * taken, so that a long list needs no more memory than a short one.
 * @param most rows of one sheet
 */
export function spreadsheet(spread: Spread, lang: Lang, most: number = MOST_ROWS): Readable {
  const out = new PassThrough({ highWaterMark: MOST_WAITING });
  write(spread, lang, out, most).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}

async function write(spread: Spread, lang: Lang, out: PassThrough, most: number): Promise<void> {
  // Loaded when the first file is asked for: it is large, and many a host never makes one.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  workbook.creator = 'Panshi';
  const above = linesAbove(spread, lang);
  const begin = (place: number): Worksheet => {
    const made = workbook.addWorksheet(sheetName(spread.title, place), {
      views: [{ state: 'frozen', ySplit: above.length + 1 }],
      pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
    });
    made.columns = spread.columns.map((column) => ({ width: widthOf(column) }));
    above.forEach((text, index) => textRow(made, [text], { bold: index < 2, size: index === 1 ? 14 : 11 }));
    headRow(made, spread.columns);
    return made;
  };
  let sheet = begin(1);
  let count = 0;
  for await (const row of spread.rows) {
    if ((count += 1) % most === 0) {
      sheet.commit();
      sheet = begin(count / most + 1);
    }
    valueRow(sheet, spread.columns, row, lang);
    if (out.destroyed) return;
    // Others are answered in between.
    if (count % ROWS_A_TIME === 0) {
      await setImmediate();
      while (unpacked(sheet) > MOST_WAITING && !out.destroyed) await setTimeout(5);
    }
  }
  if (spread.totals !== undefined) totalRow(sheet, spread.columns, spread.totals, spread.totalLabel ?? '', lang);
  for (const [label, value] of spread.further ?? []) furtherRow(sheet, spread.columns, label, value, lang);
  sheet.commit();
  await workbook.commit();
}

/**
 * Bytes that are written and not yet compressed. exceljs takes all it is given at once, so that rows would pile up before the zip; where its insides are
 * not as they are known, nothing is held back.
 */
function unpacked(sheet: Worksheet): number {
  const { pipes } = (sheet as unknown as { readonly stream?: { readonly pipes?: readonly Packer[] } }).stream ?? {};
  return (pipes ?? []).reduce((all, { _writableState: state }) => all + (state?.length ?? 0), 0);
}

/** Where the rows go to be compressed: a stream of readable-stream, which has no `writableLength` yet. */
interface Packer {
  readonly _writableState?: { readonly length: number };
}

function linesAbove({ firm, title, about, made }: SheetHead, lang: Lang): string[] {
  const said = about.map(([label, value]) => `${label}${lang === 'zh' ? '：' : ': '}${value}`).join('　');
  return [firm, title, ...(said === '' ? [] : [said]), made];
}

function textRow(sheet: Worksheet, texts: readonly string[], font: { readonly bold?: boolean; readonly size?: number } = {}): void {
  const row = sheet.addRow([...texts]);
  row.eachCell((cell) => Object.assign(cell, { font }));
  row.commit();
}

function headRow(sheet: Worksheet, columns: readonly SheetColumn[]): void {
  const row = sheet.addRow(columns.map(({ label }) => label));
  row.eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8ECF2' } };
    cell.border = { bottom: { style: 'thin' } };
    cell.alignment = { horizontal: 'center', vertical: 'middle' };
  });
  row.commit();
}

function valueRow(sheet: Worksheet, columns: readonly SheetColumn[], values: Readonly<Record<string, unknown>>, lang: Lang): void {
  const row = sheet.addRow([]);
  columns.forEach((column, index) => setCell(row.getCell(index + 1), values[column.name], column, lang));
  row.commit();
}

function totalRow(sheet: Worksheet, columns: readonly SheetColumn[], totals: Readonly<Record<string, string>>, label: string, lang: Lang): void {
  const row: Row = sheet.addRow([]);
  columns.forEach((column, index) => {
    const cell = row.getCell(index + 1);
    if (totals[column.name] !== undefined) setCell(cell, totals[column.name], column, lang);
    else if (index === 0) cell.value = label;
    cell.style = { ...cell.style, font: { bold: true }, border: { top: { style: 'thin' } } };
  });
  row.commit();
}

/** A total that stands under no column of its own: under the first of amounts, as a number too. */
function furtherRow(sheet: Worksheet, columns: readonly SheetColumn[], label: string, value: string, lang: Lang): void {
  const row: Row = sheet.addRow([label]);
  const at = columns.findIndex(({ kind }) => kind === 'amount');
  const cell = row.getCell(Math.max(1, at) + 1);
  setCell(cell, value, { name: '', label, kind: 'amount' }, lang);
  for (const one of [row.getCell(1), cell]) one.style = { ...one.style, font: { bold: true } };
  row.commit();
}

/** Texts stay texts, whatever they begin with: only what this program knows to be a number or a date becomes one. */
function setCell(cell: Cell, value: unknown, { kind, values }: SheetColumn, lang: Lang): void {
  if (value === null || value === undefined || value === '') return;
  const exact = isNumber(kind) && isDecimal(value) && decimal(value).precision() <= DIGITS;
  const day = kind === 'date' || kind === 'time' ? serialDay(String(value), kind) : undefined;
  if (exact) cell.value = Number(value);
  else if (day !== undefined) cell.value = day;
  else cell.value = legible(writtenValue(value, kind, lang, values));
  cell.style = exact ? numberStyle(kind, decimal(value)) : day === undefined ? PLAIN : (STYLES[kind] ?? PLAIN);
}

function numberStyle(kind: ValueKind, value: Decimal): Partial<Style> {
  const isWhole = (kind === 'rate' ? value.times(100) : value).isInteger();
  return (isWhole ? WHOLE_STYLES[kind] : undefined) ?? STYLES[kind] ?? PLAIN;
}

/** Days since the end of 1899, as spreadsheets count them; none before 1900-03-01, which they count wrong. */
function serialDay(written: string, kind: 'date' | 'time'): number | undefined {
  const at = Date.parse(kind === 'date' ? `${written}T00:00:00Z` : `${localTime(written).replace(' ', 'T')}:00Z`);
  const day = at / SERIAL_DAY + 25_569;
  return Number.isFinite(day) && day > 60 ? day : undefined;
}

/** XML holds no control characters, and a cell no more than 32,767 letters. */
function legible(text: string): string {
  // oxlint-disable-next-line no-control-regex -- exactly those that XML 1.0 forbids
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').toWellFormed().slice(0, 32_767);
}

/** Letters that a sheet's name may not hold, and its length. */
function sheetName(title: string, place: number): string {
  const name = title.replace(/[[\]:*?/\\]/g, ' ');
  return place === 1 ? name.slice(0, 31) : `${name.slice(0, 24)} ${place}`;
}

function widthOf({ label, kind }: SheetColumn): number {
  const usual: Readonly<Record<ValueKind, number>> = { text: 22, amount: 16, price: 13, quantity: 12, rate: 9, int: 9, date: 12, time: 17, bool: 8, choice: 12 };
  return Math.max(usual[kind], Math.ceil(textWidth(label, 2)) + 2);
}

