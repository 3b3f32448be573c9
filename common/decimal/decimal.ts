import { Decimal as Base } from 'decimal.js';

/** Exact decimal arithmetic: 40 significant digits, half-up. A clone, so that nobody else's settings reach it. */
export const Decimal = Base.clone({ precision: 40, rounding: Base.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });
export type Decimal = InstanceType<typeof Decimal>;

/** A decimal written out, an integer, or one at hand; never a fractional number. */
export type DecimalInput = string | number | bigint | Decimal;

/**
 * Makes an exact decimal.
 * @throws RangeError for a number with a fraction: a float has already lost what it meant to say.
 */
export function decimal(value: DecimalInput | null | undefined): Decimal {
  if (value === null || value === undefined) return new Decimal(0);
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`not an exact decimal: ${value}`);
  return new Decimal(typeof value === 'bigint' ? value.toString() : value);
}

export function sum(values: Iterable<DecimalInput | null | undefined>): Decimal {
  let total = new Decimal(0);
  for (const value of values) total = total.plus(decimal(value));
  return total;
}

/** Rounds half-up (away from zero at the half) to `scale` places and writes all of them. */
export function round(value: DecimalInput, scale: number): string {
  return decimal(value).toFixed(scale, Base.ROUND_HALF_UP);
}
