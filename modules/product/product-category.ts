import { link, longText, text } from '#common/fields';
import { defineObject } from '#common/objects';

export const ProductCategory = defineObject({
  name: 'product-category',
  kind: 'master',
  module: 'product',
  label: { zh: '产品分类', en: 'Product category' },
  title: 'name',
  fields: {
    code: text('编码', 'Code', { required: true, unique: true, max: 40 }),
    name: text('名称', 'Name', { required: true, search: true, max: 80 }),
    parent: link('上级分类', 'Parent', 'product-category'),
    description: longText('说明', 'Description'),
  },
});
