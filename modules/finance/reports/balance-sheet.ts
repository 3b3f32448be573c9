import { z } from 'zod';
import { decimal, round, type Decimal } from '#common/decimal';
import { defineReport } from '#core/module';
import { asks, monthParam } from '#modules/terms';
import { accountSums, type AccountSums } from './balances.ts';

const SECTIONS = {
  assets: { zh: '资产', en: 'Assets' },
  liabilities: { zh: '负债', en: 'Liabilities' },
  equity: { zh: '所有者权益', en: 'Equity' },
} as const;
const NOT_CARRIED = { zh: '未结转利润', en: 'Profit not yet carried forward' } as const;

/** What the firm has and owes at the end of a month 资产负债表, an account a row. Profit not yet carried forward is shown beside equity. */
export const balanceSheet = defineReport({
  name: 'balance-sheet',
  label: { zh: '资产负债表', en: 'Balance sheet' },
  params: z.strictObject({ month: monthParam }),
  questions: [asks.month],
  drill: { to: 'report', report: 'general-ledger', params: { account: 'row.code', to: 'param.month' } },
  latest: { object: 'ledger-balance', select: 'max(month)' },
  async run(reader, { month }) {
    const sums = await accountSums(reader, month === undefined ? undefined : `month <= "${month}"`);
    const debits = (row: AccountSums): Decimal => row.debit.minus(row.credit);
    const of = (elements: readonly string[]): AccountSums[] => sums.filter(({ element }) => elements.includes(element));
    const total = (rows: readonly AccountSums[]): Decimal => rows.reduce((all, row) => all.plus(debits(row)), decimal(0));
    const assets = of(['asset', 'cost', 'common']);
    const liabilities = of(['liability']);
    const equity = of(['equity']);
    const profit = total(of(['income', 'expense'])).neg();
    const rowOf = (section: string, sign: 1 | -1) => (row: AccountSums) => ({
      section,
      code: row.code,
      name: row.name,
      amount: round(debits(row).times(sign), 2),
    });
    return {
      columns: [
        { name: 'section', label: { zh: '项目', en: 'Section' }, type: 'choice', values: SECTIONS },
        { name: 'code', label: { zh: '科目编码', en: 'Code' }, type: 'text' },
        { name: 'name', label: { zh: '科目', en: 'Account' }, type: 'text' },
        { name: 'amount', label: { zh: '金额', en: 'Amount' }, type: 'amount' },
      ],
      rows: [
        ...assets.map(rowOf('assets', 1)),
        ...liabilities.map(rowOf('liabilities', -1)),
        ...equity.map(rowOf('equity', -1)),
        { section: 'equity', code: '', name: NOT_CARRIED[reader.context.lang], amount: round(profit, 2) },
      ],
      totals: {
        assets: round(total(assets), 2),
        liabilities: round(total(liabilities).neg(), 2),
        equity: round(total(equity).neg().plus(profit), 2),
      },
      totalLabels: {
        assets: { zh: '资产合计', en: 'Total assets' },
        liabilities: { zh: '负债合计', en: 'Total liabilities' },
        equity: { zh: '所有者权益合计', en: 'Total equity' },
      },
    };
  },
});
