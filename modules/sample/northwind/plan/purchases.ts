import { type Decimal, decimal, round } from '#common/decimal';
import type { Northwind, Product } from '../rows.ts';
import { addDays, firstDayOf, monthOf } from './dates.ts';
import type { PurchaseLine, ReplayEvent } from './event.ts';
import { historyOf, ordersWithLines } from './history.ts';

/** The sample has no purchase prices: the firm is taken to buy at 60 % of the list price, rounded half-up to cents. */
export const PURCHASE_SHARE_OF_LIST_PRICE = '0.60';

/** Days from the supplier's invoice to its payment. */
export const PAYMENT_DAYS = 30;

export function purchasePrice(product: Pick<Product, 'unitPrice'>): string {
  return round(decimal(product.unitPrice).times(PURCHASE_SHARE_OF_LIST_PRICE), 2);
}

interface Purchase {
  readonly month: string;
  readonly supplierId: string;
  readonly lines: readonly PurchaseLine[];
}

/**
 * What the firm must have bought to ship what it shipped, and to end with the stock and the open orders of the sample: for every supplier
 * and month the quantities of its products shipped in that month, ordered and received on the first of it, invoiced the next day, paid
 * 30 days later if that is within the history. The stock of the end is bought with the first order of each supplier.
 */
export function planPurchases(data: Northwind): ReplayEvent[] {
  const { last } = historyOf(data);
  return [
    ...purchasesOf(data).flatMap((purchase) => stepsOf(purchase, last)),
    ...openOrders(data, last),
  ];
}

function stepsOf({ month, supplierId, lines }: Purchase, last: string): ReplayEvent[] {
  const purchase = `${month}/${supplierId}`;
  const ordered = firstDayOf(month);
  const invoiced = addDays(ordered, 1);
  const paid = addDays(invoiced, PAYMENT_DAYS);
  const quantities = lines.map(({ productId, quantity }) => ({ productId, quantity }));
  return [
    { type: 'purchase-order', date: ordered, purchase, supplierId, open: false, lines },
    { type: 'goods-receipt', date: ordered, purchase, supplierId, lines: quantities },
    { type: 'purchase-invoice', date: invoiced, purchase, supplierId, lines },
    ...(paid <= last ? [{ type: 'payment', date: paid, purchase, supplierId } as const] : []),
  ];
}

function purchasesOf(data: Northwind): Purchase[] {
  const opening = monthOf(historyOf(data).first);
  const shipped = shippedByMonth(data);
  return data.suppliers.flatMap(({ supplierId }) => {
    const products = data.products.filter((product) => product.supplierId === supplierId);
    const busy = [...shipped]
      .filter(([, quantities]) => products.some((product) => quantities.has(product.productId)))
      .map(([month]) => month)
      .toSorted();
    // A supplier of whom nothing was ever shipped still sold the firm its stock.
    const months = busy.length > 0 ? busy : [opening];
    return months.map((month, index) => ({
      month,
      supplierId,
      lines: linesOf(products, ({ productId, unitsInStock }) => {
        const forTheMonth = decimal(shipped.get(month)?.get(productId));
        return index === 0 ? forTheMonth.plus(unitsInStock) : forTheMonth;
      }),
    })).filter((purchase) => purchase.lines.length > 0);
  });
}

/** Month → product → units shipped in it. */
function shippedByMonth(data: Northwind): Map<string, Map<string, Decimal>> {
  const months = new Map<string, Map<string, Decimal>>();
  for (const { order, lines } of ordersWithLines(data)) {
    if (order.shippedDate === null) continue;
    const month = monthOf(order.shippedDate);
    const quantities = months.get(month) ?? new Map<string, Decimal>();
    months.set(month, quantities);
    for (const line of lines) quantities.set(line.productId, decimal(quantities.get(line.productId)).plus(line.quantity));
  }
  return months;
}

function openOrders(data: Northwind, date: string): ReplayEvent[] {
  return data.suppliers.flatMap(({ supplierId }) => {
    const products = data.products.filter((product) => product.supplierId === supplierId);
    const lines = linesOf(products, (product) => decimal(product.unitsOnOrder));
    if (lines.length === 0) return [];
    return [{ type: 'purchase-order', date, purchase: `open/${supplierId}`, supplierId, open: true, lines } as const];
  });
}

function linesOf(products: readonly Product[], quantityOf: (product: Product) => Decimal): PurchaseLine[] {
  return products
    .map((product) => ({ product, quantity: quantityOf(product) }))
    .filter(({ quantity }) => !quantity.isZero())
    .map(({ product, quantity }) => ({ productId: product.productId, quantity: round(quantity, 0), unitPrice: purchasePrice(product) }));
}
