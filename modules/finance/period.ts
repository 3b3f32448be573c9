import { date, int, text, time } from '#common/fields';
import { defineObject } from '#common/objects';

/** An accounting month 会计期间. Made when first posted to; closed in order, and for good. */
export const Period = defineObject({
  name: 'period',
  kind: 'document',
  programOnly: true,
  module: 'finance',
  label: { zh: '会计期间', en: 'Period' },
  title: 'code',
  fields: {
    code: text('期间', 'Period', { required: true, unique: true, max: 7 }),
    year: int('年', 'Year', { required: true }),
    month: int('月', 'Month', { required: true }),
    start: date('首日', 'First day', { required: true }),
    end: date('末日', 'Last day', { required: true }),
    closedAt: time('结账时间', 'Closed at', { system: true }),
  },
  lifecycle: {
    states: { open: { zh: '未结账', en: 'Open' }, closed: { zh: '已结账', en: 'Closed' } },
    initial: 'open',
    editable: [],
    actions: { close: { label: { zh: '结账', en: 'Close' }, from: ['open'], to: 'closed', awaited: { when: 'end < today()' } } },
  },
  indexes: [['state', 'end']],
});
