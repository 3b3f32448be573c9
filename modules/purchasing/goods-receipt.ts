import { amount, date, link, longText, price, quantity, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { postedLifecycle } from '#modules/terms';
import { billInput } from './purchase-order.ts';

/** Goods that came for an order; posting takes them into stock at the order's price. */
export const GoodsReceipt = defineObject({
  name: 'goods-receipt',
  kind: 'document',
  module: 'purchasing',
  label: { zh: '采购入库单', en: 'Goods receipt' },
  title: 'number',
  fields: {
    order: link('采购订单', 'Purchase order', 'purchase-order', { required: true, index: true }),
    supplier: link('供应商', 'Supplier', 'supplier', { system: true, index: true }),
    date: date('日期', 'Date', { required: true, index: true }),
    warehouse: link('仓库', 'Warehouse', 'warehouse'),
    deliveryNote: text('送货单号', 'Delivery note', { max: 60 }),
    amount: amount('入库金额', 'Value', { system: true, default: '0' }),
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
        price: price('单价', 'Price', { system: true, default: '0' }),
        amount: amount('金额', 'Value', { system: true, default: '0', computedFrom: ['price'] }),
      },
    },
  },
  lifecycle: postedLifecycle({
    invoice: { label: { zh: '登记发票', en: 'Enter bill' }, from: ['posted'], input: billInput },
  }),
  numbering: { prefix: 'GR', on: 'post' },
});
