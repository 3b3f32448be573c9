const DAY = 86_400_000;

/** The day so many days after (or before) another; both 'YYYY-MM-DD'. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Days from one day to another; negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** '1996-07-16' lies in month '1996-07'. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** First and last day of a month 'YYYY-MM'. */
export function daysOfMonth(month: string): { readonly first: string; readonly last: string } {
  const [year, ordinal] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year ?? 1970, ordinal ?? 1, 0)).toISOString().slice(0, 10);
  return { first: `${month}-01`, last };
}
