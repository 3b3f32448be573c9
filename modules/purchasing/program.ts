import type { Program } from '#core/records/work.ts';

/** Carries purchase orders through receipt, bill and payment. */
export const PURCHASING: Program = {
  name: 'purchasing',
  may: {
    'purchase-order': ['read', 'update', 'act'],
    'goods-receipt': ['read', 'create', 'update', 'act'],
    'purchase-invoice': ['read', 'create', 'update', 'act'],
    payment: ['read', 'create', 'update', 'act'],
    product: ['read'],
    supplier: ['read'],
  },
};
