import type { Program } from '#core/records/work.ts';

/** Keeps the stock ledger. */
export const INVENTORY: Program = {
  name: 'inventory',
  may: {
    'stock-balance': ['read', 'create', 'update'],
    'stock-move': ['read', 'create'],
    'stock-adjustment': ['create', 'act'],
    product: ['read', 'update'],
    warehouse: ['read'],
  },
};
