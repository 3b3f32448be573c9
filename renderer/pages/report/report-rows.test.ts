import { describe, expect, it } from 'vitest';
import type { ApiReport } from '#common/api';
import type { Line } from '#renderer/grid/lines.ts';
import { columnsOf, furtherTotals, nextSort, ReportRows, sortRows, totalsUnder } from './report-rows.ts';

const text = (zh: string): { zh: string; en: string } => ({ zh, en: zh });
const balance: ApiReport = {
  columns: [
    { name: 'section', label: text('项目'), type: 'choice', values: { assets: text('资产'), liabilities: text('负债'), equity: text('所有者权益') } },
    { name: 'code', label: text('科目编码'), type: 'text' },
    { name: 'amount', label: text('金额'), type: 'amount' },
  ],
  rows: [
    { section: 'assets', code: '1001', amount: '900.50' }, { section: 'assets', code: '1122', amount: '-10000.00' }, { section: 'liabilities', code: '2202', amount: '30.00' },
  ],
  totals: { assets: '-9099.50', liabilities: '30.00' },
  totalLabels: { assets: text('资产合计'), liabilities: text('负债合计') },
};
const ledger: ApiReport = {
  columns: [{ name: 'number', label: text('凭证号'), type: 'text' }, { name: 'debit', label: text('借方'), type: 'amount' }, { name: 'quantity', label: text('数量'), type: 'quantity' }],
  rows: [{ number: '记-10', debit: '9.00', quantity: '2.5000' }, { number: '记-9', debit: '10.00', quantity: '3.0000' }, { number: '记-11', debit: '', quantity: null }],
  totals: { opening: '-5.00', debit: '1019.00' },
  totalLabels: { opening: text('期初余额') },
};
const seen = (model: ReportRows): string[] =>
  Array.from({ length: model.total }, (_, at) => model.line(at)).map((line: Line | undefined) => (line?.kind === 'group' ? `${line.label} ${line.totals['amount']}` : line?.kind === 'row' ? String(line.row['code'] ?? line.row['number']) : ''));

describe('rows of a report', () => {
  it('stand under their headings, each with its total', () => {
    const model = new ReportRows(balance);
    expect(model.isGrouped).toBe(true);
    expect(seen(model)).toEqual(['资产 -9,099.50', '1001', '1122', '负债 30.00', '2202']);
  });

  it('tell under further amounts, such as those of an earlier period, what the rows of the heading come to', () => {
    const beside: ApiReport = { ...balance, columns: [...balance.columns, { name: 'compared', label: text('上期'), type: 'amount' }, { name: 'changeRate', label: text('增减率'), type: 'rate' }], rows: balance.rows.map((row) => ({ ...row, compared: '1000.25', changeRate: '0.5000' })) };
    const head = new ReportRows(beside).line(0);
    expect(head?.kind === 'group' && head.totals).toEqual({ amount: '-9,099.50', compared: '2,000.50' });
  });

  it('go under their heading when it is closed, and come back', () => {
    const model = new ReportRows(balance);
    model.toggle(0);
    expect(seen(model)).toEqual(['资产 -9,099.50', '负债 30.00', '2202']);
    model.toggle(0);
    expect(model.total).toBe(5);
  });

  it('stay in their groups when they are sorted', () => {
    const model = new ReportRows(balance);
    model.sort(['amount']);
    expect(seen(model).slice(0, 3)).toEqual(['资产 -9,099.50', '1122', '1001']);
  });

  it('a choice without totals of its own makes no groups', () => {
    expect(new ReportRows({ ...balance, totals: { assets: '1.00' } }).isGrouped).toBe(false);
    expect(new ReportRows(ledger).isGrouped).toBe(false);
  });

  it('sort by worth and not by letters, empty ones first', () => {
    const by = (key: string): unknown[] => sortRows(ledger.rows.map((row, at) => ({ ...row, id: String(at) })), ledger.columns, [key]).map((row) => row['number']);
    expect(by('debit')).toEqual(['记-11', '记-10', '记-9']);
    expect(by('-debit')).toEqual(['记-9', '记-10', '记-11']);
    expect(by('number')).toEqual(['记-9', '记-10', '记-11']);
    expect([nextSort([], 'a'), nextSort(['a'], 'a'), nextSort(['-a'], 'a')]).toEqual([['a'], ['-a'], []]);
  });

  it('totals stand under their columns, or are named beside them', () => {
    expect(totalsUnder(ledger)).toEqual({ debit: '1,019.00' });
    expect(furtherTotals(ledger)).toEqual([{ name: 'opening', label: '期初余额', text: '-5.00', negative: true }]);
  });

  it('the column of the groups is not shown twice, and the first text leads on', () => {
    expect(columnsOf(balance, {}, true).map(({ path, opens, numeric }) => [path, opens, numeric])).toEqual([['code', true, false], ['amount', false, true]]);
    expect(columnsOf(balance, { code: 200 }, false)[0]).toMatchObject({ width: 200, opens: false });
  });
});
