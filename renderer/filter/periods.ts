export { moves, onDay, writtenDay as written } from '#common/expression';

/** A stretch of the calendar from its first day to the day after its last. */
const STRETCHES: Readonly<Record<string, readonly [string, string]>> = {
  today: ['today', 'today+1'],
  yesterday: ['today-1', 'today'],
  'this-week': ['weekStart', 'weekStart+1'],
  'last-week': ['weekStart-1', 'weekStart'],
  'this-month': ['monthStart', 'monthStart+1'],
  'last-month': ['monthStart-1', 'monthStart'],
  'this-quarter': ['quarterStart', 'quarterStart+1'],
  'last-quarter': ['quarterStart-1', 'quarterStart'],
  'this-year': ['yearStart', 'yearStart+1'],
  'last-year': ['yearStart-1', 'yearStart'],
  'last-7-days': ['today-6', 'today+1'],
  'last-30-days': ['today-29', 'today+1'],
  'last-90-days': ['today-89', 'today+1'],
  'next-7-days': ['today', 'today+8'],
  'next-30-days': ['today', 'today+31'],
};

export const PERIODS: readonly string[] = Object.keys(STRETCHES);

/** First moment and end of a period as a filter writes them. @param moment for fields that hold times */
export function endsOf(period: string, moment: boolean): readonly [string, string] | undefined {
  const ends = STRETCHES[period];
  if (ends === undefined) return undefined;
  const [from, to] = ends;
  return moment ? [`$${timed(from)}`, `$${timed(to)}`] : [`$${from}`, `$${to}`];
}

/** The period between such ends. */
export function periodOf(from: string, to: string): string | undefined {
  return PERIODS.find((name) => [false, true].some((moment) => {
    const ends = endsOf(name, moment);
    return ends?.[0] === from && ends[1] === to;
  }));
}

function timed(anchor: string): string {
  return anchor.replace(/^[a-zA-Z]+/, '$&T');
}
