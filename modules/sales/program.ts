import type { Program } from '#core/records/work.ts';

/** Carries sales orders through delivery, invoice and receipt of money. */
export const SALES: Program = {
  name: 'sales',
  may: {
    'sales-quote': ['read', 'update'],
    'sales-order': ['read', 'create', 'update', 'act'],
    delivery: ['read', 'create', 'update', 'act'],
    'sales-invoice': ['read', 'create', 'update', 'act'],
    receipt: ['read', 'create', 'update', 'act'],
    customer: ['read'],
    product: ['read'],
    warehouse: ['read'],
  },
};
