import { amount, choice, int, longText, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { address } from './address.ts';
import { email, phone } from './personal.ts';

/** Who buys from us. */
export const Customer = defineObject({
  name: 'customer',
  kind: 'master',
  module: 'party',
  label: { zh: '客户', en: 'Customer' },
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
    taxNumber: text('税号', 'Tax number', { max: 40 }),
    tier: choice('等级', 'Tier', {
      key: { zh: '重点', en: 'Key' },
      standard: { zh: '普通', en: 'Standard' },
      small: { zh: '小型', en: 'Small' },
    }),
    creditLimit: amount('信用额度', 'Credit limit', { min: '0', help: { zh: '留空表示不限', en: 'Unlimited when left empty' } }),
    paymentDays: int('付款天数', 'Payment days', { default: 30, min: 0, max: 3650 }),
    note: longText('备注', 'Note'),
  },
});
