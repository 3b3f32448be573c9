import { amount, date, link, text } from '#common/fields';
import { defineObject } from '#common/objects';

/** A gift card 礼品卡: sold for money, owed to its bearer until it is spent. */
export const GiftCard = defineObject({
  name: 'gift-card',
  kind: 'document',
  module: 'gift-card',
  label: { zh: '礼品卡', en: 'Gift card' },
  title: 'number',
  fields: {
    customer: link('客户', 'Customer', 'customer', { required: true }),
    date: date('售出日期', 'Sold on', { required: true }),
    faceValue: amount('面值', 'Face value', { required: true, min: '0.01' }),
    message: text('赠言', 'Message'),
    pin: text('密码', 'PIN', { max: 12 }),
  },
  lifecycle: {
    states: { draft: { zh: '草稿', en: 'Draft' }, sold: { zh: '已售', en: 'Sold' } },
    initial: 'draft',
    editable: ['draft'],
    actions: { sell: { label: { zh: '售出', en: 'Sell' }, from: ['draft'], to: 'sold' } },
  },
  numbering: { prefix: 'GC', on: 'sell' },
});
