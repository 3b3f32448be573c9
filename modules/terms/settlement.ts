import { decimal, round, sum } from '#common/decimal';
import { refuse } from '#common/errors';

/** An invoice as far as paying it goes; amounts with 2 places. */
export interface Payable {
  readonly number: string | null;
  readonly state: string;
  readonly totalAmount: string;
  readonly paidAmount: string;
}

export interface Settled {
  readonly paidAmount: string;
  readonly outstandingAmount: string;
}

/**
 * An invoice after so much money is applied to it, or, with a negative amount, taken off it again.
 * Exactly that amount moves between paid and outstanding, once.
 * @throws PanshiError `rule` when the invoice is not open, or more is applied than is outstanding
 */
export function settle(invoice: Payable, amount: string): Settled {
  const paid = decimal(invoice.paidAmount).plus(amount);
  const outstanding = decimal(invoice.totalAmount).minus(paid);
  if (decimal(amount).gt(0)) {
    if (invoice.state !== 'posted') {
      throw refuse(
        'rule',
        `发票 ${invoice.number ?? ''} 未过账或已作废，不能收付款。`,
        `Invoice ${invoice.number ?? ''} is not posted, so no money can be applied to it.`,
      );
    }
    if (outstanding.lt(0) && decimal(invoice.totalAmount).gte(0)) {
      throw refuse(
        'rule',
        `金额 ${amount} 超过发票 ${invoice.number ?? ''} 的未结金额，请减少金额。`,
        `${amount} is more than is outstanding on invoice ${invoice.number ?? ''}; enter a smaller amount.`,
        { facts: { amount, outstanding: round(decimal(invoice.totalAmount).minus(invoice.paidAmount), 2) } },
      );
    }
  }
  return { paidAmount: round(paid, 2), outstandingAmount: round(outstanding, 2) };
}

/**
 * The amount of a receipt or payment: the sum of what it applies.
 * @param given as entered; it may be left out, but not differ
 * @throws PanshiError `rule` when money would be left unapplied
 */
export function appliedAmount(given: string | null | undefined, lines: readonly { readonly amount: string }[]): string {
  const applied = round(sum(lines.map((line) => line.amount)), 2);
  if (given !== null && given !== undefined && !decimal(given).eq(applied)) {
    throw refuse(
      'rule',
      `金额 ${given} 与核销合计 ${applied} 不符，请改为一致。`,
      `The amount ${given} differs from the ${applied} applied to invoices; make them agree.`,
      {
        fields: ['amount'],
      },
    );
  }
  return applied;
}
