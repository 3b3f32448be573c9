/*
 * Days that move with the calendar: `"$monthStart"` in a filter is the first of this month on whatever day the filter is used, `"$today-30"` thirty
 * days ago, `"$yearStart-1"` a year before this year's first day. With a `T` (`"$todayT"`) it is the moment at which that day begins here.
 */

type Anchor = 'today' | 'weekStart' | 'monthStart' | 'quarterStart' | 'yearStart';

const WRITTEN = /"?\$(today|weekStart|monthStart|quarterStart|yearStart)(T?)([+-]\d{1,5})?(?![\w$])"?/g;

/** Whether a filter means other rows tomorrow. */
export function moves(filter: string): boolean {
  return filter.search(WRITTEN) >= 0;
}

/** A filter with its moving days as they are on a day. */
export function onDay(filter: string, today: Date): string {
  return filter.replace(WRITTEN, (_, anchor: Anchor, moment: string, by = '0') => {
    const day = anchored(anchor, today, Number(by));
    return JSON.stringify(moment === 'T' ? day.toISOString() : written(day));
  });
}

function anchored(anchor: Anchor, today: Date, by: number): Date {
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  switch (anchor) {
    case 'today':
      return new Date(year, month, day + by);
    case 'weekStart':
      // Weeks begin on Monday (GB/T 7408).
      return new Date(year, month, day - ((today.getDay() + 6) % 7) + 7 * by);
    case 'monthStart':
      return new Date(year, month + by, 1);
    case 'quarterStart':
      return new Date(year, month - (month % 3) + 3 * by, 1);
    case 'yearStart':
      return new Date(year + by, 0, 1);
  }
}

/** A day of this machine's calendar as the interface writes it. */
export function written(day: Date): string {
  return [day.getFullYear(), String(day.getMonth() + 1).padStart(2, '0'), String(day.getDate()).padStart(2, '0')].join('-');
}

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
