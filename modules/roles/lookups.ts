import type { Grant, Grants } from '#core/access/grant.ts';

/** Reads some fields of every row, and nothing else. */
export function reads(...fields: readonly string[]): Grant {
  return {
    can: ['read'],
    fields: { '*': 'none', state: 'read', archived: 'read', ...Object.fromEntries(fields.map((name) => [name, 'read'] as const)) },
  };
}

/** Reads all fields of every row. */
export const readsAll: Grant = { can: ['read'], fields: { '*': 'read' } };
/** Reads and takes away. */
export const readsAndExports: Grant = { can: ['read', 'export'], fields: { '*': 'read' } };

/** Names that stand beside documents: who sold it, from where, in what unit. */
export const names: Grants = {
  employee: reads('code', 'name', 'title', 'department', 'user'),
  department: reads('code', 'name', 'parent'),
  user: reads('name'),
  unit: reads('code', 'name'),
  'product-category': reads('code', 'name', 'parent', 'description'),
  warehouse: reads('code', 'name'),
};

/** A product as those see it who may not know what it costs. */
export const productWithoutCost: Grant = { can: ['read'], fields: { '*': 'read', cost: 'none' } };
