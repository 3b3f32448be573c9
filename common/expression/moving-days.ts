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
    return JSON.stringify(moment === 'T' ? day.toISOString() : writtenDay(day));
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
export function writtenDay(day: Date): string {
  return [day.getFullYear(), String(day.getMonth() + 1).padStart(2, '0'), String(day.getDate()).padStart(2, '0')].join('-');
}
