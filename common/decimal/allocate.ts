import { Decimal, decimal, round, type DecimalInput } from './decimal.ts';

/**
 * Splits a total over weights so that the parts sum to it exactly. Every part is rounded half-up; the odd cent goes to the part with the largest
 * weight (the first of them), its one named place.
 * @param total rounded to `scale` first
 */
export function allocate(total: DecimalInput, weights: readonly DecimalInput[], scale: number): string[] {
  const whole = decimal(round(total, scale));
  const shares = weights.map((weight) => decimal(weight));
  const weightSum = shares.reduce((a, b) => a.plus(b), new Decimal(0));
  if (shares.length === 0) return [];
  if (weightSum.isZero()) return shares.map((_, index) => (index === 0 ? round(whole, scale) : round(0, scale)));
  const parts = shares.map((share) => decimal(round(whole.times(share).div(weightSum), scale)));
  const odd = whole.minus(parts.reduce((a, b) => a.plus(b), new Decimal(0)));
  const largest = shares.reduce((best, share, index) => (share.gt(shares[best] ?? share) ? index : best), 0);
  return parts.map((part, index) => round(index === largest ? part.plus(odd) : part, scale));
}
