import type { Northwind } from '../rows.ts';

/** A person of the demonstration company, with a user of the suite. */
export interface StaffMember {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Employee of the sample; the office staff is ours. */
  readonly employeeId?: string;
  readonly department?: string;
}

/** Departments of the demonstration company by code. */
export const DEPARTMENTS = [
  { code: 'SALES', name: '销售部 Sales' },
  { code: 'PURCHASE', name: '采购部 Purchasing' },
  { code: 'STOCK', name: '仓储部 Warehouse' },
  { code: 'FINANCE', name: '财务部 Finance' },
] as const;

const CLERK = '1';
const MANAGER = '2';

/** The sample's nine employees sell; the people who buy, store, book and supervise are added, one for each role. */
export function staffOf(data: Northwind): StaffMember[] {
  const sellers = data.employees.map((employee): StaffMember => {
    const username =
      employee.employeeId === CLERK ? 'sales.clerk' : employee.employeeId === MANAGER ? 'sales.manager' : `sales.${employee.lastName.toLowerCase()}`;
    return {
      username,
      name: `${employee.firstName} ${employee.lastName}`,
      roles: [employee.employeeId === MANAGER ? 'sales-manager' : 'sales-clerk'],
      employeeId: employee.employeeId,
      department: 'SALES',
    };
  });
  return [
    ...sellers,
    { username: 'buyer', name: '采购员 Buyer', roles: ['buyer'], department: 'PURCHASE' },
    { username: 'storekeeper', name: '仓管员 Storekeeper', roles: ['storekeeper'], department: 'STOCK' },
    { username: 'accountant', name: '会计 Accountant', roles: ['accountant'], department: 'FINANCE' },
    { username: 'cashier', name: '出纳 Cashier', roles: ['cashier'], department: 'FINANCE' },
    { username: 'general.manager', name: '总经理 General manager', roles: ['general-manager'] },
  ];
}

/** The seller who took most of a customer's orders looks after that customer; ties go to the earlier employee, strangers to the manager. */
export function sellerOfCustomers(data: Northwind): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const order of data.orders) {
    const bySeller = counts.get(order.customerId) ?? new Map<string, number>();
    bySeller.set(order.employeeId, (bySeller.get(order.employeeId) ?? 0) + 1);
    counts.set(order.customerId, bySeller);
  }
  return new Map(
    data.customers.map(({ customerId }) => {
      const bySeller = [...(counts.get(customerId) ?? new Map<string, number>())];
      const [best] = bySeller.toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
      return [customerId, best?.[0] ?? MANAGER];
    }),
  );
}
