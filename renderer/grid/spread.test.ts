import { describe, expect, it } from 'vitest';
import { spread } from './spread.ts';

describe('room left over', () => {
  const columns = [{ width: 100, grows: false }, { width: 200, grows: true }, { width: 100, grows: true }];

  it('goes to the columns that grow, by their width', () => {
    expect(spread(columns, 490)).toEqual([100, 260, 130]);
  });

  it('is not used up at any price, and where there is none nothing changes', () => {
    expect(spread(columns, 5000)).toEqual([100, 340, 170]);
    expect(spread(columns, 300)).toEqual([100, 200, 100]);
  });
});
