import { decimal, round, type DecimalInput } from '#common/decimal';

/**
 * What a part of a quantity takes of an amount that is left: the last part takes all that is left, so that the parts sum to the whole
 * whatever was delivered, billed or cancelled in between, and the odd cent stays with the last.
 * @param restAmount what is left of the amount, 2 places
 * @param restQuantity what is left of the quantity, before this part
 * @returns 2 places
 */
export function partOf(restAmount: DecimalInput, restQuantity: DecimalInput, part: DecimalInput): string {
  const rest = decimal(restQuantity);
  if (rest.isZero()) return round(restAmount, 2);
  return round(decimal(restAmount).times(decimal(part)).div(rest), 2);
}
