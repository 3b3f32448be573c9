import { expect, test } from 'vitest';
import { parseTable, readNorthwind } from './read.ts';
import { OrderLineRow } from './rows.ts';

const data = readNorthwind();

test('every row of the sample is read', () => {
  expect(data.customers).toHaveLength(91);
  expect(data.suppliers).toHaveLength(29);
  expect(data.categories).toHaveLength(8);
  expect(data.products).toHaveLength(77);
  expect(data.employees).toHaveLength(9);
  expect(data.shippers).toHaveLength(6);
  expect(data.orders).toHaveLength(830);
  expect(data.orderLines).toHaveLength(2155);
});

test('a row keeps its figures as written, an empty cell is null, a written line break is one', () => {
  expect(data.products[1]).toEqual({
    productId: '2', productName: 'Chang', supplierId: '1', categoryId: '1', quantityPerUnit: '24 - 12 oz bottles', unitPrice: '19.00',
    unitsInStock: '17', unitsOnOrder: '40', reorderLevel: '25', discontinued: true,
  });
  expect(data.customers[1]).toMatchObject({ customerId: 'ANATR', city: 'México D.F.', region: null, postalCode: '05021' });
  expect(data.employees[0]?.address).toBe('507 - 20th Ave. E.\nApt. 2A');
  expect(data.employees[0]?.reportsTo).toBe('2');
  expect(data.orderLines[0]).toEqual({ orderId: '10248', productId: '11', unitPrice: '14.00', quantity: '12', discount: '0.00' });
});

test('every reference leads somewhere', () => {
  const ids = <Row>(rows: readonly Row[], id: (row: Row) => string): Set<string> => new Set(rows.map((row) => id(row)));
  const customers = ids(data.customers, (row) => row.customerId);
  const employees = ids(data.employees, (row) => row.employeeId);
  const shippers = ids(data.shippers, (row) => row.shipperId);
  const products = ids(data.products, (row) => row.productId);
  const orders = ids(data.orders, (row) => row.orderId);
  const suppliers = ids(data.suppliers, (row) => row.supplierId);
  const categories = ids(data.categories, (row) => row.categoryId);
  expect(data.orders.filter((row) => !customers.has(row.customerId))).toEqual([]);
  expect(data.orders.filter((row) => !employees.has(row.employeeId) || !shippers.has(row.shipVia))).toEqual([]);
  expect(data.orderLines.filter((row) => !orders.has(row.orderId) || !products.has(row.productId))).toEqual([]);
  expect(data.products.filter((row) => !suppliers.has(row.supplierId) || !categories.has(row.categoryId))).toEqual([]);
});

test.each([
  ['an amount with three decimals', '10248,11,14.001,12,0.00'],
  ['a fractional quantity', '10248,11,14.00,1.5,0.00'],
  ['a missing price', '10248,11,,12,0.00'],
])('%s is refused with file and row', (_name, row) => {
  const text = `order_id,product_id,unit_price,quantity,discount\n10248,42,9.80,10,0.00\n${row}\n`;
  expect(() => parseTable(text, 'order_details.csv', OrderLineRow)).toThrow(/order_details\.csv cannot be read at row 3/);
});
