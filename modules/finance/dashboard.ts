import type { Dashboard } from '#common/api';
import { byMonth, figure } from '#modules/terms';

/** Cash on hand 库存现金, at the bank 银行存款 and elsewhere 其他货币资金: the same codes in both official charts. */
const MONEY = '(account.code.startsWith("1001") || account.code.startsWith("1002") || account.code.startsWith("1012"))';
/** Accounts receivable 应收账款 and payable 应付账款. */
const RECEIVABLE = 'account.code.startsWith("1122")';
const PAYABLE = 'account.code.startsWith("2202")';
const RESULT = 'account.element in ["income", "expense"]';

/** Money, claims, debts and profit, as the books have them. */
export const financeDashboard: Dashboard = {
  name: 'finance',
  label: { zh: '财务', en: 'Finance' },
  cards: [
    figure('money', { zh: '货币资金余额', en: 'Cash and bank' }, 'ledger-balance', 'sum(debit)', { minus: 'sum(credit)', filter: MONEY }),
    figure('receivables', { zh: '应收账款余额', en: 'Receivables' }, 'ledger-balance', 'sum(debit)', { minus: 'sum(credit)', filter: RECEIVABLE }),
    figure('payables', { zh: '应付账款余额', en: 'Payables' }, 'ledger-balance', 'sum(credit)', { minus: 'sum(debit)', filter: PAYABLE }),
    figure('unposted', { zh: '未记账凭证', en: 'Vouchers not posted', format: 'count' }, 'voucher', 'count()', { filter: 'state != "posted"', list: true }),
    byMonth('profit', { zh: '月利润', en: 'Profit by month', width: 12 }, {
      object: 'ledger-balance', filter: RESULT, date: 'month', measure: 'sum(credit)', minus: 'sum(debit)',
    }),
    byMonth('income', { zh: '月收入', en: 'Income by month', width: 6 }, {
      object: 'ledger-balance', filter: 'account.element == "income"', date: 'month', measure: 'sum(credit)', minus: 'sum(debit)',
    }),
    byMonth('expense', { zh: '月成本费用', en: 'Cost and expense by month', width: 6 }, {
      object: 'ledger-balance', filter: 'account.element == "expense"', date: 'month', measure: 'sum(debit)', minus: 'sum(credit)',
    }),
    byMonth('money-in', { zh: '月资金流入', en: 'Money in by month', width: 6 }, {
      object: 'ledger-balance', filter: MONEY, date: 'month', measure: 'sum(debit)',
    }),
    byMonth('money-out', { zh: '月资金流出', en: 'Money out by month', width: 6 }, {
      object: 'ledger-balance', filter: MONEY, date: 'month', measure: 'sum(credit)',
    }),
  ],
};
