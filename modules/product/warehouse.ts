import { bool, text } from '#common/fields';
import { defineObject } from '#common/objects';

export const Warehouse = defineObject({
  name: 'warehouse',
  kind: 'master',
  module: 'product',
  label: { zh: '仓库', en: 'Warehouse' },
  title: 'name',
  fields: {
    code: text('编码', 'Code', { required: true, unique: true, search: true, max: 40 }),
    name: text('名称', 'Name', { required: true, search: true, max: 80 }),
    address: text('地址', 'Address'),
    allowNegative: bool('允许负库存', 'Allow negative stock', { default: false }),
  },
});
