import { ceilTo, floorTo, rescaleExactly } from './exact.ts';
import type { OrderSymbol } from './tree.ts';

/*
 * A written figure is brought to the places of the column it is compared with, not the other way round:
 * amount > 100.505 over cents is amount > 10050, which is exact, cannot overflow, and leaves the column bare for its index.
 */

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

/**
 * What a comparison with a figure comes to: a bound that the column's integers are compared with; `never`, as the figure has
 * more places than the column; or `beyond` what 64 bits hold, with the answer for every value in a column but null.
 */
export type Bound =
  | { readonly kind: 'bound'; readonly units: bigint }
  | { readonly kind: 'never' }
  | { readonly kind: 'beyond'; readonly every: boolean };

export function fitsColumn(units: bigint): boolean {
  return units >= MIN && units <= MAX;
}

/** The bound for `column symbol figure`, in units of the column. */
export function orderBound(symbol: OrderSymbol, units: bigint, from: number, to: number): Bound {
  const bound = symbol === '<' || symbol === '>=' ? ceilTo(units, from, to) : floorTo(units, from, to);
  if (fitsColumn(bound)) return { kind: 'bound', units: bound };
  const upwards = symbol === '<' || symbol === '<=';
  return { kind: 'beyond', every: bound > MAX === upwards };
}

/** The figure for `column = figure`, in units of the column. */
export function equalBound(units: bigint, from: number, to: number): Bound {
  const bound = rescaleExactly(units, from, to);
  if (bound === undefined) return { kind: 'never' };
  return fitsColumn(bound) ? { kind: 'bound', units: bound } : { kind: 'beyond', every: false };
}

const FLIPPED: Record<OrderSymbol, OrderSymbol> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** The symbol when the two sides change places. */
export function flipped(symbol: OrderSymbol): OrderSymbol {
  return FLIPPED[symbol];
}
