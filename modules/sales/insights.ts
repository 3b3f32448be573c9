import type { Insight } from '#common/objects';

/** What a customer owes on posted invoices. */
export const receivables: Insight = {
  on: 'customer',
  label: { zh: '未收款', en: 'Outstanding' },
  query: { object: 'sales-invoice', select: ['sum(outstandingAmount) as value'], filter: 'customer == $value && state == "posted"' },
  format: 'amount',
};

/** Nothing where it is unlimited. */
export const creditLimit: Insight = {
  on: 'customer',
  label: { zh: '信用额度', en: 'Credit limit' },
  query: { object: 'customer', select: ['creditLimit as value'], filter: 'id == $value' },
  format: 'amount',
};
