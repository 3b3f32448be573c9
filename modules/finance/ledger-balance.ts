import { amount, link, text } from '#common/fields';
import { defineObject } from '#common/objects';

/** What an account took in a month on each side; kept up at posting, so that a trial balance reads a few hundred rows. */
export const LedgerBalance = defineObject({
  name: 'ledger-balance',
  kind: 'ledger',
  derived: true,
  derivedFrom: 'voucher',
  module: 'finance',
  label: { zh: '总账发生额', en: 'Ledger balance' },
  title: 'month',
  fields: {
    account: link('科目', 'Account', 'account', { required: true }),
    month: text('期间', 'Month', { required: true, max: 7, index: true }),
    debit: amount('借方', 'Debit', { required: true, default: '0' }),
    credit: amount('贷方', 'Credit', { required: true, default: '0' }),
  },
  unique: [['account', 'month']],
});
