import { describe, expect, it } from 'vitest';
import { addMonths, lastDay, monthsWithin, readMonth } from './months.ts';

const TODAY = '2026-11-22';

describe('months as clerks type them', () => {
  it.each([
    ['1998-05', '1998-05'], ['1998/5', '1998-05'], ['1998年5月', '1998-05'], ['１９９８０５', '1998-05'], ['9805', '1998-05'], ['98-5', '1998-05'], ['26-11', '2026-11'],
    ['5', '2026-05'], ['12月', '2026-12'], ['t', '2026-11'], ['本月', '2026-11'], ['上月', '2026-10'], ['-11', '2025-12'],
  ])('%s is %s', (text, month) => expect(readMonth(text, TODAY)).toBe(month));

  it.each(['13', '0', '1998-13', 'abc', '', '1998-05-01', '199813'])('%s is none', (text) => expect(readMonth(text, TODAY)).toBeUndefined());
});

describe('months in a row', () => {
  it('go over the turn of the year', () => {
    expect([addMonths('1997-12', 1), addMonths('1998-01', -1), addMonths('1998-03', -27)]).toEqual(['1998-01', '1997-12', '1995-12']);
    expect([monthsWithin('1997-11', '1998-01'), monthsWithin('1998-05', '1998-05')]).toEqual([3, 1]);
  });
  it('end where they end', () => expect(['2024-02', '2026-02', '1998-12'].map(lastDay)).toEqual(['2024-02-29', '2026-02-28', '1998-12-31']));
});
