import type { Northwind } from '../rows.ts';
import { addDays } from './dates.ts';
import type { ReplayEvent } from './event.ts';
import { historyOf, ordersWithLines, type OrderWithLines } from './history.ts';

/** Days from the invoice to the customer's payment. */
export const RECEIPT_DAYS = 30;

/** Every order on its day; shipped ones delivered and invoiced on the day of shipping, paid 30 days later if that is within the history. */
export function planSales(data: Northwind): ReplayEvent[] {
  const { last } = historyOf(data);
  return ordersWithLines(data).flatMap((each) => [taken(each), ...shipped(each, last)]);
}

function taken({ order, lines }: OrderWithLines): ReplayEvent {
  return {
    type: 'sales-order',
    date: order.orderDate,
    orderId: order.orderId,
    customerId: order.customerId,
    employeeId: order.employeeId,
    requiredDate: order.requiredDate,
    shipperId: order.shipVia,
    freight: order.freight,
    shipTo: {
      name: order.shipName, address: order.shipAddress, city: order.shipCity, region: order.shipRegion, postalCode: order.shipPostalCode,
      country: order.shipCountry,
    },
    lines: lines.map(({ productId, quantity, unitPrice, discount }) => ({ productId, quantity, unitPrice, discount })),
  };
}

function shipped({ order, lines }: OrderWithLines, last: string): ReplayEvent[] {
  const { orderId, customerId, freight, shippedDate: date } = order;
  if (date === null) return [];
  const paid = addDays(date, RECEIPT_DAYS);
  return [
    { type: 'delivery', date, orderId, customerId, lines: lines.map(({ productId, quantity }) => ({ productId, quantity })) },
    { type: 'sales-invoice', date, orderId, customerId, freight },
    ...(paid <= last ? [{ type: 'receipt', date: paid, orderId, customerId } as const] : []),
  ];
}
