import { decimal, round, sum } from '#common/decimal';
import { refuse } from '#common/errors';
import type { RecordOf } from '#common/objects';
import type { Work } from '#core/records/work.ts';
import { less, progressOf } from '#modules/terms';
import { SalesOrder } from './sales-order.ts';

export type Order = RecordOf<typeof SalesOrder>;
export type OrderLine = Order['lines'][number];

/** What changes in an order line's progress. */
export type Progressed = Partial<
  Pick<OrderLine, 'deliveredQuantity' | 'deliveredCost' | 'cost' | 'margin' | 'invoicedQuantity' | 'invoicedNet' | 'invoicedTax'>
>;

export const stillToDeliver = (line: OrderLine): string => less(line.quantity, line.deliveredQuantity);
export const stillToInvoice = (line: OrderLine): string => less(line.deliveredQuantity, line.invoicedQuantity);

/** @throws PanshiError `rule` for a line that is not of this order */
export function lineOf(order: Order, id: string): OrderLine {
  const line = order.lines.find((candidate) => candidate.id === id);
  if (!line)
    throw refuse('rule', `所给的行不属于销售订单 ${order.number ?? ''}。`, `The line is not one of sales order ${order.number ?? ''}.`, {
      fields: ['lines'],
    });
  return line;
}

/** @throws PanshiError `rule` when a document names a line of the order twice */
export function refuseTwice(rows: readonly { readonly orderLine: string }[]): void {
  if (new Set(rows.map((row) => row.orderLine)).size === rows.length) return;
  throw refuse('rule', '同一订单行出现了两次，请合并。', 'A line of the order is named twice; put it together.', { fields: ['lines'] });
}

/**
 * Writes the progress of an order's lines, and what follows from it for the order.
 * @param header further values of the order
 */
export async function progress(
  work: Work,
  order: Order,
  changes: ReadonlyMap<string, Progressed>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const lines = order.lines.map((line) => ({ ...line, ...changes.get(line.id) }));
  const deliveryState = progressOf(lines.map((line) => ({ quantity: line.quantity, done: line.deliveredQuantity })));
  const invoiceState = progressOf(lines.map((line) => ({ quantity: line.quantity, done: line.invoicedQuantity })));
  const running = order.state === 'confirmed' || order.state === 'delivered';
  const costAmount = round(sum(lines.map((line) => line.cost)), 2);
  await work.change(SalesOrder, order.id, {
    state: running ? (deliveryState === 'full' ? 'delivered' : 'confirmed') : order.state,
    deliveryState,
    invoiceState,
    toBeInvoiced: lines.some((line) => decimal(stillToInvoice(line)).gt(0)),
    costAmount,
    margin: round(decimal(order.netAmount).minus(costAmount), 2),
    ...header,
    lines: lines.map(({ id }) => ({ id, ...changes.get(id) })),
  });
}
