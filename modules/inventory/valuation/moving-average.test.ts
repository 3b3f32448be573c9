import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '#common/decimal';
import { bringIn, NOTHING, revalue, splitDifference, takeBack, takeOut, type Position } from './moving-average.ts';

/** 2 at 1.00 and 1 at 1.01: three for 3.01. */
const three = bringIn(bringIn(NOTHING, '2', '2.00').position, '1', '1.01').position;

describe('moving average', () => {
  it('leaves no value when nothing is left: 2 at 1.00 and 1 at 1.01, issue 3', () => {
    const { position, value } = takeOut(three, '3');
    expect(position).toMatchObject({ quantity: '0', value: '0.00' });
    expect(value).toBe('-3.01');
  });

  it('leaves no value when it is issued one by one either', () => {
    // 3.01 ÷ 3 = 1.0033 → 1.00; 2.01 ÷ 2 = 1.005 → 1.01; the last takes the 1.00 that is left.
    const first = takeOut(three, '1');
    const second = takeOut(first.position, '1');
    const third = takeOut(second.position, '1');
    expect([first.value, second.value, third.value]).toEqual(['-1.00', '-1.01', '-1.00']);
    expect(third.position).toMatchObject({ quantity: '0', value: '0.00' });
  });

  it('dilutes the average by a free receipt', () => {
    const { position } = bringIn(bringIn(NOTHING, '10', '20.00').position, '10', '0');
    expect(position).toEqual({ quantity: '20', value: '20.00', average: '1.000000' });
  });

  it('never rounds the unit cost before it multiplies', () => {
    // 30,000 for 534.60 is 0.01782 each; 10,001 of them cost 178.21782 → 178.22, not 10,001 × 0.02.
    expect(takeOut(bringIn(NOTHING, '30000', '534.60').position, '10001').value).toBe('-178.22');
  });

  it('puts back exactly what went out', () => {
    const before = bringIn(NOTHING, '7', '10.00').position;
    const out = takeOut(before, '3');
    const back = bringIn(out.position, '3', decimal(out.value).neg());
    expect(back.position).toMatchObject({ quantity: '7', value: '10.00' });
    expect(back.variance).toBe('0.00');
  });

  it('takes a receipt back at its own value, and says what stock can no longer carry', () => {
    // 10 at 1 and 10 at 3 are 40.00; 10 issued at 2 leave 20.00; taking back the 10 at 3 leaves nothing on hand,
    // and −10.00 for cost of sales.
    const held = bringIn(bringIn(NOTHING, '10', '10').position, '10', '30').position;
    const { position, value, variance } = takeBack(takeOut(held, '10').position, '10', '30.00');
    expect(position).toMatchObject({ quantity: '0', value: '0.00' });
    expect([value, variance]).toEqual(['-30.00', '-10.00']);
  });

  it('covers goods sold before they were bought: out 10 at 1, in 10 at 2', () => {
    const short = takeOut({ quantity: '0', value: '0.00', average: '1' }, '10').position;
    expect(short).toMatchObject({ quantity: '-10', value: '-10.00' });
    const covered = bringIn(short, '10', '20.00');
    expect(covered.position).toMatchObject({ quantity: '0', value: '0.00' });
    expect(covered.variance).toBe('10.00');
    // In 15 at 2 instead: the 5 that stay are worth 10.00.
    expect(bringIn(short, '15', '30.00')).toMatchObject({ position: { quantity: '5', value: '10.00' }, variance: '10.00' });
    // In 4 at 2: the 6 still owed keep their 6.00; the 4 covered cost 4.00 more than was assumed.
    expect(bringIn(short, '4', '8.00')).toMatchObject({ position: { quantity: '-6', value: '-6.00' }, variance: '4.00' });
  });

  it('splits a later price difference between what is still here and what was issued', () => {
    const here = { quantity: '4', value: '40.00', average: '10' };
    expect(splitDifference(here, '15.00', '10')).toEqual({ toStock: '6.00', toCost: '9.00' });
    expect(splitDifference(here, '-0.01', '3')).toEqual({ toStock: '-0.01', toCost: '0.00' });
    expect(splitDifference(NOTHING, '15.00', '10')).toEqual({ toStock: '0.00', toCost: '15.00' });
    expect(revalue(here, '6.00').position).toEqual({ quantity: '4', value: '46.00', average: '11.500000' });
  });
});

describe('any history', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('in' as const),
      quantity: fc.integer({ min: 1, max: 500 }),
      cents: fc.integer({ min: 0, max: 100_000 }),
    }),
    fc.record({ kind: fc.constant('out' as const), quantity: fc.integer({ min: 1, max: 500 }), cents: fc.constant(0) }),
  );

  it('keeps value brought in = value taken out + variance + value on hand, with no value on nothing and no sign turned', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let position: Position = NOTHING;
        let total = decimal(0);
        for (const { kind, quantity, cents } of steps) {
          const moved = kind === 'in' ? bringIn(position, quantity, decimal(cents).div(100)) : takeOut(position, quantity);
          total = total.plus(moved.value).minus(moved.variance);
          position = moved.position;
          expect(position.value).toBe(total.toFixed(2));
          const [held, value] = [decimal(position.quantity), decimal(position.value)];
          if (held.isZero()) expect(position.value).toBe('0.00');
          expect(held.gt(0) ? value.gte(0) : value.lte(0)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
