import { expect, it } from 'vitest';
import { wordWidth } from './word-width.ts';

/* Measured in a browser with the bundled font at 13 px. */
it.each([
  ['Confirmed', 64.2], ['Delivered', 57.4], ['Open', 32.8], ['Lost', 25.3], ['Partially delivered', 109.3], ['Invoiced', 51.4], ['Supplier invoice number', 148.4], ['Salesperson', 74.2],
  ['已确认', 39], ['SO-1998-000270', 98.6],
])('%s is about as wide as it is drawn, and never narrower', (words, drawn) => {
  expect(wordWidth(words)).toBeGreaterThanOrEqual(drawn);
  expect(wordWidth(words)).toBeLessThan(drawn * 1.15);
});
