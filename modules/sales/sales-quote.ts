import { amount, date, link, longText } from '#common/fields';
import { defineObject, type ActionInput } from '#common/objects';
import { onHandOfProduct } from '#modules/inventory';
import { creditLimit, receivables } from './insights.ts';
import { offered, offeredTotals } from './line-fields.ts';

export const acceptInput = { fields: { date: date('订单日期', 'Order date') } } as const satisfies ActionInput;

/** What we offered a customer. */
export const SalesQuote = defineObject({
  name: 'sales-quote',
  kind: 'document',
  module: 'sales',
  label: { zh: '报价单', en: 'Quote' },
  title: 'number',
  fields: {
    customer: link('客户', 'Customer', 'customer', { required: true, index: true }),
    date: date('日期', 'Date', { required: true, index: true }),
    validUntil: date('有效期至', 'Valid until'),
    employee: link('业务员', 'Salesperson', 'employee'),
    opportunity: link('商机', 'Opportunity', 'opportunity', { index: true }),
    freight: amount('运费', 'Freight', { default: '0', min: '0' }),
    ...offeredTotals,
    order: link('销售订单', 'Sales order', 'sales-order', { system: true }),
    note: longText('备注', 'Note'),
  },
  children: { lines: { label: { zh: '明细', en: 'Lines' }, required: true, fields: offered } },
  lifecycle: {
    states: {
      draft: { zh: '草稿', en: 'Draft' },
      sent: { zh: '已发出', en: 'Sent' },
      accepted: { zh: '已接受', en: 'Accepted' },
      rejected: { zh: '已拒绝', en: 'Rejected' },
    },
    initial: 'draft',
    editable: ['draft'],
    actions: {
      send: { label: { zh: '发出', en: 'Send' }, from: ['draft'], to: 'sent', awaited: true },
      accept: { label: { zh: '接受', en: 'Accept' }, from: ['sent'], to: 'accepted', input: acceptInput, awaited: true },
      reject: { label: { zh: '拒绝', en: 'Reject' }, from: ['sent'], to: 'rejected', awaited: true },
    },
  },
  numbering: { prefix: 'SQ', on: 'send' },
  insights: [onHandOfProduct, receivables, creditLimit],
  checks: [
    {
      expression: 'validUntil == null || validUntil >= date',
      message: { zh: '有效期不得早于报价日期。', en: 'A quote cannot end before it begins.' },
      field: 'validUntil',
    },
  ],
});
