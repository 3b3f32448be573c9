import { int, longText, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { partner } from './partner.ts';

/** Whom we buy from. */
export const Supplier = defineObject({
  name: 'supplier',
  kind: 'master',
  module: 'party',
  label: { zh: '供应商', en: 'Supplier' },
  title: 'name',
  fields: {
    ...partner,
    homepage: text('网址', 'Homepage'),
    paymentDays: int('付款天数', 'Payment days', { default: 30, min: 0, max: 3650 }),
    note: longText('备注', 'Note'),
  },
});
