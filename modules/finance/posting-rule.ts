import { bool, choice, int, link, longText, text } from '#common/fields';
import { defineObject } from '#common/objects';

/** One entry of the voucher that an action of a document makes. Changed by the firm; each change stays in the log. */
export const PostingRule = defineObject({
  name: 'posting-rule',
  kind: 'master',
  module: 'finance',
  label: { zh: '记账规则', en: 'Posting rule' },
  title: 'object',
  fields: {
    object: text('单据', 'Object', { required: true, max: 60 }),
    action: text('动作', 'Action', { required: true, max: 60 }),
    sequence: int('顺序', 'Sequence', { required: true, default: 10 }),
    effect: choice(
      '作用',
      'Effect',
      {
        post: { zh: '记账', en: 'Post an entry' },
        reverse: { zh: '冲销该单据的凭证', en: "Reverse the document's vouchers" },
      },
      { required: true, default: 'post' },
    ),
    side: choice('方向', 'Side', { debit: { zh: '借', en: 'Debit' }, credit: { zh: '贷', en: 'Credit' } }),
    account: link('科目', 'Account', 'account'),
    accountField: text('取自单据的科目字段', 'Account from field', {
      max: 60,
      help: { zh: '单据填了就用它', en: 'Wins where the document has it' },
    }),
    amount: text('金额字段', 'Amount field', { max: 60 }),
    per: text('取自子表', 'From child table', { max: 60, help: { zh: '留空取主表', en: 'The document itself when left out' } }),
    dateField: text('日期字段', 'Date field', { required: true, default: 'date', max: 60 }),
    condition: longText('条件', 'Condition'),
    customerField: text('客户字段', 'Customer field', { max: 60 }),
    supplierField: text('供应商字段', 'Supplier field', { max: 60 }),
    active: bool('启用', 'Active', { required: true, default: true }),
  },
  checks: [
    {
      expression: 'effect == "reverse" || ((account != null || accountField != null) && side != null && amount != null)',
      message: { zh: '记账规则要有方向、科目和金额字段。', en: 'A rule that posts names side, account and amount field.' },
      field: 'account',
    },
  ],
  indexes: [['object', 'action']],
});
