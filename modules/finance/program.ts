import type { Program } from '#core/records/work.ts';

/** Keeps the books. */
export const FINANCE: Program = {
  name: 'finance',
  may: {
    account: ['read', 'create'],
    period: ['read', 'create', 'update'],
    voucher: ['read', 'create', 'update', 'act'],
    'posting-rule': ['read', 'create'],
    'ledger-balance': ['read', 'create', 'update'],
  },
};
