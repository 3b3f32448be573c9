import { amount, bool, choice, date, link, longText, price, quantity, rate, text } from '#common/fields';
import { defineObject, type ActionInput } from '#common/objects';
import { onHandOfProduct } from '#modules/inventory';
import { PROGRESS, toInvoice } from '#modules/terms';
import { payables } from './insights.ts';

const namedLines = {
  label: { zh: '行', en: 'Lines' },
  fields: {
    line: text('订单行', 'Order line', { required: true, max: 36 }),
    quantity: quantity('数量', 'Quantity', { min: '0.0001' }),
  },
} as const;

export const receiveInput = {
  fields: { date: date('收货日期', 'Date'), warehouse: link('仓库', 'Warehouse', 'warehouse') },
  children: { lines: namedLines },
} as const satisfies ActionInput;

export const billInput = {
  fields: {
    date: date('发票日期', 'Date'),
    supplierInvoiceNumber: text('供应商发票号', 'Supplier invoice number', { required: true, max: 60 }),
  },
} as const satisfies ActionInput;

const system = { system: true, default: '0' } as const;

/** What we ordered, at which price, and how much of it came and was billed. */
export const PurchaseOrder = defineObject({
  name: 'purchase-order',
  kind: 'document',
  module: 'purchasing',
  label: { zh: '采购订单', en: 'Purchase order' },
  title: 'number',
  fields: {
    supplier: link('供应商', 'Supplier', 'supplier', { required: true, index: true }),
    date: date('日期', 'Date', { required: true, index: true }),
    expectedDate: date('预计到货', 'Expected on'),
    warehouse: link('仓库', 'Warehouse', 'warehouse', { required: true }),
    employee: link('采购员', 'Buyer', 'employee'),
    netAmount: amount('不含税金额', 'Net', system),
    taxAmount: amount('税额', 'Tax', system),
    totalAmount: amount('价税合计', 'Total', system),
    receiptState: choice('收货进度', 'Received', PROGRESS, { system: true, default: 'none' }),
    billState: choice('开票进度', 'Billed', PROGRESS, { system: true, default: 'none' }),
    toBeBilled: bool('待收票', 'Bill to come', { system: true, default: false }),
    note: longText('备注', 'Note'),
  },
  children: {
    lines: {
      label: { zh: '明细', en: 'Lines' },
      required: true,
      fields: {
        product: link('产品', 'Product', 'product', { required: true, index: true }),
        description: text('说明', 'Description'),
        quantity: quantity('数量', 'Quantity', { required: true, min: '0.0001' }),
        price: price('单价', 'Price', { required: true, min: '0' }),
        taxRate: rate('税率', 'Tax rate', { min: '0', max: '1' }),
        net: amount('不含税金额', 'Net', { ...system, computedFrom: ['quantity', 'price'] }),
        tax: amount('税额', 'Tax', { ...system, computedFrom: ['net', 'taxRate'] }),
        total: amount('价税合计', 'Total', { ...system, computedFrom: ['net', 'tax'] }),
        receivedQuantity: quantity('已收数量', 'Received', system),
        receivedAmount: amount('已收金额', 'Value received', { ...system, computedFrom: ['price'] }),
        billedQuantity: quantity('已开票数量', 'Billed', system),
        // The value of received goods whose bill has come; the rest is estimated payable 暂估应付.
        clearedAmount: amount('已结暂估', 'Value billed', { ...system, computedFrom: ['price'] }),
        receivedInto: link('收货仓库', 'Received into', 'warehouse', { system: true }),
      },
    },
  },
  lifecycle: {
    states: {
      draft: { zh: '草稿', en: 'Draft' },
      ordered: { zh: '已下单', en: 'Ordered' },
      received: { zh: '已收货', en: 'Received' },
      closed: { zh: '已关闭', en: 'Closed' },
      cancelled: { zh: '已取消', en: 'Cancelled' },
    },
    initial: 'draft',
    editable: ['draft'],
    actions: {
      submit: { label: { zh: '下单', en: 'Submit' }, from: ['draft'], to: 'ordered', awaited: true },
      receive: { label: { zh: '收货', en: 'Receive' }, from: ['ordered'], input: receiveInput, awaited: true },
      invoice: {
        label: { zh: '登记发票', en: 'Enter bill' },
        from: ['ordered', 'received'],
        input: billInput,
        awaited: { when: toInvoice('receiptState', 'billState', 'toBeBilled') },
      },
      cancel: { label: { zh: '取消订单', en: 'Cancel order' }, from: ['draft', 'ordered'], to: 'cancelled' },
      close: { label: { zh: '关闭', en: 'Close' }, from: ['ordered', 'received'], to: 'closed' },
    },
  },
  numbering: { prefix: 'PO', on: 'submit' },
  insights: [onHandOfProduct, payables],
  indexes: [['state', 'billState']],
  checks: [
    {
      expression: 'expectedDate == null || expectedDate >= date',
      message: { zh: '预计到货不得早于订单日期。', en: 'Goods cannot be expected before the order.' },
      field: 'expectedDate',
    },
  ],
});
