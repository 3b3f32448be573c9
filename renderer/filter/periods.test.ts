import { describe, expect, it } from 'vitest';
import { moves, onDay, PERIODS, endsOf, periodOf } from './periods.ts';

/** A Sunday, the 22nd of November 2026. */
const SUNDAY = new Date(2026, 10, 22, 15, 30);

describe('days that move with the calendar', () => {
  it.each([
    ['$today', '2026-11-22'],
    ['$today-30', '2026-10-23'],
    // Weeks begin on Monday.
    ['$weekStart', '2026-11-16'],
    ['$monthStart', '2026-11-01'],
    ['$monthStart+2', '2027-01-01'],
    ['$quarterStart', '2026-10-01'],
    ['$quarterStart-1', '2026-07-01'],
    ['$yearStart-1', '2025-01-01'],
  ])('%s is %s', (token, day) => {
    expect(onDay(`date >= "${token}"`, SUNDAY)).toBe(`date >= "${day}"`);
    expect(onDay(`date >= ${token} && x == 1`, SUNDAY)).toBe(`date >= "${day}" && x == 1`);
  });

  it('a moment is the beginning of that day here', () => {
    expect(onDay('createdAt >= "$todayT"', SUNDAY)).toBe(`createdAt >= "${new Date(2026, 10, 22).toISOString()}"`);
  });

  it('leaves everything else alone', () => {
    expect(onDay('name == "$10" && note == "$todayish"', SUNDAY)).toBe('name == "$10" && note == "$todayish"');
    expect([moves('date >= "$today"'), moves('date >= "2026-01-01"')]).toEqual([true, false]);
  });

  it('every period is known by its ends', () => {
    for (const period of PERIODS) {
      for (const moment of [false, true]) {
        const [from = '', to = ''] = endsOf(period, moment) ?? [];
        expect(periodOf(from, to)).toBe(period);
      }
    }
  });
});
