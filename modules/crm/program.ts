import type { Program } from '#core/records/work.ts';

/** Turns leads into customers and opportunities into quotes. */
export const CRM: Program = {
  name: 'crm',
  may: {
    lead: ['read', 'update'],
    opportunity: ['read', 'create', 'update'],
    customer: ['read', 'create'],
    'sales-quote': ['create'],
  },
};
