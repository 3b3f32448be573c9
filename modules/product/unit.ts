import { text } from '#common/fields';
import { defineObject } from '#common/objects';

/** What a product is counted in. */
export const Unit = defineObject({
  name: 'unit',
  kind: 'master',
  module: 'product',
  label: { zh: '计量单位', en: 'Unit' },
  title: 'name',
  fields: {
    code: text('编码', 'Code', { required: true, unique: true, max: 20 }),
    name: text('名称', 'Name', { required: true, search: true, max: 40 }),
  },
});
