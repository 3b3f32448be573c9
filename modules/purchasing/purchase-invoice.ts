import { amount, date, link, longText, price, quantity, rate, text } from '#common/fields';
import { defineObject, type ActionInput } from '#common/objects';
import { postedLifecycle } from '#modules/terms';

export const payInput = {
  fields: {
    date: date('付款日期', 'Date'),
    amount: amount('金额', 'Amount', { min: '0.01' }),
    account: link('付款账户', 'Account', 'account'),
  },
} as const satisfies ActionInput;

const system = { system: true, default: '0' } as const;

/** A supplier's bill for goods received. Lines are matched with order and receipt; the same bill entered twice is refused. */
export const PurchaseInvoice = defineObject({
  name: 'purchase-invoice',
  kind: 'document',
  module: 'purchasing',
  label: { zh: '采购发票', en: 'Purchase invoice' },
  title: 'number',
  fields: {
    supplierInvoiceNumber: text('供应商发票号', 'Supplier invoice number', { required: true, max: 60, search: true }),
    order: link('采购订单', 'Purchase order', 'purchase-order', { required: true, index: true }),
    supplier: link('供应商', 'Supplier', 'supplier', { system: true }),
    date: date('日期', 'Date', { required: true, index: true }),
    dueDate: date('到期日', 'Due on'),
    netAmount: amount('不含税金额', 'Net', system),
    taxAmount: amount('税额', 'Tax', system),
    totalAmount: amount('价税合计', 'Total', system),
    receivedAmount: amount('入库金额', 'Value received', system),
    stockDifference: amount('计入库存的差额', 'Difference to stock', system),
    costDifference: amount('计入成本的差额', 'Difference to cost', system),
    paidAmount: amount('已付', 'Paid', system),
    outstandingAmount: amount('未付', 'Outstanding', system),
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
        quantity: quantity('数量', 'Quantity', { required: true, min: '0.0001' }),
        price: price('单价', 'Price', { min: '0', help: { zh: '留空取订单价', en: "The order's when left out" } }),
        taxRate: rate('税率', 'Tax rate', { min: '0', max: '1' }),
        net: amount('不含税金额', 'Net', { ...system, computedFrom: ['quantity', 'price'] }),
        tax: amount('税额', 'Tax', { ...system, computedFrom: ['net', 'taxRate'] }),
        total: amount('价税合计', 'Total', { ...system, computedFrom: ['net', 'tax'] }),
        receivedAmount: amount('入库金额', 'Value received', system),
      },
    },
  },
  lifecycle: postedLifecycle({
    pay: { label: { zh: '付款', en: 'Pay' }, from: ['posted'], input: payInput, awaited: { when: 'outstandingAmount > 0' } },
  }),
  numbering: { prefix: 'PI', on: 'post' },
  indexes: [
    ['supplier', 'supplierInvoiceNumber'],
    ['supplier', 'state'],
    ['state', 'outstandingAmount'],
  ],
});
