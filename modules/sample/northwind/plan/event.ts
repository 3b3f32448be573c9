/** A quantity of one product of the sample, in its sales unit. */
export interface QuantityLine {
  readonly productId: string;
  readonly quantity: string;
}

export interface PurchaseLine extends QuantityLine {
  /** What the firm pays for a unit: money with two decimals. */
  readonly unitPrice: string;
}

export interface SalesLine extends QuantityLine {
  /** What the customer pays for a unit before discount: money with two decimals. */
  readonly unitPrice: string;
  /** Fraction of one: `0.15` is 15 % off. */
  readonly discount: string;
}

/** Where an order is sent. */
export interface ShipTo {
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

/** Ties the steps of one purchase together: `1996-07/8` is what was bought from supplier 8 for July 1996. */
export type PurchaseKey = string;

export interface PurchaseOrderPlaced {
  readonly type: 'purchase-order';
  readonly date: string;
  readonly purchase: PurchaseKey;
  readonly supplierId: string;
  /** An order still open at the end of the history is never received. */
  readonly open: boolean;
  readonly lines: readonly PurchaseLine[];
}

export interface GoodsReceived {
  readonly type: 'goods-receipt';
  readonly date: string;
  readonly purchase: PurchaseKey;
  readonly supplierId: string;
  readonly lines: readonly QuantityLine[];
}

/** The supplier's invoice for all of the purchase; `payment` settles it in full. */
export interface PurchaseInvoiced {
  readonly type: 'purchase-invoice';
  readonly date: string;
  readonly purchase: PurchaseKey;
  readonly supplierId: string;
  readonly lines: readonly PurchaseLine[];
}

export interface SupplierPaid {
  readonly type: 'payment';
  readonly date: string;
  readonly purchase: PurchaseKey;
  readonly supplierId: string;
}

export interface SalesOrderTaken {
  readonly type: 'sales-order';
  readonly date: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly employeeId: string;
  readonly requiredDate: string;
  readonly shipperId: string;
  /** Charged to the customer with the invoice: money with two decimals. */
  readonly freight: string;
  readonly shipTo: ShipTo;
  readonly lines: readonly SalesLine[];
}

/** The whole order leaves the warehouse. */
export interface OrderDelivered {
  readonly type: 'delivery';
  readonly date: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly lines: readonly QuantityLine[];
}

/** The whole order with its freight is invoiced; `receipt` settles it in full. */
export interface OrderInvoiced {
  readonly type: 'sales-invoice';
  readonly date: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly freight: string;
}

export interface MoneyReceived {
  readonly type: 'receipt';
  readonly date: string;
  readonly orderId: string;
  readonly customerId: string;
}

/** One step of the firm's history, dated 'YYYY-MM-DD'. */
export type ReplayEvent =
  | PurchaseOrderPlaced | GoodsReceived | PurchaseInvoiced | SupplierPaid
  | SalesOrderTaken | OrderDelivered | OrderInvoiced | MoneyReceived;

/** Within one day goods come in before they go out, and a paper follows the step it is about. */
export const ORDER_OF_DAY = [
  'purchase-order', 'goods-receipt', 'purchase-invoice', 'payment', 'sales-order', 'delivery', 'sales-invoice', 'receipt',
] as const satisfies readonly ReplayEvent['type'][];
