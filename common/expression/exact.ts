/**
 * Exact numbers as an integer and a count of places: units × 10^-scale. This is how the database keeps decimals,
 * so evaluation and SQL do the very same arithmetic; and unlike a decimal library's working precision, a bigint has no end.
 */

/** 10^places. */
export function powerOfTen(places: number): bigint {
  return 10n ** BigInt(places);
}

const NUMBER = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a plain or exponent decimal such as '12.50' or '1e-3'.
 * @returns undefined for anything else
 */
export function readNumber(text: string): { units: bigint; scale: number } | undefined {
  const match = NUMBER.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units: digits, scale } : { units: digits * powerOfTen(-scale), scale: 0 };
}

/** Writes units × 10^-scale with exactly `scale` places: (1250, 2) gives '12.50'. */
export function writeNumber(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The same value with more places. */
export function scaleUp(units: bigint, from: number, to: number): bigint {
  return to > from ? units * powerOfTen(to - from) : units;
}

/**
 * The same value with another count of places; undefined when digits other than 0 would be lost.
 */
export function rescaleExactly(units: bigint, from: number, to: number): bigint | undefined {
  if (to >= from) return scaleUp(units, from, to);
  const divisor = powerOfTen(from - to);
  return units % divisor === 0n ? units / divisor : undefined;
}

/** The largest number of `to` places that is not above the value. */
export function floorTo(units: bigint, from: number, to: number): bigint {
  if (to >= from) return scaleUp(units, from, to);
  const divisor = powerOfTen(from - to);
  const cut = units / divisor;
  return units % divisor < 0n ? cut - 1n : cut;
}

/** The smallest number of `to` places that is not below the value. */
export function ceilTo(units: bigint, from: number, to: number): bigint {
  return -floorTo(-units, from, to);
}

/** Places a quotient is given with. */
export const QUOTIENT_SCALE = 10;

/**
 * left ÷ right with QUOTIENT_SCALE places, half away from zero (四舍五入).
 * @returns null for a divisor of 0: a formula without an answer is empty
 */
export function divide(left: bigint, leftScale: number, right: bigint, rightScale: number): bigint | null {
  if (right === 0n) return null;
  const dividend = left * powerOfTen(QUOTIENT_SCALE + rightScale);
  const divisor = right * powerOfTen(leftScale);
  const negative = dividend < 0n !== divisor < 0n;
  const top = dividend < 0n ? -dividend : dividend;
  const bottom = divisor < 0n ? -divisor : divisor;
  const quotient = (2n * top + bottom) / (2n * bottom);
  return negative ? -quotient : quotient;
}
