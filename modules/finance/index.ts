import type { Module } from '#core/module';
import { Account } from './account.ts';
import { guardAccounts } from './account-guard.ts';
import { closePeriod } from './closing.ts';
import { financeDashboard } from './dashboard.ts';
import { LedgerBalance } from './ledger-balance.ts';
import { Period } from './period.ts';
import { postByRule } from './posting/post-by-rule.ts';
import { PostingRule } from './posting-rule.ts';
import { balanceSheet } from './reports/balance-sheet.ts';
import { generalLedger } from './reports/general-ledger.ts';
import { incomeStatement } from './reports/income-statement.ts';
import { trialBalance } from './reports/trial-balance.ts';
import { financeSeed } from './seed/seed.ts';
import { Voucher } from './voucher.ts';
import { checkDraft, postVoucher, reverseVoucher, reviewVoucher, withdrawReview } from './voucher-posting.ts';

export { Account, LedgerBalance, Period, PostingRule, Voucher };

export const finance: Module = {
  name: 'finance',
  objects: [Account, Period, Voucher, PostingRule, LedgerBalance],
  hooks: [guardAccounts, checkDraft],
  actions: [reviewVoucher, withdrawReview, postVoucher, reverseVoucher, closePeriod],
  followers: [postByRule],
  reports: [trialBalance, generalLedger, balanceSheet, incomeStatement],
  dashboards: [financeDashboard],
  seeds: [financeSeed],
};
