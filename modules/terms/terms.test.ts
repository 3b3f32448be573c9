import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, round, sum } from '#common/decimal';
import {
  addDays,
  aged,
  ageOf,
  appliedAmount,
  daysBetween,
  daysOfMonth,
  lineAmounts,
  partOf,
  progressOf,
  settle,
  wantedLines,
} from './index.ts';

describe('amounts of a line', () => {
  it('rounds net and tax half-up, each line by itself', () => {
    // 7 × 3.45 = 24.15; less 5 % = 22.9425 → 22.94; 13 % of 22.94 = 2.9822 → 2.98.
    expect(lineAmounts({ quantity: '7', price: '3.45', discount: '0.05', taxRate: '0.13' })).toEqual({
      gross: '24.15',
      net: '22.94',
      tax: '2.98',
      total: '25.92',
    });
  });

  it('multiplies before it rounds: 30,000 × 0.00063 = 18.90', () => {
    expect(lineAmounts({ quantity: '30000', price: '0.00063' }).net).toBe('18.90');
  });
});

describe('parts of a line', () => {
  it('always sum to the whole, and the last takes the odd cent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }),
        (cents, quantities) => {
          const whole = decimal(cents).div(100);
          let [restAmount, restQuantity] = [whole, sum(quantities)];
          const parts = quantities.map((quantity) => {
            const part = partOf(restAmount, restQuantity, quantity);
            restAmount = restAmount.minus(part);
            restQuantity = restQuantity.minus(quantity);
            return part;
          });
          expect(round(sum(parts), 2)).toBe(round(whole, 2));
        },
      ),
    );
  });
});

describe('progress', () => {
  it('is full only when every line is done', () => {
    expect(
      progressOf([
        { quantity: '2', done: '0' },
        { quantity: '1', done: '0' },
      ]),
    ).toBe('none');
    expect(
      progressOf([
        { quantity: '2', done: '2' },
        { quantity: '1', done: '0' },
      ]),
    ).toBe('partial');
    expect(
      progressOf([
        { quantity: '2', done: '2.0000' },
        { quantity: '1', done: '1' },
      ]),
    ).toBe('full');
  });
});

describe('what an action is about', () => {
  const lines = [
    { id: 'a', open: '2' },
    { id: 'b', open: '0' },
  ];
  it('takes every open line when none is named, and all that is open when no quantity is given', () => {
    expect(wantedLines(lines, undefined, (line) => line.open)).toEqual([{ line: lines[0], quantity: '2' }]);
    expect(wantedLines(lines, [{ line: 'a' }], (line) => line.open)).toEqual([{ line: lines[0], quantity: '2' }]);
    expect(wantedLines(lines, [{ line: 'a', quantity: '1' }], (line) => line.open)).toEqual([{ line: lines[0], quantity: '1' }]);
  });
  it('refuses a foreign line, a line twice, and nothing at all', () => {
    for (const named of [[{ line: 'z' }], [{ line: 'a' }, { line: 'a' }], [{ line: 'b' }]]) {
      expect(() => wantedLines(lines, named, (line) => line.open)).toThrow(expect.objectContaining({ code: 'rule' }));
    }
  });
});

describe('settlement', () => {
  const invoice = { number: 'SI-1', state: 'posted', totalAmount: '100.00', paidAmount: '40.00' };
  it('moves exactly the amount, and takes exactly it back', () => {
    const paid = settle(invoice, '60.00');
    expect(paid).toEqual({ paidAmount: '100.00', outstandingAmount: '0.00' });
    expect(settle({ ...invoice, ...paid }, '-60.00')).toEqual({ paidAmount: '40.00', outstandingAmount: '60.00' });
  });
  it('refuses more than is outstanding, and an invoice that is not posted', () => {
    expect(() => settle(invoice, '60.01')).toThrow(expect.objectContaining({ code: 'rule' }));
    expect(() => settle({ ...invoice, state: 'cancelled' }, '1.00')).toThrow(expect.objectContaining({ code: 'rule' }));
  });
  it('leaves no money unapplied', () => {
    expect(appliedAmount(null, [{ amount: '1.10' }, { amount: '2.20' }])).toBe('3.30');
    expect(appliedAmount('3.3', [{ amount: '3.30' }])).toBe('3.30');
    expect(() => appliedAmount('4.00', [{ amount: '3.30' }])).toThrow(expect.objectContaining({ code: 'rule' }));
  });
});

describe('ageing', () => {
  it('counts days past due', () => {
    expect(
      ['1998-05-06', '1998-05-05', '1998-04-06', '1998-04-05', '1998-03-07', '1998-03-06', '1998-02-05', '1998-02-04'].map((due) =>
        ageOf(due, '1998-05-06'),
      ),
    ).toEqual(['notDue', 'days30', 'days30', 'days60', 'days60', 'days90', 'days90', 'older']);
  });
  it('sums by party, the largest first, and leaves settled items out', () => {
    const { rows, totals } = aged(
      [
        { party: 'a', name: 'A', dueDate: '2026-01-31', amount: '10.00' },
        { party: 'b', name: 'B', dueDate: '2026-01-01', amount: '15.50' },
        { party: 'a', name: 'A', dueDate: '2025-01-01', amount: '2.00' },
        { party: 'c', name: 'C', dueDate: '2025-01-01', amount: '0.00' },
      ],
      '2026-01-31',
    );
    expect(rows.map((row) => [row.party, row.notDue, row.days30, row.older, row.total])).toEqual([
      ['b', '0.00', '15.50', '0.00', '15.50'],
      ['a', '10.00', '0.00', '2.00', '12.00'],
    ]);
    expect(totals).toMatchObject({ notDue: '10.00', days30: '15.50', older: '2.00', total: '27.50' });
  });
});

describe('calendar', () => {
  it('knows leap years and ends of months', () => {
    expect(addDays('1996-02-28', 2)).toBe('1996-03-01');
    expect(daysBetween('1996-02-28', '1996-03-01')).toBe(2);
    expect(daysOfMonth('1996-02')).toEqual({ first: '1996-02-01', last: '1996-02-29' });
  });
});
