import { describe, expect, it } from 'vitest';
import { hasTotals, isAddedUp } from './totals.ts';

const orders = { search: '', narrowed: false, rows: 830, whole: 830 };
const million = { search: '', narrowed: false, rows: 1_000_000, whole: 1_000_000 };

describe('the row of totals', () => {
  it('is there for lists that are soon added up, and where the reader wants it', () => {
    expect([hasTotals(undefined, orders), hasTotals(undefined, million), hasTotals(true, million), hasTotals(false, orders)]).toEqual([true, false, true, false]);
    expect(hasTotals(undefined, { ...million, narrowed: true })).toBe(true);
  });

  it('stays where it is while letters are typed', () => {
    for (const rows of [undefined, 0, 12]) {
      expect(hasTotals(undefined, { ...orders, search: 'al', rows })).toBe(true);
      expect(hasTotals(undefined, { ...million, search: 'al', rows })).toBe(false);
    }
  });

  it('adds up what a search finds: all of it in a short list, and in a long one what is few', () => {
    expect(isAddedUp({ ...orders, search: 'SO', rows: 830 })).toBe(true);
    expect(isAddedUp({ ...million, search: 'C0098765', rows: 1 })).toBe(true);
    expect(isAddedUp({ ...million, search: '磐石', rows: 1_000_000 })).toBe(false);
    expect(isAddedUp({ ...million, search: '磐', rows: undefined })).toBeUndefined();
    expect(isAddedUp(million)).toBe(true);
  });
});
