import { z } from 'zod';
import { decimal, round, type Decimal } from '#common/decimal';
import { defineReport, type ReportReader } from '#core/module';
import { asks, monthParam } from '#modules/terms';
import { accountSums, type AccountSums } from './balances.ts';
import { asksComparison, besideEarlier, comparisonOf, earlierColumns, givenMonth, joined, monthsLater, type Comparison, type StatementLine } from './comparison.ts';

const SECTIONS = {
  assets: { zh: '资产', en: 'Assets' },
  liabilities: { zh: '负债', en: 'Liabilities' },
  equity: { zh: '所有者权益', en: 'Equity' },
} as const;
const NOT_CARRIED = { zh: '未结转利润', en: 'Profit not yet carried forward' } as const;

/** What the firm has and owes at the end of a month 资产负债表, an account a row. Profit not yet carried forward is shown beside equity; an earlier month beside it where that is asked. */
export const balanceSheet = defineReport({
  name: 'balance-sheet',
  label: { zh: '资产负债表', en: 'Balance sheet' },
  params: z.strictObject({ month: monthParam, compare: z.enum(['year-start', 'previous', 'year-before']).optional() }),
  questions: [asks.month, asksComparison(['year-start', 'previous', 'year-before'])],
  drill: { to: 'report', report: 'general-ledger', params: { account: 'row.code', to: 'param.month' } },
  latest: { object: 'ledger-balance', select: 'max(month)' },
  async run(reader, { month, compare: asked }) {
    const compare = comparisonOf(asked);
    const lines = await linesOf(reader, month);
    const before = compare === undefined ? [] : await linesOf(reader, monthBefore(compare, givenMonth(month, 'month')));
    const total = (section: string): string => round(lines.filter((line) => line.section === section).reduce((all, line) => all.plus(line.amount), decimal(0)), 2);
    return {
      columns: [
        { name: 'section', label: { zh: '项目', en: 'Section' }, type: 'choice', values: SECTIONS },
        { name: 'code', label: { zh: '科目编码', en: 'Code' }, type: 'text' },
        { name: 'name', label: { zh: '科目', en: 'Account' }, type: 'text' },
        { name: 'amount', label: { zh: '金额', en: 'Amount' }, type: 'amount' },
        ...(compare === undefined ? [] : earlierColumns(compare)),
      ],
      rows: joined(lines, before, Object.keys(SECTIONS), decimal(0)).map(({ line, before: then }) => ({
        ...line,
        amount: round(line.amount, 2),
        ...(compare === undefined ? {} : besideEarlier(line.amount, then)),
      })),
      totals: { assets: total('assets'), liabilities: total('liabilities'), equity: total('equity') },
      totalLabels: {
        assets: { zh: '资产合计', en: 'Total assets' },
        liabilities: { zh: '负债合计', en: 'Total liabilities' },
        equity: { zh: '所有者权益合计', en: 'Total equity' },
      },
    };
  },
});

function monthBefore(compare: Comparison, month: string): string {
  if (compare === 'year-start') return `${monthsLater(month, -12).slice(0, 4)}-12`;
  return monthsLater(month, compare === 'previous' ? -1 : -12);
}

async function linesOf(reader: ReportReader, month: string | undefined): Promise<StatementLine[]> {
  const sums = await accountSums(reader, month === undefined ? undefined : `month <= "${month}"`);
  const debits = (row: AccountSums): Decimal => row.debit.minus(row.credit);
  const of = (section: keyof typeof SECTIONS, sign: 1 | -1, elements: readonly string[]): StatementLine[] =>
    sums.filter(({ element }) => elements.includes(element)).map((row) => ({ section, code: row.code, name: row.name, amount: debits(row).times(sign) }));
  const profit = sums.filter(({ element }) => element === 'income' || element === 'expense').reduce((all, row) => all.minus(debits(row)), decimal(0));
  return [
    ...of('assets', 1, ['asset', 'cost', 'common']),
    ...of('liabilities', -1, ['liability']),
    ...of('equity', -1, ['equity']),
    { section: 'equity', code: '', name: NOT_CARRIED[reader.context.lang], amount: profit },
  ];
}
