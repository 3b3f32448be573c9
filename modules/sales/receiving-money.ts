import { decimal } from '#common/decimal';
import { refuse } from '#common/errors';
import type { RecordOf } from '#common/objects';
import { beforeSave, onAction } from '#core/module';
import type { Work } from '#core/records/work.ts';
import { appliedAmount, cancelInput, given, settle } from '#modules/terms';
import { SALES } from './program.ts';
import { Receipt } from './receipt.ts';
import { payInput, SalesInvoice } from './sales-invoice.ts';

export const receiptAmount = beforeSave(Receipt, SALES, async (_work, next) => {
  if (next.state !== 'draft') return;
  return {
    amount: appliedAmount(
      next.amount,
      next.lines.filter((line) => line.amount !== null),
    ),
  };
});

/** Moves money between paid and outstanding of each invoice, once; `-1` takes it back. */
async function apply(work: Work, receipt: RecordOf<typeof Receipt>, sign: 1 | -1): Promise<void> {
  const byInvoice = Map.groupBy(receipt.lines, (line) => line.invoice);
  for (const invoice of await work.list(SalesInvoice, { where: { id: [...byInvoice.keys()] } })) {
    if (invoice.customer !== receipt.customer) {
      throw refuse('rule', `发票 ${invoice.number ?? ''} 不属于该客户。`, `Invoice ${invoice.number ?? ''} is another customer's.`, {
        fields: ['lines'],
      });
    }
    const amount = (byInvoice.get(invoice.id) ?? []).reduce((total, line) => total.plus(line.amount), decimal(0)).times(sign);
    await work.change(SalesInvoice, invoice.id, { ...settle(invoice, amount.toFixed(2)) });
    byInvoice.delete(invoice.id);
  }
  if (byInvoice.size > 0) throw refuse('rule', '核销的发票不存在。', 'An invoice it is applied to does not exist.', { fields: ['lines'] });
}

export const postReceipt = onAction(Receipt, 'post', SALES, async (work, receipt) => {
  await apply(work, receipt, 1);
});

export const cancelReceipt = onAction(Receipt, 'cancel', SALES, async (work, receipt, input) => {
  await apply(work, receipt, -1);
  return { patch: { cancelledOn: given(cancelInput, input).date ?? work.today() } };
});

/** Money comes for an invoice, all that is outstanding unless an amount is given. */
export const payInvoice = onAction(SalesInvoice, 'pay', SALES, async (work, invoice, input) => {
  const { date, amount, account } = given(payInput, input);
  const paid = amount ?? invoice.outstandingAmount;
  if (decimal(paid).lte(0)) throw refuse('rule', '发票已收清。', 'Nothing is outstanding on this invoice.');
  const receipt = await work.create(Receipt, {
    customer: invoice.customer,
    date: date ?? work.today(),
    account,
    ownerId: invoice.ownerId,
    departmentId: invoice.departmentId,
    lines: [{ invoice: invoice.id, amount: paid }],
  });
  const { id, number } = await work.act(Receipt, receipt.id, 'post');
  return { created: [{ object: Receipt.name, id, number }] };
});
