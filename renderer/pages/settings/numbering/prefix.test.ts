import { expect, it } from 'vitest';
import { isPrefix } from './prefix.ts';

it('prefixes hold capital letters and digits alone', () => {
  expect(['XS', 'A1', 'ABCDEFGHIJ'].every(isPrefix)).toBe(true);
  expect(['', 'xs', 'X-S', '销售', 'ABCDEFGHIJK'].some(isPrefix)).toBe(false);
});
