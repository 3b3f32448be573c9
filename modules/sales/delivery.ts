import { amount, date, link, longText, quantity, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { coveringStock } from '#modules/inventory';
import { postedLifecycle } from '#modules/terms';
import { system } from './line-fields.ts';

/** Goods that left for a customer; posting takes them out of stock at cost. */
export const Delivery = defineObject({
  name: 'delivery',
  kind: 'document',
  module: 'sales',
  label: { zh: '销售出库单', en: 'Delivery' },
  title: 'number',
  fields: {
    order: link('销售订单', 'Sales order', 'sales-order', { required: true, index: true }),
    customer: link('客户', 'Customer', 'customer', { system: true, index: true }),
    date: date('日期', 'Date', { required: true, index: true }),
    warehouse: link('仓库', 'Warehouse', 'warehouse'),
    shipper: text('承运商', 'Shipper', { max: 80 }),
    costAmount: amount('成本', 'Cost', system),
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
        cost: amount('成本', 'Cost', { ...system, computedFrom: ['parent.costAmount'] }),
      },
    },
  },
  lifecycle: postedLifecycle(),
  numbering: { prefix: 'DN', on: 'post' },
  insights: [coveringStock],
});
