import { amount, choice, date, link, price, quantity, text } from '#common/fields';
import { defineObject } from '#common/objects';

/** One movement of stock with its cost; only ever added to. Undone by another movement that names it. */
export const StockMove = defineObject({
  name: 'stock-move',
  kind: 'ledger',
  module: 'inventory',
  label: { zh: '库存流水', en: 'Stock move' },
  title: 'sourceNumber',
  fields: {
    date: date('日期', 'Date', { required: true, index: true }),
    kind: choice(
      '类型',
      'Kind',
      {
        receipt: { zh: '入库', en: 'Receipt' },
        issue: { zh: '出库', en: 'Issue' },
        return: { zh: '退回', en: 'Return' },
        reversal: { zh: '冲销', en: 'Reversal' },
        adjust: { zh: '成本调整', en: 'Cost adjustment' },
      },
      { required: true },
    ),
    sourceObject: text('来源单据类型', 'Source object', { required: true, max: 60 }),
    sourceId: text('来源单据', 'Source', { required: true, max: 36 }),
    sourceNumber: text('来源单号', 'Source number', { max: 60, search: true }),
    reverses: link('冲销流水', 'Reverses', 'stock-move'),
  },
  children: {
    items: {
      label: { zh: '明细', en: 'Items' },
      required: true,
      fields: {
        product: link('产品', 'Product', 'product', { required: true, index: true }),
        warehouse: link('仓库', 'Warehouse', 'warehouse', { required: true }),
        quantity: quantity('数量', 'Quantity', { required: true, help: { zh: '出库为负', en: 'Negative when going out' } }),
        unitCost: price('单位成本', 'Unit cost', { required: true, computedFrom: ['value'] }),
        value: amount('金额', 'Value', { required: true, help: { zh: '出库为负', en: 'Negative when going out' } }),
        balanceQuantity: quantity('结存数量', 'Quantity after', { required: true }),
        balanceValue: amount('结存金额', 'Value after', { required: true, computedFrom: ['value'] }),
      },
    },
  },
  indexes: [['sourceObject', 'sourceId']],
});
