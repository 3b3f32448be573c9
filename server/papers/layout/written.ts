/// <reference types="nzh" />
import nzh from 'nzh/cn';
import { decimal } from '#common/decimal';
import type { Lang, Text } from '#common/errors';
import type { PaperCell } from './paper.ts';

/** How a value is written and lined up. */
export type ValueKind = 'text' | 'amount' | 'price' | 'quantity' | 'rate' | 'int' | 'date' | 'time' | 'bool' | 'choice';

export type Values = Readonly<Record<string, Text>>;

const NUMBERS: ReadonlySet<ValueKind> = new Set(['amount', 'price', 'quantity', 'rate', 'int']);

export function isNumber(kind: ValueKind): boolean {
  return NUMBERS.has(kind);
}

/** `-1234567.5` is `-1,234,567.5`. */
export function grouped(written: string): string {
  const [whole = '', places] = written.split('.');
  const by3 = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return places === undefined ? by3 : `${by3}.${places}`;
}

/** A value as people read it. */
export function writtenValue(value: unknown, kind: ValueKind, lang: Lang, values?: Values): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'object') return JSON.stringify(value);
  switch (kind) {
    case 'amount':
      return isDecimal(value) ? grouped(decimal(value).toFixed(2)) : String(value);
    case 'price':
      return isDecimal(value) ? grouped(withPlaces(decimal(value).toFixed(), 2)) : String(value);
    case 'quantity':
    case 'int':
      return isDecimal(value) ? grouped(decimal(value).toFixed()) : String(value);
    case 'rate':
      return isDecimal(value) ? `${decimal(value).times(100).toFixed()}%` : String(value);
    case 'bool':
      return YES_NO[value === true ? 'yes' : 'no'][lang];
    case 'choice':
      return values?.[String(value)]?.[lang] ?? String(value);
    case 'time':
      return localTime(String(value));
    case 'date':
    case 'text':
      return String(value);
  }
}

const YES_NO = { yes: { zh: '是', en: 'Yes' }, no: { zh: '否', en: 'No' } } as const;

/** The value as a cell: numbers to the right, negative ones in red with their minus. */
export function valueCell(value: unknown, kind: ValueKind, lang: Lang, values?: Values): PaperCell {
  const text = writtenValue(value, kind, lang, values);
  const align = isNumber(kind) ? 'right' : kind === 'date' || kind === 'time' || kind === 'bool' ? 'center' : 'left';
  return { text, align, ...(isNumber(kind) && text.startsWith('-') ? { red: true } : {}) };
}

/** Whether something is an exact number as the interface writes them. */
export function isDecimal(value: unknown): value is string | number {
  return typeof value === 'string' ? /^-?\d+(\.\d+)?$/.test(value) : Number.isSafeInteger(value);
}

/** A moment (ISO UTC) in the host's own zone, to the minute. */
export function localTime(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace('T', ' ');
}

/**
 * A sum of money in capitals 大写金额, as cheques and vouchers carry it against later strokes of the pen (支付结算办法 附一): 整 after yuan or jiao, nothing
 * after fen.
 * @param amount in yuan, 2 places
 */
export function capitals(amount: string): string {
  const exact = decimal(amount);
  const words = nzh.toMoney(exact.abs().toFixed(2)).replace(/^人民币/, '').replace(/整$/, '');
  return `${exact.lt(0) ? '负' : ''}${words}${words.endsWith('分') ? '' : '整'}`;
}

function withPlaces(written: string, least: number): string {
  const [whole = '', places = ''] = written.split('.');
  return `${whole}.${places.padEnd(least, '0')}`;
}
