import { decimal, round, sum } from '#common/decimal';
import { refuse } from '#common/errors';
import { beforeSave, onAction } from '#core/module';
import { issue, reverse } from '#modules/inventory';
import { cancelInput, given, less, money, partOf, plus, refuseExcess } from '#modules/terms';
import { Delivery } from './delivery.ts';
import { lineOf, progress, refuseTwice, stillToDeliver, type OrderLine, type Progressed } from './order-lines.ts';
import { SALES } from './program.ts';
import { SalesOrder } from './sales-order.ts';

/** Fills a delivery being written from its order. */
export const deliveryValues = beforeSave(Delivery, SALES, async (work, next) => {
  if (next.state !== 'draft' || next.order === null) return;
  const order = await work.get(SalesOrder, next.order);
  return {
    customer: order.customer,
    warehouse: next.warehouse ?? order.warehouse,
    lines: next.lines.map(({ id, orderLine }) => ({ id, product: lineOf(order, orderLine).product })),
  };
});

/** A line after so many pieces left at a cost; what is still to go keeps its estimate. */
function delivered(line: OrderLine, quantity: string, cost: string): Progressed {
  const open = stillToDeliver(line);
  const deliveredCost = money(plus(line.deliveredCost, cost));
  const estimate = partOf(less(line.cost, line.deliveredCost), open, less(open, quantity));
  const whole = money(plus(deliveredCost, estimate));
  return { deliveredQuantity: plus(line.deliveredQuantity, quantity), deliveredCost, cost: whole, margin: money(less(line.net, whole)) };
}

export const postDelivery = onAction(Delivery, 'post', SALES, async (work, delivery) => {
  const order = await work.get(SalesOrder, delivery.order);
  if (order.state !== 'confirmed') {
    throw refuse(
      'wrong_state',
      `销售订单 ${order.number ?? ''} 不在可交货状态。`,
      `Sales order ${order.number ?? ''} is not open for delivery.`,
    );
  }
  refuseTwice(delivery.lines);
  const rows = delivery.lines.map((row) => ({ row, line: lineOf(order, row.orderLine) }));
  for (const { row, line } of rows) refuseExcess({ zh: '交货', en: 'deliver' }, line.position, row.quantity, stillToDeliver(line));
  const warehouse = delivery.warehouse ?? order.warehouse ?? '';
  const costs = await issue(
    work,
    { source: { object: Delivery.name, id: delivery.id, number: delivery.number }, date: delivery.date },
    rows.map(({ row, line }) => ({ product: line.product, warehouse, quantity: row.quantity })),
  );
  const changes = new Map(rows.map(({ row, line }, index) => [line.id, delivered(line, row.quantity, costs[index] ?? '0')]));
  await progress(work, order, changes, { shippedDate: delivery.date });
  return {
    patch: {
      costAmount: round(sum(costs), 2),
      lines: rows.map(({ row, line }, index) => ({ id: row.id, product: line.product, cost: costs[index] ?? '0' })),
    },
  };
});

/** The goods come back at the cost they went out at. */
export const cancelDelivery = onAction(Delivery, 'cancel', SALES, async (work, delivery, input) => {
  const cancelledOn = given(cancelInput, input).date ?? work.today();
  const order = await work.get(SalesOrder, delivery.order);
  const changes = new Map<string, Progressed>();
  for (const row of delivery.lines) {
    const line = lineOf(order, row.orderLine);
    const deliveredQuantity = less(line.deliveredQuantity, row.quantity);
    if (decimal(deliveredQuantity).lt(line.invoicedQuantity)) {
      throw refuse('rule', '出库单已开票，不能作废。请先作废销售发票。', 'This delivery has been invoiced. Cancel the invoice first.');
    }
    // The line's cost stays: what was delivered is estimated again at the cost it went out at.
    changes.set(line.id, { deliveredQuantity, deliveredCost: money(less(line.deliveredCost, row.cost)) });
  }
  await reverse(work, { source: { object: Delivery.name, id: delivery.id, number: delivery.number }, date: cancelledOn });
  const nothingLeft = order.lines.every((line) => decimal(changes.get(line.id)?.deliveredQuantity ?? line.deliveredQuantity).isZero());
  await progress(work, order, changes, nothingLeft ? { shippedDate: null } : {});
  return { patch: { cancelledOn } };
});
