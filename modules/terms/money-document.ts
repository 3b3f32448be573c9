import { amount, choice, date, link, longText, text } from '#common/fields';

/** What a receipt and a payment say alike, besides whose money it is. */
export const moneyFields = {
  date: date('日期', 'Date', { required: true, index: true }),
  amount: amount('金额', 'Amount', { min: '0.01', help: { zh: '留空为核销合计', en: 'The sum applied when left out' } }),
  method: choice(
    '方式',
    'Method',
    {
      bank: { zh: '银行转账', en: 'Bank transfer' },
      cash: { zh: '现金', en: 'Cash' },
      bill: { zh: '承兑汇票', en: 'Bill of exchange' },
    },
    { default: 'bank' },
  ),
  account: link('资金账户', 'Account', 'account'),
  reference: text('摘要', 'Reference'),
  cancelledOn: date('作废日期', 'Cancelled on', { system: true }),
  note: longText('备注', 'Note'),
} as const;
