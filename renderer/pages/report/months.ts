import { plain } from '#renderer/fields/reading.ts';

/* Months as reports know them: `YYYY-MM`. */

const AROUND: Readonly<Record<string, number>> = { t: 0, 本月: 0, 上月: -1, 下月: 1 };

/**
 * Reads a month as people type it: `1998-05`, `1998/5`, `1998年5月`, `199805`, `9805` and `98-5`, `5` (this year), `t` or `本月` (this one), `-1` (the one before).
 * @param today `YYYY-MM-DD`
 * @returns undefined when it is none
 */
export function readMonth(text: string, today: string): string | undefined {
  const written = plain(text).toLowerCase();
  const step = AROUND[written] ?? (/^[+-]\d{1,3}$/.test(written) ? Number(written) : undefined);
  if (step !== undefined) return addMonths(today.slice(0, 7), step);
  const parts = written.replace(/月$/, '').split(/[-/.年]/);
  const [year, month] =
    parts.length === 2 ? parts
    : /^\d{6}$/.test(written) ? [written.slice(0, 4), written.slice(4)]
    : /^\d{4}$/.test(written) ? [written.slice(0, 2), written.slice(2)]
    : parts.length === 1 && /^\d{1,2}$/.test(parts[0] ?? '') ? [today.slice(0, 4), parts[0]]
    : [];
  if (year === undefined || month === undefined || !/^(\d{2}|\d{4})$/.test(year) || !/^\d{1,2}$/.test(month)) return undefined;
  const number = Number(month);
  return number >= 1 && number <= 12 ? `${wholeYear(year, today)}-${two(number)}` : undefined;
}

/** Books reach further back than ahead: `98` is the latest such year that is not more than ten years away. */
function wholeYear(year: string, today: string): string {
  if (year.length === 4) return year;
  const now = Number(today.slice(0, 4));
  const here = Math.floor(now / 100) * 100 + Number(year);
  return String(here > now + 10 ? here - 100 : here);
}

export function addMonths(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const months = year * 12 + number - 1 + by;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${two((months % 12) + 1)}`;
}

/** Months from one to the other, both counted. */
export function monthsWithin(from: string, to: string): number {
  const of = (month: string): number => {
    const [year = 0, number = 1] = month.split('-').map(Number);
    return year * 12 + number;
  };
  return of(to) - of(from) + 1;
}

/** The last day of a month, `YYYY-MM-DD`. */
export function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return `${month}-${two(new Date(Date.UTC(year, number, 0)).getUTCDate())}`;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
