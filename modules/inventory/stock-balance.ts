import { amount, link, price, quantity } from '#common/fields';
import { defineObject } from '#common/objects';

/** What lies where: one row a product and warehouse, kept up by every movement. */
export const StockBalance = defineObject({
  name: 'stock-balance',
  kind: 'ledger',
  derived: true,
  derivedFrom: 'stock-move',
  module: 'inventory',
  label: { zh: '库存余额', en: 'Stock on hand' },
  title: 'product',
  fields: {
    product: link('产品', 'Product', 'product', { required: true }),
    warehouse: link('仓库', 'Warehouse', 'warehouse', { required: true }),
    quantity: quantity('数量', 'Quantity', { required: true, system: true, default: '0' }),
    value: amount('金额', 'Value', { required: true, system: true, default: '0' }),
    average: price('平均成本', 'Average cost', { required: true, system: true, default: '0', computedFrom: ['value'] }),
  },
  unique: [['product', 'warehouse']],
});
