import type { ReportParam } from '#common/api';
import { addDays } from '#renderer/fields/read-date.ts';
import { addMonths, lastDay, monthsWithin } from './months.ts';

/* The time a report is about, and how it is moved by one key. */

export type Values = Readonly<Record<string, string>>;

/** Which parameters hold the time: two of a kind are its beginning and end, one alone is a moment up to which is counted. */
export interface Span {
  readonly type: 'month' | 'day';
  readonly from?: string;
  readonly to: string;
}

export function spanOf(params: readonly ReportParam[]): Span | undefined {
  for (const type of ['month', 'day'] as const) {
    const [first, second] = params.filter((param) => param.type === type);
    if (first !== undefined) return second === undefined ? { type, to: first.name } : { type, from: first.name, to: second.name };
  }
  return undefined;
}

export type Preset = 'this-month' | 'last-month' | 'this-quarter' | 'this-year' | 'last-year' | 'today' | 'all';

/** Presets that make sense for a span. */
export function presetsOf(span: Span): readonly Preset[] {
  if (span.from !== undefined) return ['this-month', 'last-month', 'this-quarter', 'this-year', 'last-year', 'all'];
  return span.type === 'day' ? ['today', 'last-month', 'last-year'] : ['this-month', 'last-month', 'last-year'];
}

/** Parameters for a preset. @param today `YYYY-MM-DD` */
export function presetValues(span: Span, preset: Preset, today: string): Values {
  const month = today.slice(0, 7);
  const year = today.slice(0, 4);
  switch (preset) {
    case 'all':
      return { ...(span.from === undefined ? {} : { [span.from]: '' }), [span.to]: '' };
    case 'today':
      return { [span.to]: today };
    case 'this-month':
      return monthsValues(span, month, month);
    case 'last-month':
      return monthsValues(span, addMonths(month, -1), addMonths(month, -1));
    case 'this-quarter': {
      const first = `${year}-${String(Math.floor((Number(month.slice(5)) - 1) / 3) * 3 + 1).padStart(2, '0')}`;
      return monthsValues(span, first, addMonths(first, 2));
    }
    case 'this-year':
      return monthsValues(span, `${year}-01`, `${year}-12`);
    case 'last-year':
      return monthsValues(span, `${Number(year) - 1}-01`, `${Number(year) - 1}-12`);
  }
}

/** Parameters for some whole months. */
export function monthsValues(span: Span, first: string, last: string): Values {
  const { type, from, to } = span;
  return { ...(from === undefined ? {} : { [from]: type === 'month' ? first : `${first}-01` }), [to]: type === 'month' ? last : lastDay(last) };
}

/**
 * The time before (-1) or after (1), as long as the one there is: from a month to the next month, from a year to the next year; whole months stay whole.
 * @returns undefined where an end is open
 */
export function shifted(span: Span, values: Values, by: 1 | -1): Values | undefined {
  const { type, from, to } = span;
  const end = values[to] ?? '';
  if (end === '') return undefined;
  if (from === undefined) return type === 'month' ? { [to]: addMonths(end, by) } : { [to]: lastDay(addMonths(end.slice(0, 7), isLastDay(end) ? by : Math.min(by, 0))) };
  const begin = values[from] ?? '';
  if (begin === '' || begin > end) return undefined;
  if (type === 'month') {
    const length = monthsWithin(begin, end) * by;
    return { [from]: addMonths(begin, length), [to]: addMonths(end, length) };
  }
  if (begin.endsWith('-01') && isLastDay(end)) {
    const length = monthsWithin(begin.slice(0, 7), end.slice(0, 7)) * by;
    return monthsValues(span, addMonths(begin.slice(0, 7), length), addMonths(end.slice(0, 7), length));
  }
  const days = (Math.round((Date.parse(end) - Date.parse(begin)) / 86_400_000) + 1) * by;
  return { [from]: addDays(begin, days), [to]: addDays(end, days) };
}

function isLastDay(day: string): boolean {
  return lastDay(day.slice(0, 7)) === day;
}
