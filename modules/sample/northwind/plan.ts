import type { Northwind } from './rows.ts';
import { ORDER_OF_DAY, type ReplayEvent } from './plan/event.ts';
import { planPurchases } from './plan/purchases.ts';
import { planSales } from './plan/sales.ts';

/**
 * The firm's whole history as a list of steps, by date and within a day as `ORDER_OF_DAY` says; steps of one kind and day by supplier or
 * order number. Played in this order, stock is never negative, and ends as the sample's `units_in_stock`.
 */
export function planReplay(data: Northwind): ReplayEvent[] {
  const rank = new Map<ReplayEvent['type'], number>(ORDER_OF_DAY.map((type, index) => [type, index]));
  const rankOf = (event: ReplayEvent): number => rank.get(event.type) ?? ORDER_OF_DAY.length;
  // Sorting is stable, so that within a kind the order in which purchases and sales were planned stays.
  return [...planPurchases(data), ...planSales(data)].toSorted((a, b) => a.date.localeCompare(b.date) || rankOf(a) - rankOf(b));
}
