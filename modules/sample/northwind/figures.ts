import { type Decimal, decimal, round, sum } from '#common/decimal';
import type { Northwind, OrderLine } from './rows.ts';

/** The control figures of the sample: money with two decimals, quantities whole, all as strings. */
export interface NorthwindFigures {
  readonly orders: number;
  readonly shippedOrders: number;
  readonly lines: number;
  /** All lines at their price, before discount. */
  readonly gross: string;
  /** All lines less discount, each exact, not rounded. */
  readonly netUnrounded: string;
  /** All lines less discount, each rounded half-up to cents, then added. */
  readonly net: string;
  /** As `net`, of the orders that were shipped. */
  readonly shippedNet: string;
  readonly freight: string;
  readonly shippedFreight: string;
  readonly units: string;
  readonly customersThatOrdered: number;
  /** By net of rounded lines, largest first. */
  readonly largestCustomers: readonly { readonly customerId: string; readonly net: string }[];
}

type Priced = Pick<OrderLine, 'unitPrice' | 'quantity' | 'discount'>;

/** Price × quantity, exact. */
export function lineGross(line: Priced): Decimal {
  return decimal(line.unitPrice).times(line.quantity);
}

/** Price × quantity × (1 − discount), exact: up to four decimals. */
export function lineNetExact(line: Priced): Decimal {
  return lineGross(line).times(decimal(1).minus(line.discount));
}

/** The line's net amount as it stands on a document: rounded half-up to cents. */
export function lineNet(line: Priced): string {
  return round(lineNetExact(line), 2);
}

export function figuresOf(data: Northwind): NorthwindFigures {
  const orders = new Map(data.orders.map((order) => [order.orderId, order]));
  const shipped = data.orders.filter((order) => order.shippedDate !== null);
  const byCustomer = new Map<string, Decimal>();
  for (const line of data.orderLines) {
    const customer = orders.get(line.orderId)?.customerId;
    if (customer !== undefined) byCustomer.set(customer, decimal(byCustomer.get(customer)).plus(lineNet(line)));
  }
  return {
    orders: data.orders.length,
    shippedOrders: shipped.length,
    lines: data.orderLines.length,
    gross: round(sum(data.orderLines.map((line) => lineGross(line))), 2),
    netUnrounded: sum(data.orderLines.map((line) => lineNetExact(line))).toFixed(),
    net: round(sum(data.orderLines.map((line) => lineNet(line))), 2),
    shippedNet: round(sum(data.orderLines.filter((line) => orders.get(line.orderId)?.shippedDate).map((line) => lineNet(line))), 2),
    freight: round(sum(data.orders.map((order) => order.freight)), 2),
    shippedFreight: round(sum(shipped.map((order) => order.freight)), 2),
    units: round(sum(data.orderLines.map((line) => line.quantity)), 0),
    customersThatOrdered: new Set(data.orders.map((order) => order.customerId)).size,
    largestCustomers: [...byCustomer]
      .toSorted(([, a], [, b]) => b.comparedTo(a))
      .slice(0, 3)
      .map(([customerId, net]) => ({ customerId, net: round(net, 2) })),
  };
}
