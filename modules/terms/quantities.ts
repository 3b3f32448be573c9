import { decimal, round } from '#common/decimal';

export function less(a: string, b: string): string {
  return decimal(a).minus(b).toFixed();
}

export function plus(a: string, b: string): string {
  return decimal(a).plus(b).toFixed();
}

/** In the company's currency, 2 places. */
export function money(value: string): string {
  return round(value, 2);
}
