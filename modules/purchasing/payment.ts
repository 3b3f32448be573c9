import { amount, link } from '#common/fields';
import { defineObject } from '#common/objects';
import { moneyFields, postedLifecycle } from '#modules/terms';

/** Money paid to a supplier, applied to bills. */
export const Payment = defineObject({
  name: 'payment',
  kind: 'document',
  module: 'purchasing',
  label: { zh: '付款单', en: 'Payment' },
  title: 'number',
  fields: {
    supplier: link('供应商', 'Supplier', 'supplier', { required: true, index: true }),
    ...moneyFields,
  },
  children: {
    lines: {
      label: { zh: '核销', en: 'Applied to' },
      required: true,
      fields: {
        invoice: link('采购发票', 'Purchase invoice', 'purchase-invoice', { required: true, index: true }),
        amount: amount('金额', 'Amount', { required: true, min: '0.01' }),
      },
    },
  },
  lifecycle: postedLifecycle(),
  numbering: { prefix: 'PY', on: 'post' },
});
