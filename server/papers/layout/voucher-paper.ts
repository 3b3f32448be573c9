import type { Lang } from '#common/errors';
import type { Letterhead, PrintedRecord } from '#core/records/gate.ts';
import type { Form } from '../forms/index.ts';
import { signatures } from './form-paper.ts';
import { fitted, textWidth, type Block, type Paper, type PaperCell } from './paper.ts';
import { capitals, isDecimal, valueCell, writtenValue } from './written.ts';

/** Entries on one slip; half of an A4 page takes no more with room to read. */
const ENTRIES = 7;
const ROW = 30;
const SIDE = 40;
const SIZES = [9, 8, 7, 6] as const;
/** Two lines of the larger letters would make the row higher. */
const SMALLER = [8, 7, 6] as const;

const WORDS = {
  total: { zh: '合计', en: 'Total' },
  next: { zh: '转下页', en: 'Carried to the next page' },
  draft: { zh: '（未记账）', en: '(not posted)' },
} as const;

type Lines = PrintedRecord['lines'];

/** Accounting vouchers, two slips to a page, in the form in which an office in China binds them (会计基础工作规范 第五十一条). */
export function voucherPaper(form: Form, records: readonly PrintedRecord[], letterhead: Letterhead, lang: Lang): Paper {
  const slips = records.flatMap((record) => {
    const pages = pagesOf(record.lines);
    return pages.map((lines, index) => slip(form, record, lines, { page: index + 1, pages: pages.length }, letterhead, lang));
  });
  const blocks = slips.flatMap((upper, index): Block[] => {
    if (index % 2 === 1) return [];
    return [...(index === 0 ? [] : [{ kind: 'page' } as const]), { kind: 'halves', upper, lower: slips[index + 1] ?? [] }];
  });
  return { title: form.title[lang], lang, orientation: 'portrait', margins: { side: SIDE, top: 30, bottom: 20 }, size: 9, blocks };
}

function pagesOf(lines: Lines): Lines[] {
  const pages: Lines[] = [];
  for (let from = 0; from === 0 || from < lines.length; from += ENTRIES) pages.push(lines.slice(from, from + ENTRIES));
  return pages;
}

function slip(
  form: Form,
  { values, lines: all }: PrintedRecord,
  lines: Lines,
  { page, pages }: { readonly page: number; readonly pages: number },
  letterhead: Letterhead,
  lang: Lang,
): Block[] {
  const columns = form.columns.filter(({ paths }) => all.some((line) => paths.some((path) => Object.hasOwn(line, path))));
  const empty = Array.from({ length: ENTRIES - lines.length }, () => columns.map((): PaperCell => ({ text: '' })));
  return [
    { kind: 'title', firm: '', text: form.title[lang], underlined: true, starts: false },
    { kind: 'words', widths: ['*', 130, '*'], cells: headCells(values, page, pages, letterhead, lang) },
    { kind: 'gap', height: 3 },
    {
      kind: 'grid',
      boxed: true,
      rowHeight: ROW,
      widths: columns.map(({ width }) => width),
      head: [columns.map(({ label }): PaperCell => ({ text: label[lang], bold: true, align: 'center' }))],
      rows: [
        ...lines.map((line) => columns.map(({ kind, paths }) => (kind === 'amount' ? entryAmount(line[paths[0] ?? '']) : entryText(paths, line, values)))),
        ...empty,
        totalRow(columns, values, page === pages, letterhead, lang),
      ],
    },
    { kind: 'gap', height: 6 },
    signatures(form, values, lang),
  ];
}

function headCells(values: PrintedRecord['values'], page: number, pages: number, { company }: Letterhead, lang: Lang): PaperCell[] {
  const count = values['attachments'];
  const source = writtenValue(values['sourceNumber'], 'text', lang);
  const left = lang === 'zh' ? `单位：${company}` : company;
  const leaf = pages > 1 ? `（${page}/${pages}）` : '';
  const papers = Number.isInteger(count) ? (lang === 'zh' ? `附单据 ${String(count)} 张` : `Attachments: ${String(count)}`) : '';
  const origin = source === '' ? '' : lang === 'zh' ? `来源：${source}` : `Source: ${source}`;
  const right = [`${voucherNumber(values['number'], lang)}${leaf}`, [origin, papers].filter((part) => part !== '').join('　')];
  return [
    { text: `${left}` },
    { text: longDate(values['date'], lang), align: 'center' },
    { text: right.filter((part) => part !== '').join('\n'), align: 'right' },
  ];
}

/** `记-2026-01-0007` is 记字第 0007 号: the month stands in the date. */
export function voucherNumber(number: unknown, lang: Lang): string {
  const [, word = '', serial = ''] = /^(.+)-\d{4}-\d{2}-(\d+)$/.exec(String(number ?? '')) ?? [];
  if (serial === '') return number === null || number === undefined ? WORDS.draft[lang] : String(number);
  return lang === 'zh' ? `${word}字第 ${serial} 号` : `No. ${String(number)}`;
}

function longDate(date: unknown, lang: Lang): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(date ?? '')) ?? [];
  if (year === undefined) return '';
  return lang === 'zh' ? `${year} 年 ${month} 月 ${day} 日` : String(date);
}

/** Zero is left blank: an entry stands on one side. */
function entryAmount(value: unknown): PaperCell {
  if (isDecimal(value) && Number(value) === 0) return { text: '' };
  return valueCell(value, 'amount', 'zh');
}

/** Code, names of the account from above, and in brackets whom the entry is about. */
function entryText(paths: readonly string[], line: Lines[number], values: PrintedRecord['values']): PaperCell {
  const of = (wanted: (path: string) => boolean): string[] =>
    paths.filter(wanted).flatMap((path) => (typeof line[path] === 'string' && line[path] !== '' ? [line[path]] : []));
  const account = paths.some((path) => path.startsWith('account.'));
  // An entry without words of its own is about what the voucher is about.
  if (!account) return inCell(of(() => true).join(' ') || writtenValue(values['summary'], 'text', 'zh'), 150);
  const code = of((path) => path === 'account.code').join('');
  const names = of((path) => path.startsWith('account.') && path.endsWith('name')).join('—');
  const about = of((path) => !path.startsWith('account.')).join('、');
  return inCell(`${code} ${names}${about === '' ? '' : `（${about}）`}`.trim(), 165);
}

function inCell(text: string, width: number): PaperCell {
  return textWidth(text, SIZES[0]) < width ? { text, size: SIZES[0] } : fitted(text, width, 2, SMALLER);
}

function totalRow(columns: Form['columns'], values: PrintedRecord['values'], last: boolean, { currency }: Letterhead, lang: Lang): PaperCell[] {
  const text = columns.filter(({ kind }) => kind !== 'amount').length;
  const total = values['debit'];
  const words = last && lang === 'zh' && currency === 'CNY' && isDecimal(total) ? `：人民币${capitals(String(total))}` : '';
  const label: PaperCell = { ...fitted(last ? `${WORDS.total[lang]}${words}` : WORDS.next[lang], 330, 1, SIZES), bold: true, span: text };
  const amounts = columns
    .filter(({ kind }) => kind === 'amount')
    .map(({ paths: [path = ''] }): PaperCell => (last ? { ...valueCell(values[path], 'amount', lang), bold: true } : { text: '' }));
  return [...(text === 0 ? [] : [label]), ...Array.from({ length: Math.max(0, text - 1) }, (): PaperCell => ({ text: '' })), ...amounts];
}
