import { expect, it } from 'vitest';
import { insightFilter } from './insight.ts';

const onHand = {
  query: { object: 'stock-balance', select: ['sum(quantity) as value'], filter: 'product == $value' },
  within: { warehouse: 'warehouse == $header' },
} as const;

it('asks about the value that the link holds, and narrows where the header says more', () => {
  expect(insightFilter(onHand, 'p1', {})).toBe('product == "p1"');
  expect(insightFilter(onHand, 'p1', { warehouse: '' })).toBe('product == "p1"');
  expect(insightFilter(onHand, 'p1', { warehouse: 'w1', customer: 'c1' })).toBe('product == "p1" && warehouse == "w1"');
});

it('takes a value as a text, whatever it holds', () => {
  expect(insightFilter(onHand, '" || true || "$&', {})).toBe('product == "\\" || true || \\"$&"');
});
