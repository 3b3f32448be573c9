import { bool, link, longText, price, quantity, rate, text } from '#common/fields';
import { defineObject } from '#common/objects';

/** What is bought, kept and sold. */
export const Product = defineObject({
  name: 'product',
  kind: 'master',
  module: 'product',
  label: { zh: '产品', en: 'Product' },
  title: 'name',
  fields: {
    code: text('编码', 'Code', { required: true, unique: true, search: true, max: 40 }),
    name: text('名称', 'Name', { required: true, search: true, index: true }),
    category: link('分类', 'Category', 'product-category', { index: true }),
    unit: link('计量单位', 'Unit', 'unit'),
    supplier: link('主要供应商', 'Main supplier', 'supplier', { index: true }),
    quantityPerUnit: text('包装规格', 'Quantity per unit', { max: 80 }),
    listPrice: price('标价', 'List price', { min: '0' }),
    cost: price('成本单价', 'Cost', {
      system: true,
      default: '0',
      help: { zh: '移动平均，由库存维护', en: 'Moving average, kept up by stock' },
    }),
    taxRate: rate('税率', 'Tax rate', { default: '0', min: '0', max: '1' }),
    reorderLevel: quantity('再订货点', 'Reorder level', { min: '0' }),
    discontinued: bool('已停产', 'Discontinued', { default: false }),
    note: longText('备注', 'Note'),
  },
});
