import { decimal, round, type DecimalInput } from '#common/decimal';

export interface LineTerms {
  /** In the product's unit. */
  readonly quantity: DecimalInput;
  /** Company currency for one unit, without tax. */
  readonly price: DecimalInput;
  /** 0.05 takes 5 % off. */
  readonly discount?: DecimalInput | null;
  /** 0.13 adds 13 %. */
  readonly taxRate?: DecimalInput | null;
}

/** Money of one line, 2 places each. */
export interface LineAmounts {
  /** Before discount, without tax. */
  readonly gross: string;
  /** After discount, without tax 不含税金额. */
  readonly net: string;
  readonly tax: string;
  /** Net and tax 价税合计. */
  readonly total: string;
}

/**
 * Each line is rounded half-up by itself; a document's totals are sums of rounded lines, so that they agree with what is printed
 * above them.
 */
export function lineAmounts({ quantity, price, discount, taxRate }: LineTerms): LineAmounts {
  const full = decimal(quantity).times(decimal(price));
  const net = round(full.times(decimal(1).minus(decimal(discount))), 2);
  const tax = round(decimal(net).times(decimal(taxRate)), 2);
  return { gross: round(full, 2), net, tax, total: round(decimal(net).plus(tax), 2) };
}
