import { decimal, fromScaled, sum } from '#common/decimal';
import { refuse } from '#common/errors';
import type { Work } from '#core/records/work.ts';
import { Customer } from '#modules/party';
import type { Order } from './order-lines.ts';

/**
 * Refuses an order that takes a customer beyond the credit limit: open invoices, open orders and this one together.
 * The message tells no figure, because the person who enters orders may not know the limit.
 * @throws PanshiError `credit_exceeded`
 */
export async function checkCredit(work: Work, order: Order): Promise<void> {
  const { creditLimit, name } = await work.get(Customer, order.customer);
  if (creditLimit === null) return;
  const params = [work.company, order.customer];
  const [[owed], [ordered]] = [
    await work.figures(
      ['sales-invoice'],
      `SELECT SUM("outstanding_amount") FROM "sales_invoice" WHERE "company_id" = ? AND "customer" = ? AND "state" = 'posted'`,
      params,
    ),
    await work.figures(
      ['sales-order'],
      `SELECT SUM("total_amount" - "invoiced_amount") FROM "sales_order"
        WHERE "company_id" = ? AND "customer" = ? AND "state" IN ('confirmed', 'delivered')`,
      params,
    ),
  ];
  const open = [owed, ordered].map((row) => fromScaled(BigInt(String(row?.[0] ?? 0)), 2));
  if (sum([...open, order.totalAmount]).lte(decimal(creditLimit))) return;
  throw refuse(
    'credit_exceeded',
    `“${name}”超出信用额度。请先收回欠款，或请主管调整额度。`,
    `"${name}" would exceed the credit limit. Collect what is due first, or ask a manager to raise the limit.`,
    { fields: ['customer'] },
  );
}
