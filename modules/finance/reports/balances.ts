import { decimal, round, type Decimal } from '#common/decimal';
import type { ReportReader } from '#core/module';

/** An account with what it took on each side over some months. */
export interface AccountSums {
  readonly account: string;
  readonly code: string;
  readonly name: string;
  readonly element: string;
  readonly side: string;
  readonly debit: Decimal;
  readonly credit: Decimal;
}

/** @param filter a condition on `month` ('YYYY-MM'), or none for all that was ever posted */
export async function accountSums(reader: ReportReader, filter?: string): Promise<AccountSums[]> {
  const keys = ['account', 'account.code', 'account.name', 'account.element', 'account.side'];
  const rows = await reader.query({
    object: 'ledger-balance',
    select: [
      'account',
      'account.code as code',
      'account.name as name',
      'account.element as element',
      'account.side as side',
      'sum(debit) as debit',
      'sum(credit) as credit',
    ],
    ...(filter === undefined ? {} : { filter }),
    group: keys,
    order: ['code'],
    limit: 10_000,
  });
  return rows.map((row) => ({
    account: String(row['account']),
    code: String(row['code'] ?? ''),
    name: String(row['name'] ?? ''),
    element: String(row['element'] ?? ''),
    side: String(row['side'] ?? 'debit'),
    debit: decimal(String(row['debit'] ?? '0')),
    credit: decimal(String(row['credit'] ?? '0')),
  }));
}

/** A balance on the side it falls on: debit positive. */
export function onSides(balance: Decimal): { readonly debit: string; readonly credit: string } {
  return { debit: round(balance.gt(0) ? balance : 0, 2), credit: round(balance.lt(0) ? balance.neg() : 0, 2) };
}
