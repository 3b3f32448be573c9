import { decimal, round, sum } from '#common/decimal';
import { refuse } from '#common/errors';
import { beforeSave, onAction } from '#core/module';
import { receive, reverse } from '#modules/inventory';
import { cancelInput, given, less, money, partOf, plus, refuseExcess } from '#modules/terms';
import { GoodsReceipt } from './goods-receipt.ts';
import { lineOf, progress, stillToReceive, type Order, type Progressed } from './order-lines.ts';
import { PURCHASING } from './program.ts';
import { PurchaseOrder } from './purchase-order.ts';

type Given = readonly { readonly id: string; readonly orderLine: string; readonly quantity: string }[];

/** Goods are worth their part of the order line: of the last of them, all that is left. */
function valued(order: Order, lines: Given) {
  return lines.map(({ id, orderLine, quantity }) => {
    const line = lineOf(order, orderLine);
    const amount = partOf(less(line.net, line.receivedAmount), stillToReceive(line), quantity);
    return { id, product: line.product, price: line.price, amount };
  });
}

/** Fills a receipt being written from its order. */
export const receiptValues = beforeSave(GoodsReceipt, PURCHASING, async (work, next) => {
  if (next.state !== 'draft' || next.order === null) return;
  const order = await work.get(PurchaseOrder, next.order);
  const lines = valued(order, next.lines);
  return {
    supplier: order.supplier,
    warehouse: next.warehouse ?? order.warehouse,
    lines,
    amount: round(sum(lines.map((line) => line.amount)), 2),
  };
});

export const postReceipt = onAction(GoodsReceipt, 'post', PURCHASING, async (work, receipt) => {
  const order = await work.get(PurchaseOrder, receipt.order);
  if (order.state !== 'ordered') {
    throw refuse(
      'wrong_state',
      `采购订单 ${order.number ?? ''} 不在可收货状态。`,
      `Purchase order ${order.number ?? ''} is not open for receipt.`,
    );
  }
  const into = receipt.warehouse ?? order.warehouse;
  const lines = valued(order, receipt.lines);
  const changes = new Map<string, Progressed>();
  receipt.lines.forEach((row, index) => {
    const line = lineOf(order, row.orderLine);
    if (changes.has(line.id))
      throw refuse('rule', '同一订单行出现了两次，请合并。', 'A line of the order is named twice; put it together.', { fields: ['lines'] });
    refuseExcess({ zh: '收货', en: 'receive' }, line.position, row.quantity, stillToReceive(line));
    changes.set(line.id, {
      receivedQuantity: plus(line.receivedQuantity, row.quantity),
      receivedAmount: money(plus(line.receivedAmount, lines[index]?.amount ?? '0')),
      receivedInto: into,
    });
  });
  const source = { object: GoodsReceipt.name, id: receipt.id, number: receipt.number };
  await receive(
    work,
    { source, date: receipt.date },
    receipt.lines.map(({ quantity }, index) => ({
      product: lines[index]?.product ?? '',
      warehouse: into,
      quantity,
      value: lines[index]?.amount ?? '0',
    })),
  );
  await progress(work, order, changes);
  return { patch: { lines, amount: round(sum(lines.map((line) => line.amount)), 2) } };
});

/** Takes the goods out again at the value they came in with. */
export const cancelReceipt = onAction(GoodsReceipt, 'cancel', PURCHASING, async (work, receipt, input) => {
  const { date } = given(cancelInput, input);
  const cancelledOn = date ?? work.today();
  const order = await work.get(PurchaseOrder, receipt.order);
  const changes = new Map<string, Progressed>();
  for (const row of receipt.lines) {
    const line = lineOf(order, row.orderLine);
    const receivedQuantity = less(line.receivedQuantity, row.quantity);
    if (decimal(receivedQuantity).lt(line.billedQuantity)) {
      throw refuse(
        'rule',
        '入库单已开票，不能作废。请先作废采购发票。',
        'This receipt has been billed. Cancel the purchase invoice first.',
      );
    }
    changes.set(line.id, { receivedQuantity, receivedAmount: money(less(line.receivedAmount, row.amount)) });
  }
  await reverse(work, { source: { object: GoodsReceipt.name, id: receipt.id, number: receipt.number }, date: cancelledOn });
  await progress(work, order, changes);
  return { patch: { cancelledOn } };
});
