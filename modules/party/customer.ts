import { amount, choice, int, longText } from '#common/fields';
import { defineObject } from '#common/objects';
import { partner } from './partner.ts';

/** Who buys from us. */
export const Customer = defineObject({
  name: 'customer',
  kind: 'master',
  module: 'party',
  label: { zh: '客户', en: 'Customer' },
  title: 'name',
  fields: {
    ...partner,
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
