import { decimal } from '#common/decimal';
import { refuse } from '#common/errors';
import type { RecordOf } from '#common/objects';
import type { Work } from '#core/records/work.ts';
import { less, progressOf } from '#modules/terms';
import { PurchaseOrder } from './purchase-order.ts';

export type Order = RecordOf<typeof PurchaseOrder>;
export type OrderLine = Order['lines'][number];

/** What changes in an order line's progress; amounts with 2 places. */
export type Progressed = Partial<
  Pick<OrderLine, 'receivedQuantity' | 'receivedAmount' | 'billedQuantity' | 'clearedAmount' | 'receivedInto'>
>;

export const stillToReceive = (line: OrderLine): string => less(line.quantity, line.receivedQuantity);
export const stillToBill = (line: OrderLine): string => less(line.receivedQuantity, line.billedQuantity);

/** @throws PanshiError `rule` for a line that is not of this order */
export function lineOf(order: Order, id: string): OrderLine {
  const line = order.lines.find((candidate) => candidate.id === id);
  if (!line)
    throw refuse('rule', `所给的行不属于采购订单 ${order.number ?? ''}。`, `The line is not one of purchase order ${order.number ?? ''}.`, {
      fields: ['lines'],
    });
  return line;
}

/** Writes the progress of an order's lines, and what follows from it for the order. */
export async function progress(work: Work, order: Order, changes: ReadonlyMap<string, Progressed>): Promise<void> {
  const lines = order.lines.map((line) => ({ ...line, ...changes.get(line.id) }));
  const receiptState = progressOf(lines.map((line) => ({ quantity: line.quantity, done: line.receivedQuantity })));
  const billState = progressOf(lines.map((line) => ({ quantity: line.quantity, done: line.billedQuantity })));
  const state = order.state === 'ordered' || order.state === 'received' ? (receiptState === 'full' ? 'received' : 'ordered') : order.state;
  await work.change(PurchaseOrder, order.id, {
    state,
    receiptState,
    billState,
    toBeBilled: lines.some((line) => decimal(stillToBill(line)).gt(0)),
    lines: lines.map(({ id }) => ({ id, ...changes.get(id) })),
  });
}
