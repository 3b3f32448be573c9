import { amount, link } from '#common/fields';
import { defineObject } from '#common/objects';
import { moneyFields, postedLifecycle } from '#modules/terms';

/** Money received from a customer, applied to invoices. */
export const Receipt = defineObject({
  name: 'receipt',
  kind: 'document',
  module: 'sales',
  label: { zh: '收款单', en: 'Receipt' },
  title: 'number',
  fields: {
    customer: link('客户', 'Customer', 'customer', { required: true, index: true }),
    ...moneyFields,
  },
  children: {
    lines: {
      label: { zh: '核销', en: 'Applied to' },
      required: true,
      fields: {
        invoice: link('销售发票', 'Sales invoice', 'sales-invoice', { required: true, index: true }),
        amount: amount('金额', 'Amount', { required: true, min: '0.01' }),
      },
    },
  },
  lifecycle: postedLifecycle(),
  numbering: { prefix: 'RC', on: 'post' },
});
