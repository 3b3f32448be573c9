import type { RecordOf } from '#common/objects';
import type { Program, Work } from '#core/records';
import { Department, Employee } from '#core/identity';
import { Customer, Supplier } from '#modules/party';
import { Product, ProductCategory, Warehouse } from '#modules/product';
import type { Address } from './address.ts';
import { addressOf } from './address.ts';
import type { Northwind } from '../rows.ts';
import { DEPARTMENTS, sellerOfCustomers } from './staff.ts';

/** Who brings the sample's masters in. */
export const IMPORTER: Program = {
  name: 'sample',
  may: {
    department: ['create', 'read'],
    employee: ['create', 'read', 'update'],
    customer: ['create'],
    supplier: ['create'],
    product: ['create'],
    'product-category': ['create'],
    warehouse: ['read'],
  },
};

/** Ids of our records by the sample's own keys. */
export interface Masters {
  readonly employees: ReadonlyMap<string, string>;
  readonly customers: ReadonlyMap<string, string>;
  readonly suppliers: ReadonlyMap<string, string>;
  readonly products: ReadonlyMap<string, string>;
  readonly warehouse: string;
}

/** @returns ids by department code */
export async function makeDepartments(work: Work): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const department of DEPARTMENTS) ids.set(department.code, (await work.create(Department, department)).id);
  return ids;
}

/** Employees first, then whom they report to. */
export async function makeEmployees(work: Work, data: Northwind, department: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const row of data.employees) {
    const made = await work.create(Employee, {
      code: `E${row.employeeId.padStart(3, '0')}`,
      name: `${row.firstName} ${row.lastName}`,
      title: row.title,
      phone: row.homePhone,
      birthDate: row.birthDate,
      hireDate: row.hireDate,
      extension: row.extension,
      notes: row.notes,
      department,
      ...picked(addressOf(row), ['address', 'city', 'country']),
    });
    ids.set(row.employeeId, made.id);
  }
  for (const row of data.employees) {
    const [own, manager] = [ids.get(row.employeeId), row.reportsTo === null ? undefined : ids.get(row.reportsTo)];
    if (own !== undefined && manager !== undefined) await work.change(Employee, own, { manager });
  }
  return ids;
}

/**
 * Customers, suppliers, categories and products.
 * @param userOf the user of an employee, who owns the customers that the employee looks after
 */
export async function makeMasters(work: Work, data: Northwind, employees: ReadonlyMap<string, string>, userOf: ReadonlyMap<string, string>): Promise<Masters> {
  const sellers = sellerOfCustomers(data);
  const customers = new Map<string, string>();
  for (const row of data.customers) {
    const made = await work.create(Customer, {
      code: row.customerId,
      name: row.companyName,
      contactName: row.contactName,
      contactTitle: row.contactTitle,
      phone: row.phone,
      fax: row.fax,
      ...addressOf(row),
      paymentDays: 30,
      creditLimit: CREDIT_LIMIT,
      ownerId: userOf.get(sellers.get(row.customerId) ?? '') ?? null,
    });
    customers.set(row.customerId, made.id);
  }
  const suppliers = new Map<string, string>();
  for (const row of data.suppliers) {
    const made = await work.create(Supplier, {
      code: `S${row.supplierId.padStart(3, '0')}`,
      name: row.companyName,
      contactName: row.contactName,
      contactTitle: row.contactTitle,
      phone: row.phone,
      fax: row.fax,
      homepage: row.homepage,
      ...addressOf(row),
      paymentDays: 30,
    });
    suppliers.set(row.supplierId, made.id);
  }
  const products = await makeProducts(work, data, suppliers);
  const warehouse: RecordOf<typeof Warehouse> | undefined = await work.first(Warehouse, {}, ['code']);
  if (!warehouse) throw new Error('the company has no warehouse');
  return { employees, customers, suppliers, products, warehouse: warehouse.id };
}

/** Far above what any customer of the sample owed at once, so that the limit is there and shown, and stops nobody. */
const CREDIT_LIMIT = '100000.00';

async function makeProducts(work: Work, data: Northwind, suppliers: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const categories = new Map<string, string>();
  for (const row of data.categories) {
    const made = await work.create(ProductCategory, { code: `C${row.categoryId.padStart(2, '0')}`, name: row.categoryName });
    categories.set(row.categoryId, made.id);
  }
  const products = new Map<string, string>();
  for (const row of data.products) {
    const made = await work.create(Product, {
      code: `P${row.productId.padStart(3, '0')}`,
      name: row.productName,
      category: categories.get(row.categoryId) ?? null,
      supplier: suppliers.get(row.supplierId) ?? null,
      quantityPerUnit: row.quantityPerUnit,
      listPrice: row.unitPrice,
      reorderLevel: row.reorderLevel,
      discontinued: row.discontinued,
    });
    products.set(row.productId, made.id);
  }
  return products;
}

function picked<K extends keyof Address>(address: Address, names: readonly K[]): Pick<Address, K> {
  return Object.fromEntries(names.map((name) => [name, address[name]])) as Pick<Address, K>;
}
