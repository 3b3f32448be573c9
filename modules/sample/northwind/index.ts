export { NORTHWIND_FOLDER, readNorthwind } from './read.ts';
export type { Category, Customer, Employee, Northwind, Order, OrderLine, Product, Shipper, Supplier } from './rows.ts';
export { figuresOf, lineGross, lineNet, lineNetExact, type NorthwindFigures } from './figures.ts';
export { planReplay } from './plan.ts';
export type {
  GoodsReceived, MoneyReceived, OrderDelivered, OrderInvoiced, PurchaseInvoiced, PurchaseKey, PurchaseLine, PurchaseOrderPlaced,
  QuantityLine, ReplayEvent, SalesLine, SalesOrderTaken, ShipTo, SupplierPaid,
} from './plan/event.ts';
export { PAYMENT_DAYS, PURCHASE_SHARE_OF_LIST_PRICE, purchasePrice } from './plan/purchases.ts';
export { RECEIPT_DAYS } from './plan/sales.ts';
export { IMPORTER, makeDepartments, makeEmployees, makeMasters, type Masters } from './replay/masters.ts';
export { replay, type Replayed, type ReplayParts } from './replay/replay.ts';
export { staffOf, type StaffMember } from './replay/staff.ts';
export { summarise, type Check, type Summary } from './replay/summary.ts';
