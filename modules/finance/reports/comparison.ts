import type { ReportParam } from '#common/api';
import { round, type Decimal } from '#common/decimal';
import { refuse, type Text } from '#common/errors';

/** With which earlier months the figures of a statement stand side by side. */
export const COMPARISONS = {
  'year-start': { zh: '年初', en: 'Start of year' },
  previous: { zh: '上期', en: 'Period before' },
  'year-before': { zh: '上年同期', en: 'A year before' },
} as const satisfies Record<string, Text>;
export type Comparison = keyof typeof COMPARISONS;

/** The comparison of that name; undefined for none. */
export function comparisonOf(name: string | undefined): Comparison | undefined {
  return name !== undefined && Object.hasOwn(COMPARISONS, name) ? (name as Comparison) : undefined;
}

/** The question for it. @param offered what makes sense for the statement */
export function asksComparison(offered: readonly Comparison[]): ReportParam {
  const values = Object.fromEntries(offered.map((name) => [name, COMPARISONS[name]]));
  return { name: 'compare', label: { zh: '比较', en: 'Compare with' }, type: 'choice', values, required: false, initial: 'none' };
}

/** @throws PanshiError `invalid` where a month is not given: all that ever was has nothing before it */
export function givenMonth(month: string | undefined, name: string): string {
  if (month !== undefined) return month;
  throw refuse('invalid', '要比较，先填写月份：没有起止的期间没有可比的上期。', 'To compare, give the months first: time without a beginning and an end has no period before it.', { fields: [name] });
}

/** @param month 'YYYY-MM' */
export function monthsLater(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** How many months from the first to the last, both of them counted. */
export function monthsWithin(first: string, last: string): number {
  return (Number(last.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(last.slice(5)) - Number(first.slice(5)) + 1;
}

/** A row of a statement. */
export interface StatementLine {
  readonly section: string;
  /** Empty for what is no account; stands last. */
  readonly code: string;
  readonly name: string;
  readonly amount: Decimal;
}

/** Columns beside the amount. */
export function earlierColumns(compare: Comparison) {
  return [
    { name: 'compared', label: COMPARISONS[compare], type: 'amount' },
    { name: 'change', label: { zh: '增减额', en: 'Change' }, type: 'amount' },
    { name: 'changeRate', label: { zh: '增减率', en: 'Change, %' }, type: 'rate' },
  ] as const;
}

interface EarlierCells {
  readonly compared: string;
  readonly change: string;
  /** A fraction of the earlier amount, whatever its sign; null where that is nothing. */
  readonly changeRate: string | null;
}

/** An amount beside the earlier one. */
export function besideEarlier(now: Decimal, before: Decimal): EarlierCells {
  const change = now.minus(before);
  return { compared: round(before, 2), change: round(change, 2), changeRate: before.isZero() ? null : round(change.div(before.abs()), 4) };
}

/** Accounts of both times in one order: by section, then by code. */
export function joined(now: readonly StatementLine[], before: readonly StatementLine[], sections: readonly string[], nothing: Decimal) {
  const key = ({ section, code, name }: StatementLine): string => `${section} ${code === '' ? name : code}`;
  const then = new Map(before.map((line) => [key(line), line.amount]));
  const here = new Set(now.map(key));
  const gone = before.filter((line) => !here.has(key(line))).map((line) => ({ ...line, amount: nothing }));
  const order = ({ section, code }: StatementLine): string => `${String(sections.indexOf(section)).padStart(2, '0')} ${code === '' ? '~' : code}`;
  return [...now, ...gone].toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0)).map((line) => ({ line, before: then.get(key(line)) ?? nothing }));
}
