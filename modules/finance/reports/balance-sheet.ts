import { z } from 'zod';
import { decimal, round, type Decimal } from '#common/decimal';
import { defineReport } from '#core/module';
import { monthParam } from '#modules/terms';
import { accountSums, type AccountSums } from './balances.ts';

/** What the firm has and owes at the end of a month 资产负债表, an account a row. Profit not yet carried forward is shown beside equity. */
export const balanceSheet = defineReport({
  name: 'balance-sheet',
  label: { zh: '资产负债表', en: 'Balance sheet' },
  params: z.strictObject({ month: monthParam }),
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
        { name: 'section', label: { zh: '项目', en: 'Section' }, type: 'text' },
        { name: 'code', label: { zh: '科目编码', en: 'Code' }, type: 'text' },
        { name: 'name', label: { zh: '科目', en: 'Account' }, type: 'text' },
        { name: 'amount', label: { zh: '金额', en: 'Amount' }, type: 'amount' },
      ],
      rows: [
        ...assets.map(rowOf('assets', 1)),
        ...liabilities.map(rowOf('liabilities', -1)),
        ...equity.map(rowOf('equity', -1)),
        { section: 'equity', code: '', name: '未结转利润', amount: round(profit, 2) },
      ],
      totals: {
        assets: round(total(assets), 2),
        liabilities: round(total(liabilities).neg(), 2),
        equity: round(total(equity).neg().plus(profit), 2),
      },
    };
  },
});
