import { z } from 'zod';
import { decimal, round, type Decimal } from '#common/decimal';
import { defineReport } from '#core/module';
import { asks, monthParam } from '#modules/terms';
import { Account } from '../account.ts';
import { accountSums } from './balances.ts';

/** Income less expense of some months 利润表, an account a row. */
export const incomeStatement = defineReport({
  name: 'income-statement',
  label: { zh: '利润表', en: 'Income statement' },
  params: z.strictObject({ from: monthParam, to: monthParam }),
  questions: [asks.fromMonth, asks.toMonth],
  drill: { to: 'report', report: 'general-ledger', params: { account: 'row.code', from: 'param.from', to: 'param.to' } },
  latest: { object: 'ledger-balance', select: 'max(month)' },
  async run(reader, { from, to }) {
    const within = [...(from === undefined ? [] : [`month >= "${from}"`]), ...(to === undefined ? [] : [`month <= "${to}"`])].join(' && ');
    const sums = await accountSums(reader, within === '' ? undefined : within);
    const earned = sums.filter(({ element }) => element === 'income').map((row) => ({ ...row, amount: row.credit.minus(row.debit) }));
    const spent = sums.filter(({ element }) => element === 'expense').map((row) => ({ ...row, amount: row.debit.minus(row.credit) }));
    const total = (rows: readonly { readonly amount: Decimal }[]): Decimal => rows.reduce((all, row) => all.plus(row.amount), decimal(0));
    return {
      columns: [
        { name: 'element', label: { zh: '类别', en: 'Kind' }, type: 'choice', values: Account.fields.element.values },
        { name: 'code', label: { zh: '科目编码', en: 'Code' }, type: 'text' },
        { name: 'name', label: { zh: '科目', en: 'Account' }, type: 'text' },
        { name: 'amount', label: { zh: '金额', en: 'Amount' }, type: 'amount' },
      ],
      rows: [...earned, ...spent].map(({ element, code, name, amount }) => ({ element, code, name, amount: round(amount, 2) })),
      totals: { income: round(total(earned), 2), expense: round(total(spent), 2), profit: round(total(earned).minus(total(spent)), 2) },
      totalLabels: {
        income: { zh: '收入合计', en: 'Total income' },
        expense: { zh: '费用合计', en: 'Total expense' },
        profit: { zh: '利润', en: 'Profit' },
      },
    };
  },
});
