import type { Grant } from '#core/access/grant.ts';
import type { RoleTemplate } from '#core/module';
import { names, productWithoutCost, reads, readsAll, readsAndExports } from './lookups.ts';

const kept = { ownerId: 'read', departmentId: 'read', archived: 'read' } as const;

/**
 * Rows of one's own: everything can be entered when a row is made, telephone numbers and addresses are only masked from then on.
 * @param personal fields that are masked
 * @param never fields that are not there at all
 */
function own(can: Grant['can'], personal: readonly string[], never: readonly string[] = []): Grant[] {
  const hidden = Object.fromEntries(never.map((name) => [name, 'none'] as const));
  const masked = Object.fromEntries(personal.map((name) => [name, 'masked'] as const));
  return [
    { can: ['create'], rows: 'own', fields: { '*': 'write', ...kept, ...hidden } },
    { can, rows: 'own', fields: { '*': 'write', ...kept, ...masked, ...hidden } },
  ];
}

/** Costs and what would tell them. */
const withoutCost = {
  costAmount: 'none',
  margin: 'none',
  'lines.cost': 'none',
  'lines.margin': 'none',
  'lines.deliveredCost': 'none',
} as const;

/** Enters and confirms orders of own customers; sees neither cost, margin nor credit limit, and nobody else's customers. */
export const salesClerk: RoleTemplate = {
  name: 'sales-clerk',
  label: { zh: '销售员', en: 'Sales clerk' },
  grants: {
    ...names,
    customer: own(['read', 'update'], ['phone', 'fax', 'email'], ['creditLimit']),
    contact: own(['read', 'update'], ['phone', 'mobile', 'email']),
    product: productWithoutCost,
    lead: own(['read', 'update', 'action:*'], ['phone', 'email']),
    opportunity: { can: ['read', 'create', 'update', 'action:*'], rows: 'own', fields: { '*': 'write', ...kept } },
    'sales-quote': { can: ['read', 'create', 'update', 'delete', 'action:*'], rows: 'own', fields: { '*': 'write', ...kept } },
    'sales-order': {
      can: ['read', 'create', 'update', 'delete', 'export', 'action:submit', 'action:cancel'],
      rows: 'own',
      fields: { '*': 'write', ...kept, ...withoutCost },
    },
    delivery: { can: ['read'], rows: 'own', fields: { '*': 'read', costAmount: 'none', 'lines.cost': 'none' } },
    'sales-invoice': { can: ['read'], rows: 'own', fields: { '*': 'read' } },
    receipt: { can: ['read'], rows: 'own', fields: { '*': 'read', account: 'none' } },
    'stock-balance': reads('product', 'warehouse', 'quantity'),
  },
};

const all: Grant = { can: ['read', 'create', 'update', 'delete', 'export', 'unmask', 'action:*'] };

/** All of sales, with cost, margin and credit limits. */
export const salesManager: RoleTemplate = {
  name: 'sales-manager',
  label: { zh: '销售经理', en: 'Sales manager' },
  grants: {
    ...names,
    customer: { can: ['read', 'create', 'update', 'export', 'unmask'] },
    contact: { can: ['read', 'create', 'update', 'delete', 'export', 'unmask'] },
    product: { can: ['read', 'create', 'update', 'export'] },
    'product-category': { can: ['read', 'create', 'update'] },
    lead: all,
    opportunity: all,
    'sales-quote': all,
    'sales-order': all,
    delivery: all,
    'sales-invoice': { can: ['read', 'create', 'update', 'delete', 'export', 'action:post', 'action:cancel'] },
    receipt: readsAndExports,
    'stock-balance': readsAndExports,
    supplier: reads('code', 'name'),
    account: reads('code', 'name'),
    'stock-move': readsAll,
  },
};
