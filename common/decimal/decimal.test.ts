import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { decimal, fromScaled, round, sum, toScaled } from './index.ts';

describe('exact decimals', () => {
  it('rounds half away from zero', () => {
    expect(round('2.345', 2)).toBe('2.35');
    expect(round('-2.345', 2)).toBe('-2.35');
    expect(round('1.005', 2)).toBe('1.01');
  });

  it('multiplies before it rounds: 30,000 × (0.01782 − 0.01719) = 18.90', () => {
    expect(round(decimal(30000).times(decimal('0.01782').minus('0.01719')), 2)).toBe('18.90');
  });

  it('refuses a float', () => {
    expect(() => decimal(0.1)).toThrow(RangeError);
  });

  it('keeps every digit of a long sum', () => {
    expect(sum(['9007199254740993.01', '0.02']).toFixed()).toBe('9007199254740993.03');
  });
});

describe('scaled integers', () => {
  it('goes there and back without loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 8 }), (value, scale) => {
        expect(toScaled(fromScaled(value, scale), scale)).toBe(value);
        expect(toScaled(fromScaled(value, scale, 0), scale)).toBe(value);
      }),
    );
  });

  it('shows at least the places asked for', () => {
    expect(fromScaled(390000n, 4, 0)).toBe('39');
    expect(fromScaled(182500n, 4, 2)).toBe('18.25');
    expect(fromScaled(180000n, 4, 2)).toBe('18.00');
    expect(fromScaled(-5n, 2)).toBe('-0.05');
  });

  it('refuses what the scale cannot hold', () => {
    expect(toScaled('1.005', 2)).toBeUndefined();
    expect(toScaled('1.50000', 2)).toBe(150n);
    expect(toScaled('1e3', 2)).toBeUndefined();
    expect(toScaled('', 2)).toBeUndefined();
  });
});
