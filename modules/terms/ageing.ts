import { decimal, round, sum } from '#common/decimal';
import type { Text } from '#common/errors';
import { daysBetween } from './calendar.ts';

/** Days past due: not due, 1–30, 31–60, 61–90, more. */
export const AGES = ['notDue', 'days30', 'days60', 'days90', 'older'] as const;
export type Age = (typeof AGES)[number];

export function ageOf(dueDate: string, asOf: string): Age {
  const late = daysBetween(dueDate, asOf);
  if (late <= 0) return 'notDue';
  if (late <= 30) return 'days30';
  if (late <= 60) return 'days60';
  return late <= 90 ? 'days90' : 'older';
}

/** A claim or a debt that is still open. */
export interface OpenItem {
  /** Who owes it or is owed it. */
  readonly party: string;
  readonly name: string;
  readonly dueDate: string;
  readonly amount: string;
}

export type AgedParty = { readonly party: string; readonly name: string; readonly total: string } & Readonly<Record<Age, string>>;

/** One row a party, largest first, with what is open by age; amounts with 2 places. */
export function aged(
  items: readonly OpenItem[],
  asOf: string,
): { readonly rows: AgedParty[]; readonly totals: Readonly<Record<Age | 'total', string>> } {
  const parties = Map.groupBy(
    items.filter((item) => !decimal(item.amount).isZero()),
    (item) => item.party,
  );
  const rows = [...parties].map(([party, open]) => ({ party, name: open[0]?.name ?? '', ...byAge(open, asOf) }));
  rows.sort((a, b) => decimal(b.total).comparedTo(decimal(a.total)) || (a.name < b.name ? -1 : 1));
  return { rows, totals: byAge(items, asOf) };
}

function byAge(items: readonly OpenItem[], asOf: string): Record<Age | 'total', string> {
  const of = (age: Age): string => round(sum(items.filter((item) => ageOf(item.dueDate, asOf) === age).map((item) => item.amount)), 2);
  return {
    notDue: of('notDue'),
    days30: of('days30'),
    days60: of('days60'),
    days90: of('days90'),
    older: of('older'),
    total: round(sum(items.map((item) => item.amount)), 2),
  };
}

/** Columns of an ageing report. */
export function agedColumns(party: Text): readonly { readonly name: string; readonly label: Text; readonly type: string }[] {
  const labels: Readonly<Record<Age | 'total', Text>> = {
    notDue: { zh: '未到期', en: 'Not due' },
    days30: { zh: '1–30 天', en: '1–30 days' },
    days60: { zh: '31–60 天', en: '31–60 days' },
    days90: { zh: '61–90 天', en: '61–90 days' },
    older: { zh: '90 天以上', en: 'Over 90 days' },
    total: { zh: '合计', en: 'Total' },
  };
  const amounts = ([...AGES, 'total'] as const).map((name) => ({ name, label: labels[name], type: 'amount' }));
  return [{ name: 'name', label: party, type: 'text' }, ...amounts];
}
