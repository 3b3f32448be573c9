import { describe, expect, it } from 'vitest';
import { laidOut } from './dropped.ts';

const row = (id: string, expectedAmount: string | null) => ({ id, expectedAmount });
const [a, b, c] = [row('a', '1200.50'), row('b', '300.00'), row('c', null)];
const lanes = [{ cards: [a, b], count: 40, sum: '90000.00' }, { cards: [c], count: 1, sum: undefined }, { cards: [], count: 0, sum: undefined }];

describe('a card that was let go over another column', () => {
  it('stands there with what it is worth until that is settled, and back where it was when it is taken out', () => {
    const shown = laidOut(lanes, { row: a, to: 2 }, 'expectedAmount');
    expect(shown.map(({ cards, count, sum }) => [cards.map(({ id }) => id), count, sum])).toEqual([[['b'], 39, '88799.5'], [['c'], 1, undefined], [['a'], 1, '1200.5']]);
    expect(laidOut(lanes, undefined, 'expectedAmount')).toBe(lanes);
    expect(lanes[0]?.cards.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('a card without a figure, or with one that is masked, changes no sum', () => {
    expect(laidOut(lanes, { row: c, to: 0 }, 'expectedAmount').map(({ count, sum }) => [count, sum])).toEqual([[41, '90000.00'], [0, undefined], [0, undefined]]);
    expect(laidOut(lanes, { row: { ...a, _masked: ['expectedAmount'] }, to: 1 }, 'expectedAmount')[1]).toMatchObject({ count: 2, sum: undefined });
  });

  it('is counted once where the host has already moved it', () => {
    expect(laidOut(lanes, { row: c, to: 1 }, 'expectedAmount').map(({ count }) => count)).toEqual([40, 1, 0]);
  });
});
