import { refuse } from '#common/errors';
import type { Northwind, Order, OrderLine } from '../rows.ts';

/** First and last day on which an order was taken or shipped. */
export function historyOf(data: Northwind): { readonly first: string; readonly last: string } {
  const dates = data.orders
    .flatMap(({ orderDate, shippedDate }) => (shippedDate === null ? [orderDate] : [orderDate, shippedDate]))
    .toSorted();
  const [first, last] = [dates.at(0), dates.at(-1)];
  if (first === undefined || last === undefined) throw refuse('invalid', '示例中没有订单。', 'The sample holds no orders.');
  return { first, last };
}

export interface OrderWithLines {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
}

/** Every order with its lines, in the order of their numbers. */
export function ordersWithLines(data: Northwind): OrderWithLines[] {
  const lines = Map.groupBy(data.orderLines, (line) => line.orderId);
  return data.orders
    .toSorted((a, b) => Number(a.orderId) - Number(b.orderId))
    .map((order) => ({ order, lines: lines.get(order.orderId) ?? [] }));
}
