import { amount, choice, date, link, longText, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { cancelInput } from './delivery.ts';

/** Money received from a customer, applied to invoices. */
export const Receipt = defineObject({
  name: 'receipt',
  kind: 'document',
  module: 'sales',
  label: { zh: '收款单', en: 'Receipt' },
  title: 'number',
  fields: {
    customer: link('客户', 'Customer', 'customer', { required: true, index: true }),
    date: date('日期', 'Date', { required: true, index: true }),
    amount: amount('金额', 'Amount', { min: '0.01', help: { zh: '留空为核销合计', en: 'The sum applied when left out' } }),
    method: choice(
      '方式',
      'Method',
      {
        bank: { zh: '银行转账', en: 'Bank transfer' },
        cash: { zh: '现金', en: 'Cash' },
        bill: { zh: '承兑汇票', en: 'Bill of exchange' },
      },
      { default: 'bank' },
    ),
    account: link('收款账户', 'Account', 'account'),
    reference: text('摘要', 'Reference'),
    cancelledOn: date('作废日期', 'Cancelled on', { system: true }),
    note: longText('备注', 'Note'),
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
  lifecycle: {
    states: {
      draft: { zh: '草稿', en: 'Draft' },
      posted: { zh: '已过账', en: 'Posted' },
      cancelled: { zh: '已作废', en: 'Cancelled' },
    },
    initial: 'draft',
    editable: ['draft'],
    actions: {
      post: { label: { zh: '过账', en: 'Post' }, from: ['draft'], to: 'posted' },
      cancel: { label: { zh: '作废', en: 'Cancel' }, from: ['posted'], to: 'cancelled', input: cancelInput },
    },
  },
  numbering: { prefix: 'RC', on: 'post' },
});
