import { amount, date, longText, text } from '#common/fields';
import { defineObject } from '#common/objects';

/** Value that stock cannot carry, moved to cost of sales. Made by the program beside the movement that left it; posted by rule. */
export const StockAdjustment = defineObject({
  name: 'stock-adjustment',
  kind: 'document',
  programOnly: true,
  module: 'inventory',
  label: { zh: '库存成本调整', en: 'Stock cost adjustment' },
  title: 'number',
  fields: {
    date: date('日期', 'Date', { required: true }),
    sourceObject: text('来源单据类型', 'Source object', { required: true, max: 60 }),
    sourceId: text('来源单据', 'Source', { required: true, max: 36 }),
    amount: amount('计入成本', 'Charged to cost', { required: true }),
    note: longText('原因', 'Reason'),
  },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, posted: { zh: '已过账', en: 'Posted' } },
    initial: 'draft',
    editable: ['draft'],
    actions: { post: { label: { zh: '过账', en: 'Post' }, from: ['draft'], to: 'posted' } },
  },
  numbering: { prefix: 'SA', on: 'post' },
  indexes: [['sourceObject', 'sourceId']],
});
