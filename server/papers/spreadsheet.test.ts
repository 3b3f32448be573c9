import exceljs from 'exceljs';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { SheetColumn } from './sheet.ts';
import { spreadsheet, type Spread } from './spreadsheet.ts';

const COLUMNS: readonly SheetColumn[] = [
  { name: 'name', label: '名称', kind: 'text' },
  { name: 'amount', label: '金额', kind: 'amount' },
  { name: 'date', label: '日期', kind: 'date' },
  { name: 'state', label: '状态', kind: 'choice', values: { open: { zh: '进行中', en: 'Open' } } },
];
const HEAD = { title: '清单', firm: '北风贸易', about: [['起始', '2026-01-01']], made: '制表', columns: COLUMNS } as const;

async function opened(spread: Spread) {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load((await buffer(spreadsheet(spread, 'zh'))) as unknown as ArrayBuffer);
  const [sheet] = workbook.worksheets;
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

describe('a spreadsheet', () => {
  it('says what it is above a frozen head, and holds numbers and dates as such', async () => {
    const rows = [{ name: '茶', amount: '-1234.50', date: '2026-03-01', state: 'open' }];
    const sheet = await opened({ ...HEAD, rows, totals: { amount: '-1234.50' }, totalLabel: '合计', further: [['余额', '1.00']] });
    expect([1, 2, 3, 4].map((row) => sheet.getRow(row).getCell(1).value)).toEqual(['北风贸易', '清单', '起始：2026-01-01', '制表']);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 5 });
    const row = sheet.getRow(6);
    expect(row.getCell(1).value).toBe('茶');
    expect(row.getCell(2).value).toBe(-1234.5);
    expect(row.getCell(2).numFmt).toContain('#,##0.00');
    expect(row.getCell(3).value).toEqual(new Date('2026-03-01T00:00:00Z'));
    expect(row.getCell(4).value).toBe('进行中');
    expect(sheet.getRow(7).getCell(1).value).toBe('合计');
    expect(sheet.getRow(7).getCell(2).value).toBe(-1234.5);
    expect(sheet.getRow(8).getCell(1).value).toBe('余额');
    expect(sheet.getRow(8).getCell(2).value).toBe(1);
    expect(sheet.getRow(8).getCell(2).numFmt).toContain('#,##0.00');
  });

  it('leaves no point behind a whole quantity or percentage', async () => {
    const columns = [{ name: 'quantity', label: '数量', kind: 'quantity' }, { name: 'rate', label: '税率', kind: 'rate' }] as const;
    const sheet = await opened({ ...HEAD, columns, rows: [{ quantity: '12.0000', rate: '0.13' }, { quantity: '2.5000', rate: '0.135' }] });
    expect([6, 7].map((row) => [1, 2].map((at) => sheet.getRow(row).getCell(at).numFmt))).toEqual([['#,##0;[Red]-#,##0', '0%'], ['#,##0.0###;[Red]-#,##0.0###', '0.0###%']]);
  });

  it('runs nothing that somebody entered', async () => {
    const names = ['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\u0007bell'];
    const sheet = await opened({ ...HEAD, rows: names.map((name) => ({ name })) });
    const cells = names.map((_, index) => sheet.getRow(6 + index).getCell(1));
    expect(cells.map((cell) => cell.value)).toEqual(['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', 'bell']);
    for (const cell of cells) expect(cell.type).toBe(exceljs.ValueType.String);
  });

  it('goes on in a second sheet where one is full', async () => {
    const workbook = new exceljs.Workbook();
    const rows = Array.from({ length: 7 }, (_, index) => ({ name: `第 ${index + 1} 行` }));
    await workbook.xlsx.load((await buffer(spreadsheet({ ...HEAD, rows }, 'zh', 4))) as unknown as ArrayBuffer);
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['清单', '清单 2']);
    const names = workbook.worksheets.flatMap((sheet) => sheet.getColumn(1).values.filter((value) => String(value).startsWith('第')));
    expect(names).toEqual(rows.map(({ name }) => name));
  });

  it('keeps digits that its numbers would lose, by writing them as text', async () => {
    const sheet = await opened({ ...HEAD, rows: [{ name: '大', amount: '12345678901234567.89' }] });
    expect(sheet.getRow(6).getCell(2).value).toBe('12,345,678,901,234,567.89');
  });

  it('reads its rows no faster than the file is taken', async () => {
    let read = 0;
    async function* rows() {
      for (; read < 200_000; read += 1) {
        if (read % 500 === 0) await new Promise(setImmediate);
        yield { name: `${Math.sin(read)}${Math.cos(read)}`, amount: String(read) };
      }
    }
    const file = spreadsheet({ ...HEAD, rows: rows() }, 'zh');
    await new Promise((resolve) => file.once('readable', resolve));
    let before = -1;
    // Nobody takes more: at some point reading stops.
    while (before !== read) {
      before = read;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(read).toBeLessThan(150_000);
    file.destroy();
  });
});
