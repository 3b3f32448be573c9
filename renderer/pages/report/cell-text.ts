import { Decimal } from '#common/decimal';
import type { ApiReport } from '#common/api';
import { say, showDate, showDecimal, showTime } from '#renderer/language';

export type ReportColumn = ApiReport['columns'][number];

const NUMBERS: ReadonlySet<string> = new Set(['amount', 'price', 'quantity', 'rate', 'int']);

export function isNumber(column: Pick<ReportColumn, 'type'>): boolean {
  return NUMBERS.has(column.type);
}

/** A value of a report as it is shown, the same as in its files. */
export function cellText(column: Pick<ReportColumn, 'type' | 'values'>, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  switch (column.type) {
    case 'amount':
    case 'price':
      return showDecimal(text, 2);
    case 'quantity':
    case 'int':
      return showDecimal(text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''));
    case 'rate':
      return isDecimal(text) ? `${new Decimal(text).times(100).toFixed()}%` : text;
    case 'date':
      return showDate(text);
    case 'time':
      return showTime(text);
    case 'bool':
      return value === true ? '✓' : '';
    case 'choice': {
      const label = column.values?.[text];
      return label === undefined ? text : say(label);
    }
    default:
      return text;
  }
}

export function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text);
}

/** In a column of debits or credits nothing is left blank, as on paper: the eye finds the side on which something stands. */
export function isBlank(column: Pick<ReportColumn, 'name' | 'type'>, value: unknown): boolean {
  return /(debit|credit)$/i.test(column.name) && isZero(column, value);
}

/** Whether a figure is nothing: it is shown, but does not ask to be read. */
export function isZero(column: Pick<ReportColumn, 'type'>, value: unknown): boolean {
  return isNumber(column) && isDecimal(String(value)) && Number(value) === 0;
}
