import { decimal, Decimal, round, type DecimalInput } from '#common/decimal';

/** What lies of one product in one warehouse: quantity (4 places), value in company currency (2 places), and the cost of one (6 places). */
export interface Position {
  readonly quantity: string;
  readonly value: string;
  /** Kept when nothing is left, for what is issued before more comes in. */
  readonly average: string;
}

export interface Moved {
  readonly position: Position;
  /** Value that the movement brought in (positive) or took out (negative). */
  readonly value: string;
  /**
   * Value that stock cannot carry after the movement, to be charged to cost of sales (positive) or taken off it (negative): what the
   * incoming goods cost more than was assumed when they were issued before they came, or what is left when nothing lies there any more.
   */
  readonly variance: string;
}

export const NOTHING: Position = { quantity: '0', value: '0.00', average: '0' };

/**
 * Goods come in: bought, or put back at the cost they went out at. A free receipt (value 0) dilutes the average.
 * @param quantity more than 0
 */
export function bringIn(before: Position, quantity: DecimalInput, value: DecimalInput): Moved {
  const held = decimal(before.quantity);
  const total = decimal(before.value).plus(decimal(value));
  const left = held.plus(decimal(quantity));
  if (held.gte(0)) return moved(before, left, total, value, total);
  // Issued before it came: those pieces are worth what really came for them, what remains is worth its part of this receipt.
  const carried = left.lte(0) ? decimal(before.value).times(left).div(held) : decimal(value).times(left).div(decimal(quantity));
  return moved(before, left, total, value, decimal(round(carried, 2)));
}

/**
 * Goods go out at the moving average: cost = value × quantity ÷ quantity on hand, rounded once; the last piece takes all the value
 * that is left. Beyond what is on hand (where the warehouse allows it) each piece costs the last average.
 * @param quantity more than 0
 */
export function takeOut(before: Position, quantity: DecimalInput): Moved {
  const held = decimal(before.quantity);
  const wanted = decimal(quantity);
  const here = Decimal.max(0, Decimal.min(held, wanted));
  const owed = round(decimal(before.average).times(wanted.minus(here)), 2);
  const cost = decimal(owed).plus(here.isZero() ? 0 : round(decimal(before.value).times(here).div(held), 2));
  const total = decimal(before.value).minus(cost);
  return moved(before, held.minus(wanted), total, cost.neg(), total);
}

/**
 * A receipt is taken back at its own value, not at today's average. Where what is left could not be worth that little, because some
 * of it has been issued cheaper or dearer meanwhile, the difference is variance.
 */
export function takeBack(before: Position, quantity: DecimalInput, value: DecimalInput): Moved {
  const left = decimal(before.quantity).minus(decimal(quantity));
  const total = decimal(before.value).minus(decimal(value));
  return moved(before, left, total, decimal(value).neg(), total);
}

/** Value alone changes: a bill that differs from its receipt. */
export function revalue(before: Position, value: DecimalInput): Moved {
  const total = decimal(before.value).plus(decimal(value));
  return moved(before, decimal(before.quantity), total, value, total);
}

/**
 * How much of a later price difference stays in stock: the share of the billed pieces that still lies there; the issued share goes to
 * cost of sales.
 * @param difference value billed less value received, 2 places
 * @param quantity billed
 */
export function splitDifference(
  before: Position,
  difference: DecimalInput,
  quantity: DecimalInput,
): { readonly toStock: string; readonly toCost: string } {
  const billed = decimal(quantity);
  const here = Decimal.max(0, Decimal.min(decimal(before.quantity), billed));
  const toStock = billed.isZero() ? '0.00' : round(decimal(difference).times(here).div(billed), 2);
  return { toStock, toCost: round(decimal(difference).minus(toStock), 2) };
}

function moved(before: Position, quantity: Decimal, total: Decimal, value: DecimalInput, carried: Decimal): Moved {
  const kept = bearable(quantity, carried);
  return {
    position: {
      quantity: quantity.toFixed(),
      value: round(kept, 2),
      average: quantity.gt(0) ? round(kept.div(quantity), 6) : before.average,
    },
    value: round(value, 2),
    variance: round(total.minus(kept), 2),
  };
}

/** Nothing on hand is worth nothing, what is on hand is never worth less than nothing, and what is owed is never worth more. */
function bearable(quantity: Decimal, value: Decimal): Decimal {
  if (quantity.isZero()) return decimal(0);
  return quantity.gt(0) ? Decimal.max(0, value) : Decimal.min(0, value);
}
