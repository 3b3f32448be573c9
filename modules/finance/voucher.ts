import { amount, date, int, link, longText, text } from '#common/fields';
import { defineObject, type ActionInput } from '#common/objects';

export const reverseInput = { fields: { date: date('冲销日期', 'Date') } } as const satisfies ActionInput;

const system = { system: true, default: '0' } as const;

/** An accounting voucher 记账凭证. Once posted it is never changed, only reversed in red 红字冲销. */
export const Voucher = defineObject({
  name: 'voucher',
  kind: 'document',
  module: 'finance',
  label: { zh: '记账凭证', en: 'Voucher' },
  title: 'number',
  fields: {
    date: date('日期', 'Date', { required: true, index: true }),
    period: link('会计期间', 'Period', 'period', { system: true, index: true }),
    summary: text('摘要', 'Summary', { required: true, max: 200 }),
    attachments: int('附件张数', 'Attachments', { default: 0, min: 0 }),
    debit: amount('借方合计', 'Debit', system),
    credit: amount('贷方合计', 'Credit', system),
    sourceObject: text('来源单据类型', 'Source object', { max: 60, system: true }),
    sourceId: text('来源单据', 'Source', { max: 36, system: true }),
    sourceNumber: text('来源单号', 'Source number', { max: 60, search: true, system: true }),
    reverses: link('冲销凭证', 'Reverses', 'voucher', { system: true }),
    reversedBy: link('被冲销', 'Reversed by', 'voucher', { system: true }),
    reviewedBy: link('审核人', 'Reviewed by', 'user', { system: true }),
    postedBy: link('记账人', 'Posted by', 'user', { system: true }),
    note: longText('备注', 'Note'),
  },
  children: {
    lines: {
      label: { zh: '分录', en: 'Entries' },
      required: true,
      fields: {
        account: link('科目', 'Account', 'account', { required: true, index: true }),
        summary: text('摘要', 'Summary', { max: 200 }),
        debit: amount('借方', 'Debit', { default: '0' }),
        credit: amount('贷方', 'Credit', { default: '0' }),
        customer: link('客户', 'Customer', 'customer', { index: true }),
        supplier: link('供应商', 'Supplier', 'supplier', { index: true }),
        product: link('产品', 'Product', 'product'),
        department: link('部门', 'Department', 'department'),
      },
    },
  },
  lifecycle: {
    states: {
      draft: { zh: '制单', en: 'Draft' },
      reviewed: { zh: '已审核', en: 'Reviewed' },
      posted: { zh: '已记账', en: 'Posted' },
    },
    initial: 'draft',
    editable: ['draft'],
    actions: {
      // Who prepared it, or changed it last, may not review it.
      review: { label: { zh: '审核', en: 'Review' }, from: ['draft'], to: 'reviewed', awaited: { when: 'createdBy != reader.id && updatedBy != reader.id' } },
      withdraw: { label: { zh: '取消审核', en: 'Withdraw review' }, from: ['reviewed'], to: 'draft' },
      post: { label: { zh: '记账', en: 'Post' }, from: ['draft', 'reviewed'], to: 'posted', awaited: true },
      reverse: { label: { zh: '红字冲销', en: 'Reverse' }, from: ['posted'], input: reverseInput },
    },
  },
  indexes: [
    ['sourceObject', 'sourceId'],
    ['state', 'date'],
  ],
});
