import { text } from '#common/fields';
import { address } from './address.ts';
import { email, phone } from './personal.ts';

/** What is known of whoever we trade with, on either side. */
export const partner = {
  code: text('编码', 'Code', { required: true, unique: true, search: true, max: 40 }),
  name: text('名称', 'Name', { required: true, search: true, index: true }),
  contactName: text('联系人', 'Contact', { max: 80, search: true }),
  contactTitle: text('职务', 'Title', { max: 80 }),
  phone: phone('电话', 'Phone'),
  fax: text('传真', 'Fax', { max: 40 }),
  email: email('邮箱', 'Email'),
  ...address,
  taxNumber: text('税号', 'Tax number', { max: 40 }),
} as const;
