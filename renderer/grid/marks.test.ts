import { describe, expect, it } from 'vitest';
import { ALL_MARKED, isMarked, mark, markedCount, NO_MARKS } from './marks.ts';
import { toTsv } from './tsv.ts';

describe('marked rows', () => {
  it('a row is marked and unmarked by the same key', () => {
    const one = mark(NO_MARKS, ['a']);
    expect([isMarked(one, 'a'), isMarked(mark(one, ['a']), 'a')]).toEqual([true, false]);
  });

  it('a range becomes what its first row becomes', () => {
    const some = mark(NO_MARKS, ['b']);
    const range = mark(some, ['a', 'b', 'c']);
    expect(['a', 'b', 'c'].map((id) => isMarked(range, id))).toEqual([true, true, true]);
  });

  it('all of a million are marked without holding them, and some taken out again', () => {
    const most = mark(ALL_MARKED, ['x', 'y'], false);
    expect([isMarked(most, 'x'), isMarked(most, 'z'), markedCount(most, 1_000_000)]).toEqual([false, true, 999_998]);
    expect(markedCount(mark(most, ['x'], true), 1_000_000)).toBe(999_999);
  });
});

describe('cells for a spreadsheet', () => {
  it('are quoted where they hold tabs, quotes or lines', () => {
    expect(toTsv([['甲', '1,200.00'], ['a "b"', 'two\nlines']])).toBe('甲\t1,200.00\r\n"a ""b"""\t"two\nlines"');
  });
});
