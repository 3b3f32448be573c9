import { amount, choice, date, int, link, longText, price, quantity, rate, text } from '#common/fields';
import { defineObject, type ActionInput } from '#common/objects';
import { loseInput } from './lead.ts';
import { STAGES } from './stages.ts';

export const winInput = { fields: { date: date('报价日期', 'Quote date') } } as const satisfies ActionInput;

/** It should have come about by now. */
const overdue = { when: 'expectedDate < today()' } as const;

/** A sale that may come about. */
export const Opportunity = defineObject({
  name: 'opportunity',
  kind: 'document',
  module: 'crm',
  label: { zh: '商机', en: 'Opportunity' },
  title: 'name',
  fields: {
    name: text('名称', 'Name', { required: true, search: true }),
    customer: link('客户', 'Customer', 'customer', { required: true, index: true }),
    lead: link('线索', 'Lead', 'lead'),
    employee: link('业务员', 'Salesperson', 'employee'),
    stage: choice('阶段', 'Stage', STAGES, { system: true, default: 'prospecting', index: true }),
    probability: int('可能性 %', 'Likelihood %', { default: 10, min: 0, max: 100 }),
    expectedAmount: amount('预计金额', 'Expected amount', { min: '0' }),
    expectedDate: date('预计成交', 'Expected on'),
    lostReason: text('失败原因', 'Lost because', { system: true }),
    quote: link('报价单', 'Quote', 'sales-quote', { system: true }),
    note: longText('备注', 'Note'),
  },
  children: {
    lines: {
      label: { zh: '意向产品', en: 'Products' },
      fields: {
        product: link('产品', 'Product', 'product', { required: true, index: true }),
        quantity: quantity('数量', 'Quantity', { required: true, min: '0.0001' }),
        price: price('单价', 'Price', { min: '0' }),
        discount: rate('折扣', 'Discount', { default: '0', min: '0', max: '1' }),
      },
    },
  },
  lifecycle: {
    states: {
      open: { zh: '进行中', en: 'Open' },
      won: { zh: '赢单', en: 'Won' },
      lost: { zh: '输单', en: 'Lost' },
    },
    initial: 'open',
    editable: ['open'],
    actions: {
      advance: { label: { zh: '推进', en: 'Advance' }, from: ['open'] },
      win: { label: { zh: '赢单', en: 'Win' }, from: ['open'], to: 'won', input: winInput, awaited: overdue },
      lose: { label: { zh: '输单', en: 'Lose' }, from: ['open'], to: 'lost', input: loseInput, awaited: overdue },
    },
  },
});
