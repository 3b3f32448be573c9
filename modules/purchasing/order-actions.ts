import { decimal, Decimal } from '#common/decimal';
import { refuse } from '#common/errors';
import { onAction } from '#core/module';
import type { ActionOutcome, Work } from '#core/records/work.ts';
import { given, wantedLines, type OpenLine } from '#modules/terms';
import { GoodsReceipt } from './goods-receipt.ts';
import { stillToBill, stillToReceive, type Order, type OrderLine } from './order-lines.ts';
import { PURCHASING } from './program.ts';
import { PurchaseInvoice } from './purchase-invoice.ts';
import { billInput, PurchaseOrder, receiveInput } from './purchase-order.ts';

/** Goods come: a receipt is made and posted. */
export const receiveOrder = onAction(PurchaseOrder, 'receive', PURCHASING, async (work, order, input) => {
  const { date, warehouse, lines } = given(receiveInput, input);
  const taken = wantedLines(order.lines, lines, stillToReceive);
  const receipt = await work.create(GoodsReceipt, {
    order: order.id,
    date: date ?? work.today(),
    warehouse: warehouse ?? order.warehouse,
    ownerId: order.ownerId,
    departmentId: order.departmentId,
    lines: taken.map(({ line, quantity }) => ({ orderLine: line.id, quantity })),
  });
  return posted(await work.act(GoodsReceipt, receipt.id, 'post'), 'goods-receipt');
});

/** The supplier's bill comes for all that was received and not yet billed, at the order's prices. */
export const billOrder = onAction(PurchaseOrder, 'invoice', PURCHASING, async (work, order, input) =>
  bill(work, order, wantedLines(order.lines, undefined, stillToBill), input),
);

/** The bill for one receipt. */
export const billReceipt = onAction(GoodsReceipt, 'invoice', PURCHASING, async (work, receipt, input) => {
  const order = await work.get(PurchaseOrder, receipt.order);
  const received = new Map(receipt.lines.map((line) => [line.orderLine, line.quantity]));
  const open = (line: OrderLine): string => Decimal.min(decimal(received.get(line.id)), decimal(stillToBill(line))).toFixed();
  return bill(work, order, wantedLines(order.lines, undefined, open), input);
});

async function bill(
  work: Work,
  order: Order,
  taken: readonly OpenLine<OrderLine>[],
  input: Readonly<Record<string, unknown>>,
): Promise<ActionOutcome> {
  const { date, supplierInvoiceNumber } = given(billInput, input);
  const invoice = await work.create(PurchaseInvoice, {
    order: order.id,
    date: date ?? work.today(),
    supplierInvoiceNumber,
    ownerId: order.ownerId,
    departmentId: order.departmentId,
    lines: taken.map(({ line, quantity }) => ({ orderLine: line.id, quantity })),
  });
  return posted(await work.act(PurchaseInvoice, invoice.id, 'post'), 'purchase-invoice');
}

function posted(record: { readonly id: string; readonly number: string | null }, object: string): ActionOutcome {
  return { created: [{ object, id: record.id, number: record.number }] };
}

/** An order under which goods came cannot be cancelled any more, only closed. */
export const cancelOrder = onAction(PurchaseOrder, 'cancel', PURCHASING, async (_work, order) => {
  if (order.lines.every((line) => decimal(line.receivedQuantity).isZero())) return;
  throw refuse(
    'rule',
    '订单已收货，不能取消。请先作废入库单，或关闭订单。',
    'Goods came for this order, so it cannot be cancelled. Cancel the receipts first, or close the order.',
  );
});
