import { describe, expect, it } from 'vitest';
import { documentsOf, inDocuments, pieces, sentOf, twice } from './documents.ts';
import { proposeGrouping } from './grouping.ts';
import { propose } from './mapping.ts';
import { rowsOf, type ImportRow } from './rows.ts';
import { takenFromLines, targetsOf } from './targets.ts';
import { field, ORDER, VOUCHER } from './testing.ts';

const targets = targetsOf(ORDER);
const MAPPING = ['', 'customer', 'date', 'lines.product', 'lines.quantity'];
const HEADINGS = ['单号', '客户', '日期', '产品', '数量'];
const shown = targets.filter(({ path }) => MAPPING.includes(path));
const sheet = (...rows: string[][]): readonly ImportRow[] => rowsOf(rows, MAPPING, 2, 0);

describe('rows of one document', () => {
  it('are those with the same key, wherever they stand and however it is written; of merged cells the first has it', () => {
    const rows = sheet(['D1', 'C1', '1/5', 'P1', '1'], ['', '', '', 'P2', '2'], ['D2', 'C2', '1/6', 'P1', '1'], ['ｄ１ ', '', '', 'P3', '3']);
    const documents = documentsOf(rows, 'key', ['customer', 'date']);
    expect(documents).toEqual([[0, 1, 3], [2]]);
    expect(inDocuments(rows, documents).map(({ line }) => line)).toEqual([2, 3, 5, 4]);
  });

  it('are those whose head cells are empty, with the one above', () => {
    const rows = sheet(['', '', '', 'P0', '1'], ['', 'C1', '1/5', 'P1', '1'], ['', '', ' ', 'P2', '2'], ['', 'C1', '1/5', 'P1', '1']);
    expect(documentsOf(rows, 'blank', ['customer', 'date'])).toEqual([[0], [1, 2], [3]]);
    expect(documentsOf(rows, 'row', ['customer', 'date'])).toEqual([[0], [1], [2], [3]]);
  });

  it('are found by a column of numbers that come again, by empty head cells, or not', () => {
    const choice = (rows: string[][], headings = HEADINGS, before?: string) => proposeGrouping({ headings, rows, mapping: propose(headings, targets).map((path, at) => (at === 0 ? '' : path)), targets }, before);
    const line = ['C1', '1/5', 'P', '1'];
    expect(choice([['D1', ...line], ['D1', ...line], ['D2', ...line]])).toBe(0);
    expect(choice([['', ...line], ['', '', '', 'P', '1']])).toBe('blank');
    expect(choice([['', ...line], ['', ...line]])).toBe('row');
    expect(choice([['D1', ...line], ['D2', ...line]])).toBe(0);
    // A number of the line begins again in each document; it tells no document.
    expect(choice([['1', ...line], ['2', ...line], ['1', ...line]], ['序号', ...HEADINGS.slice(1)])).toBe('row');
    expect(choice([['x', ...line], ['x', ...line]], ['批次', ...HEADINGS.slice(1)], '批次')).toBe(0);
    expect(choice([['x', ...line], ['x', ...line]], ['批次', ...HEADINGS.slice(1)], '别的')).toBe('row');
  });
});

describe('a document on its way', () => {
  const none = new Map<string, string>();

  it('has its head once and its lines in it, and each place leads back to the sheet', () => {
    const rows = sheet(['D1', 'C1', '1/5', '', ''], ['D1', '', '', 'P1', '1'], ['D1', 'c1 ', '', 'P2', '']);
    const sent = sentOf([0, 1, 2], rows, shown, none, '2026-11-22');
    expect(sent.values).toEqual({ customer: 'C1', date: '1/5', lines: [{ product: 'P1', quantity: '1' }, { product: 'P2' }] });
    expect(sent.problems).toEqual([]);
    const places = ['lines.1.quantity', 'lines.0', 'lines', 'customer', 'netAmount', 'lines.7.product', null].map(sent.placeOf);
    expect(places).toEqual([
      { index: 2, path: 'lines.quantity' }, { index: 1, path: '' }, { index: 0, path: 'lines' }, { index: 0, path: 'customer' }, { index: 0, path: 'netAmount' },
      { index: 0, path: 'lines.7.product' }, { index: 0, path: '' },
    ]);
  });

  it('is told where a later row says something else of the whole', () => {
    const rows = sheet(['D1', '', '1/5', 'P1', '1'], ['D1', 'C1', '1/5', 'P2', '1'], ['D1', 'C2', '1/6', 'P3', '1']);
    expect(sentOf([0, 1, 2], rows, shown, none, '2026-11-22').problems).toEqual([{ index: 2, path: 'customer', otherLine: 3 }, { index: 2, path: 'date', otherLine: 2 }]);
  });

  it('takes from its first line what both have and one column brings', () => {
    const voucher = targetsOf(VOUCHER);
    const mapping = ['date', 'lines.summary', 'lines.account', 'lines.debit'];
    const rows = rowsOf([['1/5', '', '1001', '5'], ['', '提现', '1002', '']], mapping, 2);
    const sent = sentOf([0, 1], rows, voucher.filter(({ path }) => mapping.includes(path)), takenFromLines(voucher, mapping), '2026-11-22');
    expect(sent.values).toEqual({ date: '1/5', summary: '提现', lines: [{ account: '1001', debit: '5' }, { summary: '提现', account: '1002' }] });
    expect(sent.placeOf('summary')).toEqual({ index: 1, path: 'lines.summary' });
  });
});

it('a value that must differ is told where another document has it, not where its own rows repeat it', () => {
  const unique = targetsOf({ fields: [field('code', '编码', 'Code', { options: { unique: true } }), field('city', '城市', 'City')], children: [] });
  const row = (line: number, code: string) => ({ line, cells: { code, city: '上海' } });
  const rows = [row(2, 'A'), row(3, 'B'), row(4, 'A '), row(5, '')];
  expect([...twice(rows, [[0], [1], [2], [3]], unique)]).toEqual([[2, { path: 'code', line: 2 }]]);
  expect([...twice(rows, [[0, 2], [1], [3]], unique)]).toEqual([]);
});

it('pieces hold so many rows, or one document that has more', () => {
  const documents = [[0, 1], [2], [3, 4, 5, 6], [7], [8]];
  expect(pieces(documents, 3)).toEqual([[[0, 1], [2]], [[3, 4, 5, 6]], [[7], [8]]]);
  expect(pieces([], 3)).toEqual([]);
});
