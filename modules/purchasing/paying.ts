import { decimal } from '#common/decimal';
import { refuse } from '#common/errors';
import type { RecordOf } from '#common/objects';
import { beforeSave, onAction } from '#core/module';
import type { Work } from '#core/records/work.ts';
import { appliedAmount, cancelInput, given, settle } from '#modules/terms';
import { Payment } from './payment.ts';
import { PURCHASING } from './program.ts';
import { payInput, PurchaseInvoice } from './purchase-invoice.ts';

export const paymentAmount = beforeSave(Payment, PURCHASING, async (_work, next) => {
  if (next.state !== 'draft') return;
  return {
    amount: appliedAmount(
      next.amount,
      next.lines.filter((line) => line.amount !== null),
    ),
  };
});

/** Moves money between paid and outstanding of each bill, once; `-1` takes it back. */
async function apply(work: Work, payment: RecordOf<typeof Payment>, sign: 1 | -1): Promise<void> {
  const byInvoice = Map.groupBy(payment.lines, (line) => line.invoice);
  for (const invoice of await work.list(PurchaseInvoice, { where: { id: [...byInvoice.keys()] } })) {
    if (invoice.supplier !== payment.supplier) {
      throw refuse('rule', `发票 ${invoice.number ?? ''} 不属于该供应商。`, `Invoice ${invoice.number ?? ''} is another supplier's.`, {
        fields: ['lines'],
      });
    }
    const amount = (byInvoice.get(invoice.id) ?? []).reduce((total, line) => total.plus(line.amount), decimal(0)).times(sign);
    await work.change(PurchaseInvoice, invoice.id, { ...settle(invoice, amount.toFixed(2)) });
    byInvoice.delete(invoice.id);
  }
  if (byInvoice.size > 0) throw refuse('rule', '核销的发票不存在。', 'An invoice it is applied to does not exist.', { fields: ['lines'] });
}

export const postPayment = onAction(Payment, 'post', PURCHASING, async (work, payment) => {
  await apply(work, payment, 1);
});

export const cancelPayment = onAction(Payment, 'cancel', PURCHASING, async (work, payment, input) => {
  await apply(work, payment, -1);
  return { patch: { cancelledOn: given(cancelInput, input).date ?? work.today() } };
});

/** Pays a bill, all that is outstanding unless an amount is given. */
export const payBill = onAction(PurchaseInvoice, 'pay', PURCHASING, async (work, invoice, input) => {
  const { date, amount, account } = given(payInput, input);
  const paid = amount ?? invoice.outstandingAmount;
  if (decimal(paid).lte(0)) throw refuse('rule', '发票已付清。', 'Nothing is outstanding on this bill.');
  const payment = await work.create(Payment, {
    supplier: invoice.supplier,
    date: date ?? work.today(),
    account,
    ownerId: invoice.ownerId,
    departmentId: invoice.departmentId,
    lines: [{ invoice: invoice.id, amount: paid }],
  });
  const { id, number } = await work.act(Payment, payment.id, 'post');
  return { created: [{ object: Payment.name, id, number }] };
});
