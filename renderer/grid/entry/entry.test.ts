import { describe, expect, it } from 'vitest';
import type { FieldView } from '#renderer/host';
import { balanceOf, balancing } from './balance.ts';
import { columnsOf, nextPlace, type Column } from './columns.ts';
import { isRows, parseTsv, planPaste } from './paste.ts';

function field(name: string, type: string, zh: string, how: Partial<FieldView> & { unit?: string } = {}): FieldView {
  const { unit, ...rest } = how;
  return { name, type, label: { zh, en: name }, level: 'write', writable: ['create', 'update'], required: false, options: unit === undefined ? {} : { unit }, ...rest };
}
const computed = { level: 'read' as const, writable: [] };
const LINES = [
  field('id', 'text', '标识', computed),
  field('product', 'link', '产品', { required: true }),
  field('quantity', 'decimal', '数量', { required: true, unit: 'quantity' }),
  field('price', 'decimal', '单价', { unit: 'price' }),
  field('net', 'decimal', '不含税金额', { ...computed, unit: 'amount' }),
  field('deliveredQuantity', 'decimal', '已交数量', { ...computed, unit: 'quantity' }),
];
const ENTRIES = [
  field('account', 'link', '科目', { required: true }),
  field('summary', 'text', '摘要'),
  field('debit', 'decimal', '借方', { unit: 'amount' }),
  field('credit', 'decimal', '贷方', { unit: 'amount' }),
  field('customer', 'link', '客户'),
];
const entering = (fields: readonly FieldView[]): readonly Column[] => columnsOf({ fields, verb: 'create', header: new Set(['netAmount']), shown: [] }, 'zh');
const names = (columns: readonly Column[]): string[] => columns.map((column) => column.field.name);

describe('columns of rows', () => {
  it('while entering, show what is entered and what the record sums up', () => expect(names(entering(LINES))).toEqual(['product', 'quantity', 'price', 'net']));
  it('while reading, leave out what is empty everywhere', () => {
    const shown = [{ product: 'a', quantity: '2', price: null, net: '0.00', deliveredQuantity: '2' }];
    expect(names(columnsOf({ fields: LINES, verb: undefined, header: new Set(), shown }, 'zh'))).toEqual(['product', 'quantity', 'deliveredQuantity']);
  });
  it('stop Enter at what must be there', () => expect(entering(LINES).filter((one) => one.isStop).map((one) => one.field.name)).toEqual(['product', 'quantity']));
  it('stop Enter at both sides of a voucher', () => expect(entering(ENTRIES).filter((one) => one.isStop).map((one) => one.field.name)).toEqual(['account', 'summary', 'debit', 'credit']));
});

describe('moving on', () => {
  const columns = entering(LINES);
  it('goes from product to quantity, over the price to the next row', () => {
    expect(nextPlace(columns, 2, { row: 0, column: 0 }, 1, 'stops')).toEqual({ row: 0, column: 1 });
    expect(nextPlace(columns, 2, { row: 0, column: 1 }, 1, 'stops')).toEqual({ row: 1, column: 0 });
  });
  it('asks for a new row after the last cell', () => expect(nextPlace(columns, 2, { row: 1, column: 1 }, 1, 'stops')).toEqual({ row: 2, column: 0 }));
  it('comes to every cell with Tab, and never to a computed one', () => expect(nextPlace(columns, 2, { row: 0, column: 2 }, 1, 'editable')).toEqual({ row: 1, column: 0 }));
  it('goes back, and out of the first cell', () => {
    expect(nextPlace(columns, 2, { row: 1, column: 0 }, -1, 'stops')).toEqual({ row: 0, column: 1 });
    expect(nextPlace(columns, 2, { row: 0, column: 0 }, -1, 'stops')).toBeUndefined();
  });
  it('passes over the credit of a row whose debit is filled', () => {
    const skips = ({ column }: { column: number }): boolean => column === 3;
    expect(nextPlace(entering(ENTRIES), 1, { row: 0, column: 2 }, 1, 'stops', skips)).toEqual({ row: 1, column: 0 });
  });
  it('stops nowhere where nothing can be entered', () => expect(nextPlace(columnsOf({ fields: LINES, verb: undefined, header: new Set(), shown: [{ product: 'a' }] }, 'zh'), 1, { row: 0, column: 0 }, 1, 'editable')).toBeUndefined());
});

describe('rows from a spreadsheet', () => {
  it('keep tabs, line ends and quotes inside quoted cells', () =>
    expect(parseTsv('a\t"b\nc"\r\n"d ""x"""\te\r\n')).toEqual([['a', 'b\nc'], ['d "x"', 'e']]));
  it('are told from a text for one cell', () => expect([isRows('P001'), isRows('P001\n'), isRows('P001\t2'), isRows('a\nb')]).toEqual([false, false, true, true]));
  it('go by the names of their columns, whatever their order', () => {
    const paste = planPaste([['数量', '产品', '颜色'], ['2', 'P001', 'red']], entering(LINES), 0);
    expect(paste.fields.map((one) => one?.name)).toEqual(['quantity', 'product', undefined]);
    expect(paste.rows).toEqual([['2', 'P001', 'red']]);
    expect(paste.strange).toEqual(['颜色']);
  });
  it('of codes and quantities go where Enter stops, over the description between them', () => {
    const described = entering([...LINES.slice(0, 2), field('description', 'text', '说明'), ...LINES.slice(2)]);
    const names = (cells: string[][]) => planPaste(cells, described, 0).fields.map((one) => one?.name);
    expect(names([['P001', '3'], ['P002', '￥１２'], ['P003', '三箱']])).toEqual(['product', 'quantity']);
    expect(names([['P001', '大箱'], ['P002', '小箱']])).toEqual(['product', 'description']);
    expect(names([['P001', '大箱', '3']])).toEqual(['product', 'description', 'quantity']);
  });
  it('go from the current cell on, over what can be entered', () => {
    const paste = planPaste([['3', '10'], ['4', '11']], entering(LINES), 1);
    expect(paste.fields.map((one) => one?.name)).toEqual(['quantity', 'price']);
    expect(paste.rows).toHaveLength(2);
  });
});

describe('the two sides of a voucher', () => {
  const rows = [{ debit: '1000.10', credit: '0' }, { debit: null, credit: '250.05' }, {}];
  it('come to a difference', () => expect(balanceOf(rows)).toEqual({ debit: '1000.10', credit: '250.05', difference: '750.05' }));
  it('are balanced by what is missing, on the side that lacks it', () => {
    expect(balancing(rows, 2, 'credit')).toBe('750.05');
    expect(balancing(rows, 2, 'debit')).toBeUndefined();
    expect(balancing(rows, 1, 'credit')).toBe('1000.10');
  });
});
