import type { Lang } from '#common/errors';
import type { Sheet, SheetColumn } from '../sheet.ts';
import type { Block, Paper, PaperCell, Width } from './paper.ts';
import { isDecimal, valueCell, writtenValue } from './written.ts';

/** A report on A4 across: the head of the table on every page, rows ruled, totals below. */
export function sheetPaper(sheet: Sheet, lang: Lang): Paper {
  const about = sheet.about.map(([label, value]) => `${label}${lang === 'zh' ? '：' : ': '}${value}`).join(lang === 'zh' ? '　' : '   ');
  const head = sheet.columns.map(({ label }): PaperCell => ({ text: label, bold: true, align: 'center' }));
  const rows = sheet.rows.map((row) => sheet.columns.map(({ name, kind, values }) => (isBlank(name, row[name]) ? { text: '' } : valueCell(row[name], kind, lang, values))));
  const totals = sheet.totals === undefined ? [] : [totalRow(sheet, sheet.totals, lang)];
  const blocks: Block[] = [
    { kind: 'title', firm: sheet.firm, text: sheet.title, underlined: false, starts: true },
    { kind: 'words', widths: ['*', '*'], cells: [{ text: about }, { text: sheet.made, align: 'right' }] },
    { kind: 'gap', height: 4 },
    { kind: 'grid', widths: sheet.columns.map(widthOf), head: [head], rows: [...rows, ...totals], boxed: true },
    ...(sheet.further.length === 0 ? [] : [{ kind: 'gap', height: 6 } as const]),
    ...sheet.further.map(([label, value]): Block => ({
      kind: 'words',
      widths: ['*', 160, 110],
      cells: [{ text: '' }, { text: label, align: 'right' }, { text: writtenValue(value, 'amount', lang), align: 'right', bold: true, red: value.startsWith('-') }],
    })),
  ];
  return {
    title: sheet.title,
    lang,
    orientation: 'landscape',
    margins: { side: 30, top: 30, bottom: 36 },
    size: 8.5,
    blocks,
    foot: `${sheet.firm}　${sheet.title}`,
  };
}

/** In a column of debits or credits, nothing is left blank on paper. */
function isBlank(name: string, value: unknown): boolean {
  return /(debit|credit)$/i.test(name) && isDecimal(value) && Number(value) === 0;
}

function totalRow(sheet: Sheet, totals: Readonly<Record<string, string>>, lang: Lang): PaperCell[] {
  return sheet.columns.map(({ name, kind }, index) => {
    const value = totals[name];
    if (value !== undefined) return { ...valueCell(value, kind, lang), bold: true };
    return { text: index === 0 ? sheet.totalLabel : '', bold: true };
  });
}

function widthOf({ name, kind }: SheetColumn): Width {
  switch (kind) {
    case 'amount':
      return 84;
    case 'price':
    case 'time':
      return 74;
    case 'quantity':
      return 62;
    case 'date':
      return 58;
    case 'rate':
    case 'int':
    case 'bool':
    case 'choice':
      return 56;
    case 'text':
      return /code$|number$/i.test(name) ? 76 : '*';
  }
}
