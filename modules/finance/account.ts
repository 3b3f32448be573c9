import { bool, choice, json, link, text } from '#common/fields';
import { defineObject } from '#common/objects';

/** A ledger account 会计科目. Those of the official chart keep their code, name, element, side and place; the firm adds its own below them. */
export const Account = defineObject({
  name: 'account',
  kind: 'master',
  module: 'finance',
  label: { zh: '会计科目', en: 'Account' },
  title: 'name',
  fields: {
    code: text('编码', 'Code', { required: true, unique: true, search: true, fixed: true, max: 20 }),
    name: text('名称', 'Name', { required: true, search: true, max: 100 }),
    nameEn: text('英文名称', 'English name', { max: 160 }),
    element: choice(
      '要素',
      'Element',
      {
        asset: { zh: '资产', en: 'Asset' },
        liability: { zh: '负债', en: 'Liability' },
        common: { zh: '共同', en: 'Common' },
        equity: { zh: '所有者权益', en: 'Equity' },
        cost: { zh: '成本', en: 'Cost' },
        income: { zh: '收入', en: 'Income' },
        expense: { zh: '费用', en: 'Expense' },
      },
      { required: true },
    ),
    side: choice('余额方向', 'Side', { debit: { zh: '借', en: 'Debit' }, credit: { zh: '贷', en: 'Credit' } }, { required: true }),
    parent: link('上级科目', 'Parent', 'account', { index: true }),
    postable: bool('可记账', 'Postable', { required: true, default: true }),
    official: bool('准则科目', 'Official', { required: true, system: true, default: false }),
    dimensions: json('辅助核算', 'Dimensions'),
  },
});
