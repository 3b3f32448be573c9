import { Decimal } from '#common/decimal';

type Values = Readonly<Record<string, unknown>>;

export interface Balance {
  readonly debit: string;
  readonly credit: string;
  /** Debit less credit. */
  readonly difference: string;
}

export function balanceOf(rows: readonly Values[]): Balance {
  const debit = total(rows, 'debit');
  const credit = total(rows, 'credit');
  return { debit: debit.toFixed(2), credit: credit.toFixed(2), difference: debit.minus(credit).toFixed(2) };
}

/** What would balance the rows if it stood in this cell 借贷找平; undefined where nothing is missing on that side. */
export function balancing(rows: readonly Values[], row: number, side: 'debit' | 'credit'): string | undefined {
  const others = rows.map((values, index) => (index === row ? {} : values));
  const difference = total(others, 'debit').minus(total(others, 'credit'));
  const missing = side === 'credit' ? difference : difference.neg();
  return missing.gt(0) ? missing.toFixed(2) : undefined;
}

/** The sum of a column; what is no number counts nothing. */
export function total(rows: readonly Values[], name: string): Decimal {
  return rows.reduce((sum, values) => sum.plus(amountOf(values[name])), new Decimal(0));
}

function amountOf(value: unknown): Decimal {
  return (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) || typeof value === 'number' ? new Decimal(value) : new Decimal(0);
}
