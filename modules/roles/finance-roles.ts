import type { Grants } from '#core/access/grant.ts';
import type { RoleTemplate } from '#core/module';
import { names, reads, readsAll, readsAndExports } from './lookups.ts';

/** Business documents as the books need them. */
const documents: Grants = {
  'sales-order': readsAndExports,
  delivery: readsAndExports,
  'goods-receipt': readsAndExports,
  'purchase-order': readsAndExports,
  'stock-balance': readsAndExports,
  'stock-move': readsAndExports,
  'stock-adjustment': readsAndExports,
};

/** Bills, vouchers, rules and periods; handles no money. */
export const accountant: RoleTemplate = {
  name: 'accountant',
  label: { zh: '会计', en: 'Accountant' },
  grants: {
    ...names,
    ...documents,
    customer: {
      can: ['read', 'update', 'export'],
      fields: { '*': 'read', creditLimit: 'write', paymentDays: 'write', taxNumber: 'write', phone: 'masked', email: 'masked' },
    },
    supplier: {
      can: ['read', 'update', 'export'],
      fields: { '*': 'read', paymentDays: 'write', taxNumber: 'write', phone: 'masked', email: 'masked' },
    },
    product: readsAndExports,
    'sales-invoice': { can: ['read', 'create', 'update', 'delete', 'export', 'action:post', 'action:cancel'] },
    'purchase-invoice': { can: ['read', 'create', 'update', 'delete', 'export', 'action:post', 'action:cancel'] },
    'sales-order': { can: ['read', 'export', 'action:invoice'], fields: { '*': 'read' } },
    'purchase-order': { can: ['read', 'export', 'action:invoice'], fields: { '*': 'read' } },
    receipt: readsAndExports,
    payment: readsAndExports,
    account: { can: ['read', 'create', 'update', 'export'] },
    voucher: { can: ['read', 'create', 'update', 'delete', 'export', 'action:*'] },
    period: { can: ['read', 'export', 'action:close'], fields: { '*': 'read' } },
    'posting-rule': { can: ['read', 'create', 'update', 'export'] },
    'ledger-balance': readsAndExports,
  },
};

/** Takes in and pays out money; never reviews vouchers, nor keeps receivable, payable, income or expense ledgers 钱账分管. */
export const cashier: RoleTemplate = {
  name: 'cashier',
  label: { zh: '出纳', en: 'Cashier' },
  grants: {
    ...names,
    customer: reads('code', 'name', 'contactName'),
    supplier: reads('code', 'name', 'contactName'),
    'sales-order': reads('number', 'customer', 'date'),
    'purchase-order': reads('number', 'supplier', 'date'),
    'sales-invoice': { can: ['read', 'action:pay'], fields: { '*': 'read' } },
    'purchase-invoice': {
      can: ['read', 'action:pay'],
      fields: { '*': 'read', receivedAmount: 'none', stockDifference: 'none', costDifference: 'none', 'lines.receivedAmount': 'none' },
    },
    receipt: { can: ['read', 'create', 'update', 'delete', 'export', 'action:*'] },
    payment: { can: ['read', 'create', 'update', 'delete', 'export', 'action:*'] },
    product: reads('code', 'name'),
    account: reads('code', 'name', 'parent', 'postable'),
  },
};

/** Reads the whole business, and changes nothing. */
export const generalManager: RoleTemplate = {
  name: 'general-manager',
  label: { zh: '总经理', en: 'General manager' },
  grants: {
    ...names,
    ...documents,
    customer: readsAll,
    supplier: readsAll,
    contact: readsAll,
    product: readsAll,
    warehouse: readsAll,
    employee: reads('code', 'name', 'title', 'email', 'phone', 'department', 'manager', 'hireDate', 'user'),
    lead: readsAll,
    opportunity: readsAll,
    'sales-quote': readsAndExports,
    'sales-invoice': readsAndExports,
    receipt: readsAndExports,
    'purchase-invoice': readsAndExports,
    payment: readsAndExports,
    account: readsAll,
    period: readsAll,
    voucher: readsAndExports,
    'posting-rule': readsAll,
    'ledger-balance': readsAndExports,
  },
};
