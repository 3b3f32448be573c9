import { amount, date, link, longText, price, quantity, rate, text } from '#common/fields';
import { defineObject, type ActionInput } from '#common/objects';
import { postedLifecycle } from '#modules/terms';
import { system } from './line-fields.ts';

export const payInput = {
  fields: {
    date: date('收款日期', 'Date'),
    amount: amount('金额', 'Amount', { min: '0.01' }),
    account: link('收款账户', 'Account', 'account'),
  },
} as const satisfies ActionInput;

/** What a customer owes for goods delivered. */
export const SalesInvoice = defineObject({
  name: 'sales-invoice',
  kind: 'document',
  module: 'sales',
  label: { zh: '销售发票', en: 'Sales invoice' },
  title: 'number',
  fields: {
    order: link('销售订单', 'Sales order', 'sales-order', { required: true, index: true }),
    customer: link('客户', 'Customer', 'customer', { system: true }),
    date: date('日期', 'Date', { required: true, index: true }),
    dueDate: date('到期日', 'Due on'),
    netAmount: amount('不含税金额', 'Net', system),
    taxAmount: amount('税额', 'Tax', system),
    freight: amount('运费', 'Freight', system),
    totalAmount: amount('合计', 'Total', system),
    paidAmount: amount('已收', 'Paid', system),
    outstandingAmount: amount('未收', 'Outstanding', system),
    cancelledOn: date('作废日期', 'Cancelled on', { system: true }),
    note: longText('备注', 'Note'),
  },
  children: {
    lines: {
      label: { zh: '明细', en: 'Lines' },
      required: true,
      fields: {
        orderLine: text('订单行', 'Order line', { required: true, max: 36 }),
        product: link('产品', 'Product', 'product', { system: true, index: true }),
        description: text('说明', 'Description'),
        quantity: quantity('数量', 'Quantity', { required: true, min: '0.0001' }),
        price: price('单价', 'Price', system),
        discount: rate('折扣', 'Discount', system),
        taxRate: rate('税率', 'Tax rate', system),
        net: amount('不含税金额', 'Net', { ...system, computedFrom: ['quantity', 'price', 'discount'] }),
        tax: amount('税额', 'Tax', { ...system, computedFrom: ['net', 'taxRate'] }),
        total: amount('价税合计', 'Total', { ...system, computedFrom: ['net', 'tax'] }),
      },
    },
  },
  lifecycle: postedLifecycle({
    pay: { label: { zh: '收款', en: 'Receive money' }, from: ['posted'], input: payInput, awaited: { when: 'outstandingAmount > 0' } },
  }),
  numbering: { prefix: 'SI', on: 'post' },
  indexes: [
    ['customer', 'state'],
    ['state', 'outstandingAmount'],
  ],
});
