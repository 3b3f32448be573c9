import { amount, bool, choice, date, link, longText, quantity, text } from '#common/fields';
import { defineObject, type ActionInput } from '#common/objects';
import { coveringStock } from '#modules/inventory';
import { PROGRESS, toInvoice } from '#modules/terms';
import { creditLimit, receivables } from './insights.ts';
import { offered, offeredTotals, system } from './line-fields.ts';

export const deliverInput = {
  fields: { date: date('交货日期', 'Date'), warehouse: link('仓库', 'Warehouse', 'warehouse') },
  children: {
    lines: {
      label: { zh: '行', en: 'Lines' },
      fields: {
        line: text('订单行', 'Order line', { required: true, max: 36 }),
        quantity: quantity('数量', 'Quantity', { min: '0.0001' }),
      },
    },
  },
} as const satisfies ActionInput;

export const invoiceInput = {
  fields: { date: date('开票日期', 'Date'), delivery: link('出库单', 'Delivery', 'delivery') },
} as const satisfies ActionInput;

/** What a customer ordered, and how much of it was delivered and invoiced. */
export const SalesOrder = defineObject({
  name: 'sales-order',
  kind: 'document',
  module: 'sales',
  label: { zh: '销售订单', en: 'Sales order' },
  title: 'number',
  fields: {
    customer: link('客户', 'Customer', 'customer', { required: true }),
    date: date('日期', 'Date', { required: true, index: true }),
    requiredDate: date('要求到货', 'Required on'),
    shippedDate: date('发货日期', 'Shipped on', { system: true }),
    employee: link('业务员', 'Salesperson', 'employee', { index: true }),
    quote: link('报价单', 'Quote', 'sales-quote'),
    reference: text('客户单号', "Customer's reference", { max: 60, search: true }),
    warehouse: link('仓库', 'Warehouse', 'warehouse'),
    shipper: text('承运商', 'Shipper', { max: 80 }),
    freight: amount('运费', 'Freight', { default: '0', min: '0' }),
    shipName: text('收货人', 'Ship to'),
    shipAddress: text('收货地址', 'Ship-to address'),
    shipCity: text('收货城市', 'Ship-to city', { max: 80 }),
    shipRegion: text('收货地区', 'Ship-to region', { max: 80 }),
    shipPostalCode: text('收货邮编', 'Ship-to postal code', { max: 20 }),
    shipCountry: text('收货国家', 'Ship-to country', { max: 80 }),
    ...offeredTotals,
    costAmount: amount('成本', 'Cost', system),
    margin: amount('毛利', 'Margin', { ...system, computedFrom: ['netAmount', 'costAmount'] }),
    deliveryState: choice('交货进度', 'Delivered', PROGRESS, { system: true, default: 'none' }),
    invoiceState: choice('开票进度', 'Invoiced', PROGRESS, { system: true, default: 'none' }),
    toBeInvoiced: bool('待开票', 'To be invoiced', { system: true, default: false }),
    invoicedAmount: amount('已开票金额', 'Amount invoiced', system),
    freightInvoice: link('运费所在发票', 'Freight charged on', 'sales-invoice', { system: true }),
    note: longText('备注', 'Note'),
  },
  children: {
    lines: {
      label: { zh: '明细', en: 'Lines' },
      required: true,
      fields: {
        ...offered,
        cost: amount('成本', 'Cost', { ...system, computedFrom: ['parent.costAmount'] }),
        margin: amount('毛利', 'Margin', { ...system, computedFrom: ['net', 'cost'] }),
        deliveredQuantity: quantity('已交数量', 'Delivered', system),
        deliveredCost: amount('已交成本', 'Cost delivered', { ...system, computedFrom: ['cost'] }),
        invoicedQuantity: quantity('已开票数量', 'Invoiced', system),
        invoicedNet: amount('已开票不含税', 'Net invoiced', { ...system, computedFrom: ['net'] }),
        invoicedTax: amount('已开票税额', 'Tax invoiced', { ...system, computedFrom: ['tax'] }),
      },
    },
  },
  lifecycle: {
    states: {
      draft: { zh: '草稿', en: 'Draft' },
      confirmed: { zh: '已确认', en: 'Confirmed' },
      delivered: { zh: '已交货', en: 'Delivered' },
      closed: { zh: '已关闭', en: 'Closed' },
      cancelled: { zh: '已取消', en: 'Cancelled' },
    },
    initial: 'draft',
    editable: ['draft'],
    actions: {
      submit: { label: { zh: '确认', en: 'Submit' }, from: ['draft'], to: 'confirmed', awaited: true },
      deliver: { label: { zh: '交货', en: 'Deliver' }, from: ['confirmed'], input: deliverInput, awaited: true },
      invoice: {
        label: { zh: '开票', en: 'Invoice' },
        from: ['confirmed', 'delivered'],
        input: invoiceInput,
        awaited: { when: toInvoice('deliveryState', 'invoiceState', 'toBeInvoiced') },
      },
      cancel: { label: { zh: '取消订单', en: 'Cancel order' }, from: ['draft', 'confirmed'], to: 'cancelled' },
      close: { label: { zh: '关闭', en: 'Close' }, from: ['confirmed', 'delivered'], to: 'closed' },
    },
  },
  numbering: { prefix: 'SO', on: 'submit' },
  insights: [coveringStock, receivables, creditLimit],
  indexes: [
    ['customer', 'state'],
    // Most orders have been delivered and invoiced: those that wait are found among them by this.
    ['state', 'invoiceState'],
  ],
});
