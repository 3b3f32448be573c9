import type { Insight } from '#common/objects';

/** What we owe a supplier on posted bills. */
export const payables: Insight = {
  on: 'supplier',
  label: { zh: '未付款', en: 'Payable' },
  query: { object: 'purchase-invoice', select: ['sum(outstandingAmount) as value'], filter: 'supplier == $value && state == "posted"' },
  format: 'amount',
};
