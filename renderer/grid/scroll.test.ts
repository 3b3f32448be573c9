import { describe, expect, it } from 'vitest';
import { barTop, inSight, mostTop, rowsTop, sheetHeight, TALLEST, topFor } from './scroll.ts';

const few = { rows: 830, rowHeight: 32, view: 640 };
const million = { rows: 1_000_000, rowHeight: 32, view: 640 };

describe('scrolling over many rows', () => {
  it('is exact as long as the browser can make room', () => {
    expect([sheetHeight(few), rowsTop(few, 3210), barTop(few, 3210)]).toEqual([26_560, 3210, 3210]);
  });

  it('stays below what a browser can make room for, and reaches both ends', () => {
    expect(sheetHeight(million)).toBe(TALLEST);
    expect(rowsTop(million, 0)).toBe(0);
    expect(rowsTop(million, TALLEST - 640)).toBe(mostTop(million));
    expect(inSight(million, mostTop(million)).last).toBe(999_999);
  });

  it('finds the way back from rows to the bar', () => {
    for (const top of [0, 32, 16_000_000, mostTop(million)]) expect(rowsTop(million, barTop(million, top))).toBeCloseTo(top, 4);
  });

  it('knows the rows in sight, with a few around them', () => {
    expect(inSight(few, 0)).toEqual({ first: 0, last: 23 });
    expect(inSight(few, 3200)).toEqual({ first: 96, last: 123 });
    expect(inSight({ ...few, rows: 0 }, 0)).toEqual({ first: 0, last: -1 });
  });

  it('moves no further than a row needs to be seen whole', () => {
    expect(topFor(few, 320, 12)).toBe(320);
    expect(topFor(few, 320, 9)).toBe(288);
    // Row 30 ends at 992; 640 are seen.
    expect(topFor(few, 320, 30)).toBe(352);
  });
});
