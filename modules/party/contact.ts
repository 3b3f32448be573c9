import { link, longText, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { email, phone } from './personal.ts';

/** A person at a customer or supplier. */
export const Contact = defineObject({
  name: 'contact',
  kind: 'master',
  module: 'party',
  label: { zh: '联系人', en: 'Contact' },
  title: 'name',
  fields: {
    name: text('姓名', 'Name', { required: true, search: true, max: 80 }),
    customer: link('客户', 'Customer', 'customer', { index: true }),
    supplier: link('供应商', 'Supplier', 'supplier', { index: true }),
    title: text('职务', 'Title', { max: 80 }),
    phone: phone('电话', 'Phone'),
    mobile: phone('手机', 'Mobile'),
    email: email('邮箱', 'Email'),
    note: longText('备注', 'Note'),
  },
  checks: [
    {
      expression: '(customer == null) != (supplier == null)',
      message: {
        zh: '联系人应属于一个客户或一个供应商，二者选一。',
        en: 'A contact belongs to a customer or to a supplier; choose one of them.',
      },
      field: 'customer',
    },
  ],
});
