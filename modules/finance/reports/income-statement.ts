import { z } from 'zod';
import { decimal, round, type Decimal } from '#common/decimal';
import { defineReport, type ReportReader } from '#core/module';
import { asks, monthParam } from '#modules/terms';
import { Account } from '../account.ts';
import { accountSums } from './balances.ts';
import { asksComparison, besideEarlier, comparisonOf, COMPARISONS, earlierColumns, givenMonth, joined, monthsLater, monthsWithin, type Comparison, type StatementLine } from './comparison.ts';

const LABELS = {
  income: { zh: '收入合计', en: 'Total income' },
  expense: { zh: '费用合计', en: 'Total expense' },
  profit: { zh: '利润', en: 'Profit' },
} as const;

/** Income less expense of some months 利润表, an account a row; beside an earlier period where that is asked. */
export const incomeStatement = defineReport({
  name: 'income-statement',
  label: { zh: '利润表', en: 'Income statement' },
  params: z.strictObject({ from: monthParam, to: monthParam, compare: z.enum(['previous', 'year-before']).optional() }),
  questions: [asks.fromMonth, asks.toMonth, asksComparison(['previous', 'year-before'])],
  drill: { to: 'report', report: 'general-ledger', params: { account: 'row.code', from: 'param.from', to: 'param.to' } },
  latest: { object: 'ledger-balance', select: 'max(month)' },
  async run(reader, { from, to, compare: asked }) {
    const compare = comparisonOf(asked);
    const lines = await linesOf(reader, from, to);
    const before = compare === undefined ? [] : await linesOf(reader, ...monthsBefore(compare, givenMonth(from, 'from'), givenMonth(to, 'to')));
    const [totals, earlier] = [totalsOf(lines), totalsOf(before)];
    return {
      columns: [
        { name: 'element', label: { zh: '类别', en: 'Kind' }, type: 'choice', values: Account.fields.element.values },
        { name: 'code', label: { zh: '科目编码', en: 'Code' }, type: 'text' },
        { name: 'name', label: { zh: '科目', en: 'Account' }, type: 'text' },
        { name: 'amount', label: { zh: '金额', en: 'Amount' }, type: 'amount' },
        ...(compare === undefined ? [] : earlierColumns(compare)),
      ],
      rows: joined(lines, before, ['income', 'expense'], decimal(0)).map(({ line, before: then }) => ({
        element: line.section,
        code: line.code,
        name: line.name,
        amount: round(line.amount, 2),
        ...(compare === undefined ? {} : besideEarlier(line.amount, then)),
      })),
      totals: {
        income: round(totals.income, 2),
        expense: round(totals.expense, 2),
        profit: round(totals.profit, 2),
        ...(compare === undefined ? {} : { comparedProfit: round(earlier.profit, 2) }),
      },
      totalLabels: {
        ...LABELS,
        ...(compare === undefined ? {} : { comparedProfit: { zh: `${COMPARISONS[compare].zh}利润`, en: `Profit, ${COMPARISONS[compare].en.toLowerCase()}` } }),
      },
    };
  },
});

function monthsBefore(compare: Comparison, from: string, to: string): [string, string] {
  const by = compare === 'previous' ? -monthsWithin(from, to) : -12;
  return [monthsLater(from, by), monthsLater(to, by)];
}

async function linesOf(reader: ReportReader, from: string | undefined, to: string | undefined): Promise<StatementLine[]> {
  const within = [...(from === undefined ? [] : [`month >= "${from}"`]), ...(to === undefined ? [] : [`month <= "${to}"`])].join(' && ');
  const sums = await accountSums(reader, within === '' ? undefined : within);
  return sums.flatMap(({ element, code, name, debit, credit }) => {
    if (element === 'income') return [{ section: element, code, name, amount: credit.minus(debit) }];
    return element === 'expense' ? [{ section: element, code, name, amount: debit.minus(credit) }] : [];
  });
}

function totalsOf(lines: readonly StatementLine[]) {
  const total = (section: string): Decimal => lines.filter((line) => line.section === section).reduce((all, line) => all.plus(line.amount), decimal(0));
  const [income, expense] = [total('income'), total('expense')];
  return { income, expense, profit: income.minus(expense) };
}
