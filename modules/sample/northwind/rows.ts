import { z } from 'zod';

// The tables of the sample as they stand in its files. Numbers stay the strings they are, so that no cent is lost.
const text = z.string().min(1);
const optional = text.nullable();
const key = z.string().regex(/^[A-Z0-9]+$/);
const money = z.string().regex(/^\d+\.\d{2}$/);
const whole = z.string().regex(/^\d+$/);
const date = z.iso.date();
const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** Where a person or firm is found; `address` may have several lines. */
const place = { address: text, city: text, region: optional, postalCode: optional, country: text };

export const CategoryRow = z.strictObject({ categoryId: key, categoryName: text, description: text });

export const CustomerRow = z.strictObject({
  customerId: key, companyName: text, contactName: text, contactTitle: text, ...place, phone: text, fax: optional,
});

export const SupplierRow = z.strictObject({
  supplierId: key, companyName: text, contactName: text, contactTitle: text, ...place, phone: text, fax: optional, homepage: optional,
});

export const EmployeeRow = z.strictObject({
  employeeId: key, lastName: text, firstName: text, title: text, titleOfCourtesy: text, birthDate: date, hireDate: date, ...place,
  homePhone: text, extension: text, notes: text, reportsTo: key.nullable(),
});

export const ShipperRow = z.strictObject({ shipperId: key, companyName: text, phone: text });

/** Prices per unit in the sample's one currency; stock figures in units, as they stand at the end of the history. */
export const ProductRow = z.strictObject({
  productId: key, productName: text, supplierId: key, categoryId: key, quantityPerUnit: text, unitPrice: money,
  unitsInStock: whole, unitsOnOrder: whole, reorderLevel: whole, discontinued: flag,
});

/** `shippedDate` is null for an order still open at the end of the history. */
export const OrderRow = z.strictObject({
  orderId: key, customerId: key, employeeId: key, orderDate: date, requiredDate: date, shippedDate: date.nullable(),
  shipVia: key, freight: money,
  shipName: text, shipAddress: text, shipCity: text, shipRegion: optional, shipPostalCode: optional, shipCountry: text,
});

/** `discount` is a fraction of one: 0.15 is 15 % off. */
export const OrderLineRow = z.strictObject({
  orderId: key, productId: key, unitPrice: money, quantity: whole, discount: z.string().regex(/^0\.\d{2}$/),
});

export type Category = z.infer<typeof CategoryRow>;
export type Customer = z.infer<typeof CustomerRow>;
export type Supplier = z.infer<typeof SupplierRow>;
export type Employee = z.infer<typeof EmployeeRow>;
export type Shipper = z.infer<typeof ShipperRow>;
export type Product = z.infer<typeof ProductRow>;
export type Order = z.infer<typeof OrderRow>;
export type OrderLine = z.infer<typeof OrderLineRow>;

export interface Northwind {
  readonly categories: readonly Category[];
  readonly customers: readonly Customer[];
  readonly suppliers: readonly Supplier[];
  readonly employees: readonly Employee[];
  readonly shippers: readonly Shipper[];
  readonly products: readonly Product[];
  readonly orders: readonly Order[];
  readonly orderLines: readonly OrderLine[];
}
