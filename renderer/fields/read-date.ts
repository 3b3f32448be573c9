import { plain, unread, type Unread } from './reading.ts';

const TODAY = new Set(['t', '今', '今天', 'today']);
const AROUND: Readonly<Record<string, number>> = { 昨: -1, 昨天: -1, yesterday: -1, 明: 1, 明天: 1, tomorrow: 1, 后天: 2, 前天: -2 };

/**
 * Reads a day as people type it: `2026-11-22`, `2026/11/22`, `2026年11月22日`, `20261122`, `261122`, `1122` and `11-22` (this year), `22` (this month),
 * `t` today, `+3` in three days, `-1` yesterday.
 * @param today `YYYY-MM-DD`
 */
export function readDate(text: string, today: string): string | Unread {
  const written = plain(text).toLowerCase();
  if (TODAY.has(written)) return today;
  const step = AROUND[written] ?? (/^[+-]\d{1,4}$/.test(written) ? Number(written) : undefined);
  if (step !== undefined) return addDays(today, step);
  const [year = '', month = ''] = today.split('-');
  const parts = written.replace(/[年月/.]/g, '-').replace(/日$/, '').replace(/\s.*$/, '').split('-');
  const [y, m, d] =
    parts.length === 3 ? parts
    : parts.length === 2 ? [year, ...parts]
    : /^\d{8}$/.test(written) ? [written.slice(0, 4), written.slice(4, 6), written.slice(6)]
    : /^\d{6}$/.test(written) ? [written.slice(0, 2), written.slice(2, 4), written.slice(4)]
    : /^\d{3,4}$/.test(written) ? [year, written.slice(0, -2), written.slice(-2)]
    : /^\d{1,2}$/.test(written) ? [year, month, written]
    : [];
  const day = wholeDay(y, m, d, year);
  return day ?? unread(text, '不是日期，例如 2026-11-22、1122、22、t、+3', 'not a day; for example 2026-11-22, 1122, 22, t, +3');
}

/** Reads a moment in this machine's zone: a day and `14:30`, or a time of today. @returns ISO time in UTC */
export function readTime(text: string, today: string): string | Unread {
  const written = plain(text).replace('T', ' ');
  const [, dayText = '', hours = '0', minutes = '0', seconds = '0'] = /^(.*?)\s*(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(written) ?? [];
  const day = dayText === '' && written !== '' ? today : readDate(dayText, today);
  if (typeof day !== 'string' || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    return unread(text, '不是时间，例如 2026-11-22 14:30', 'not a time; for example 2026-11-22 14:30');
  }
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  return new Date(y, m - 1, d, Number(hours), Number(minutes), Number(seconds)).toISOString();
}

/** This machine's day, `YYYY-MM-DD`. */
export function todayHere(now = new Date()): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function addDays(day: string, count: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + count);
  return at.toISOString().slice(0, 10);
}

function wholeDay(y: string | undefined, m: string | undefined, d: string | undefined, thisYear: string): string | undefined {
  if (![y, m, d].every((part) => part !== undefined && /^\d{1,4}$/.test(part))) return undefined;
  const year = y?.length === 4 ? y : y?.length === 2 ? `${thisYear.slice(0, 2)}${y}` : undefined;
  if (year === undefined) return undefined;
  const day = `${year}-${two(Number(m))}-${two(Number(d))}`;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
