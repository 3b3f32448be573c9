import { describe, expect, it } from 'vitest';
import { sortedBy } from './sorting.ts';

describe('sorting by a click', () => {
  it('goes up, down, and back to the usual order', () => {
    expect(sortedBy(['-date'], 'name', false)).toEqual(['name']);
    expect(sortedBy(['name'], 'name', false)).toEqual(['-name']);
    expect(sortedBy(['-name'], 'name', false)).toEqual([]);
  });

  it('adds a second key with Shift', () => {
    expect(sortedBy(['city'], 'name', true)).toEqual(['city', 'name']);
    expect(sortedBy(['city', 'name'], 'city', true)).toEqual(['-city', 'name']);
    expect(sortedBy(['-city', 'name'], 'city', true)).toEqual(['name']);
  });
});
