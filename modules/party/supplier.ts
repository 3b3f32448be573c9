import { int, longText, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { address } from './address.ts';
import { email, phone } from './personal.ts';

/** Whom we buy from. */
export const Supplier = defineObject({
  name: 'supplier',
  kind: 'master',
  module: 'party',
  label: { zh: '供应商', en: 'Supplier' },
  title: 'name',
  fields: {
    code: text('编码', 'Code', { required: true, unique: true, search: true, max: 40 }),
    name: text('名称', 'Name', { required: true, search: true, index: true }),
    contactName: text('联系人', 'Contact', { max: 80, search: true }),
    contactTitle: text('职务', 'Title', { max: 80 }),
    phone: phone('电话', 'Phone'),
    fax: text('传真', 'Fax', { max: 40 }),
    email: email('邮箱', 'Email'),
    ...address,
    homepage: text('网址', 'Homepage'),
    taxNumber: text('税号', 'Tax number', { max: 40 }),
    paymentDays: int('付款天数', 'Payment days', { default: 30, min: 0, max: 3650 }),
    note: longText('备注', 'Note'),
  },
});
