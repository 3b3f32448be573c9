import { expect, it } from 'vitest';
import { exampleNumber, isPrefix } from './example.ts';

it('numbers are shown as they will be given', () => {
  expect(exampleNumber({ prefix: 'XS', per: 'year', digits: 5 }, 2026)).toBe('XS-2026-00001');
  expect(exampleNumber({ prefix: 'TG', per: 'ever', digits: 4 }, 2026, 12_345)).toBe('TG-12345');
});

it('prefixes hold capital letters and digits alone', () => {
  expect(['XS', 'A1', 'ABCDEFGHIJ'].every(isPrefix)).toBe(true);
  expect(['', 'xs', 'X-S', '销售', 'ABCDEFGHIJK'].some(isPrefix)).toBe(false);
});
