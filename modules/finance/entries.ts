import { decimal, round, sum } from '#common/decimal';
import { refuse } from '#common/errors';

export interface Entry {
  readonly account: string | null;
  readonly debit: string;
  readonly credit: string;
}

/**
 * Every entry stands on one side with an amount that is not nil (negative in red vouchers).
 * @throws PanshiError `unbalanced`
 */
export function checkEntries(entries: readonly Entry[]): void {
  entries.forEach(({ debit, credit }, index) => {
    if (decimal(debit).isZero() !== decimal(credit).isZero()) return;
    throw refuse(
      'unbalanced',
      `第 ${index + 1} 行应只有借方或贷方一个金额。`,
      `Entry ${index + 1} must have an amount on exactly one side.`,
      {
        fields: [`lines.${index}.debit`, `lines.${index}.credit`],
      },
    );
  });
}

/** Sums of both sides, 2 places. */
export function sides(entries: readonly Entry[]): { readonly debit: string; readonly credit: string } {
  return { debit: round(sum(entries.map((entry) => entry.debit)), 2), credit: round(sum(entries.map((entry) => entry.credit)), 2) };
}

/** @throws PanshiError `unbalanced` when debit and credit differ */
export function checkBalance(entries: readonly Entry[]): { readonly debit: string; readonly credit: string } {
  const { debit, credit } = sides(entries);
  if (debit === credit) return { debit, credit };
  throw refuse(
    'unbalanced',
    `借贷不平：借方 ${debit}，贷方 ${credit}。请更正分录；由单据自动生成的凭证请检查记账规则。`,
    `Debit ${debit} and credit ${credit} differ. Correct the entries; where a document made the voucher, check its posting rules.`,
    { facts: { debit, credit } },
  );
}
