import { decimal, sum } from '#common/decimal';
import type { Lang } from '#common/errors';
import type { Letterhead, PrintedRecord } from '#core/records/gate.ts';
import type { Form, FormColumn, FormFact } from '../forms/index.ts';
import { A4, type Block, type Paper, type PaperCell, type Width } from './paper.ts';
import { capitals, isDecimal, valueCell, writtenValue } from './written.ts';

const SIDE = 34;
/** What a column's rules and margins take besides its words. */
const PADDING = 6;
const SERIAL = 22;
/** A column that shares what is left has to have so much, or the paper is turned. */
const LEAST = 120;

const WORDS = {
  serial: { zh: '序号', en: '#' },
  total: { zh: '合计', en: 'Total' },
  draft: { zh: '草稿', en: 'draft' },
  cancelled: { zh: '已作废', en: 'cancelled' },
  capitals: { zh: '总计大写', en: 'In words' },
} as const;

/** Documents of one kind, each from a new page: head, lines, totals with the sum in capitals, signatures. */
export function formPaper(form: Form, records: readonly PrintedRecord[], letterhead: Letterhead, lang: Lang): Paper {
  const columns = form.columns.flatMap((column) => shown(column, records));
  const needed = SERIAL + PADDING + columns.reduce((all, { width }) => all + PADDING + (width === '*' ? LEAST : width), 0);
  const blocks = records.flatMap((record, index): Block[] => [
    ...(index === 0 ? [] : [{ kind: 'page' } as const]),
    ...oneForm(form, columns, record, letterhead, lang),
  ]);
  return {
    title: form.title[lang],
    lang,
    orientation: needed > A4.width - 2 * SIDE ? 'landscape' : 'portrait',
    margins: { side: SIDE, top: 34, bottom: 40 },
    size: 9,
    blocks,
    foot: letterhead.company,
  };
}

/** What is not yet, or no longer, in force says so on its face. */
function markOf(state: unknown, lang: Lang): string {
  const mark = state === 'draft' ? WORDS.draft : state === 'cancelled' ? WORDS.cancelled : undefined;
  return mark === undefined ? '' : lang === 'zh' ? `（${mark.zh}）` : ` (${mark.en})`;
}

/** A column that the reader may see some of, and that says something. */
function shown(column: FormColumn, records: readonly PrintedRecord[]): FormColumn[] {
  const lines = records.flatMap((record) => record.lines);
  const paths = column.paths.filter((path) => lines.some((line) => Object.hasOwn(line, path)));
  if (paths.length === 0) return [];
  const says = (value: unknown): boolean => value !== null && value !== undefined && value !== '' && !(isDecimal(value) && decimal(value).isZero());
  if (column.sparing === true && !lines.some((line) => paths.some((path) => says(line[path])))) return [];
  return [{ ...column, paths }];
}

function oneForm(form: Form, columns: readonly FormColumn[], { values, lines }: PrintedRecord, letterhead: Letterhead, lang: Lang): Block[] {
  const facts = form.facts.flatMap((fact) => said(fact, values, lang));
  return [
    { kind: 'title', firm: letterhead.company, text: `${form.title[lang]}${markOf(values['state'], lang)}`, underlined: true, starts: true },
    ...inPairs(facts, lang),
    { kind: 'gap', height: 4 },
    {
      kind: 'grid',
      boxed: true,
      rowHeight: 18,
      widths: [SERIAL, ...columns.map(({ width }) => width)],
      head: [[WORDS.serial, ...columns.map(({ label }) => label)].map((label): PaperCell => ({ text: label[lang], bold: true, align: 'center' }))],
      rows: [
        ...lines.map((line, index): PaperCell[] => [
          { text: String(index + 1), align: 'center' },
          ...columns.map((column) => lineCell(column, line, lang)),
        ]),
        ...totalRows(form, columns, lines, values, letterhead, lang),
      ],
    },
    ...form.remarks.flatMap((fact) => said(fact, values, lang)).map(({ label, text }): Block => ({
      kind: 'words',
      widths: ['*'],
      cells: [{ text: `${label}${lang === 'zh' ? '：' : ': '}${text}` }],
    })),
    { kind: 'gap', height: 12 },
    signatures(form, values, lang),
  ];
}

interface Said {
  readonly label: string;
  readonly text: string;
}

function said(fact: FormFact, values: PrintedRecord['values'], lang: Lang): Said[] {
  const text = fact.paths
    .map((path) => writtenValue(values[path], fact.kind ?? 'text', lang, fact.values))
    .filter((part) => part !== '')
    .join(' ');
  return text === '' ? [] : [{ label: fact.label[lang], text }];
}

/** Two facts a line, the first with more room. */
function inPairs(facts: readonly Said[], lang: Lang): Block[] {
  const written = ({ label, text }: Said): string => `${label}${lang === 'zh' ? '：' : ': '}${text}`;
  const lines: Block[] = [];
  for (let index = 0; index < facts.length; index += 2) {
    const pair = facts.slice(index, index + 2);
    lines.push({ kind: 'words', widths: ['*', 190], cells: [0, 1].map((place) => ({ text: pair[place] ? written(pair[place]) : '' })) });
  }
  return lines;
}

function lineCell(column: FormColumn, line: PrintedRecord['lines'][number], lang: Lang): PaperCell {
  const [path = ''] = column.paths;
  if (column.paths.length === 1) return valueCell(line[path], column.kind, lang);
  const parts = column.paths.map((one) => writtenValue(line[one], column.kind, lang)).filter((part) => part !== '');
  return { text: parts.join(' '), align: 'left' };
}

function totalRows(
  form: Form,
  columns: readonly FormColumn[],
  lines: PrintedRecord['lines'],
  values: PrintedRecord['values'],
  { currency }: Letterhead,
  lang: Lang,
): PaperCell[][] {
  const [first = '', ...rest] = columns.map((column) => totalOf(column, lines));
  const summed: PaperCell[] = [
    { text: WORDS.total[lang], bold: true, span: 2, align: 'center' },
    { text: '' },
    ...columns.slice(1).map((column, index): PaperCell => ({ ...valueCell(rest[index], column.kind, lang), bold: true })),
  ];
  const rows = [first, ...rest].some((total) => total !== '') && columns.length > 1 ? [summed] : [];
  const across = (text: string, align: 'left' | 'right'): PaperCell[] => [
    { text, bold: true, align, span: columns.length + 1 },
    ...columns.map((): PaperCell => ({ text: '' })),
  ];
  const amounts = amountsOf(form, values, lang);
  const inWords = amountInWords(form, values, currency, lang);
  return [...rows, ...(amounts === '' ? [] : [across(amounts, 'right')]), ...(inWords === '' ? [] : [across(inWords, 'left')])];
}

/** The parts of the whole, if there are several. */
function amountsOf(form: Form, values: PrintedRecord['values'], lang: Lang): string {
  const amounts = form.amounts.flatMap((fact) => said(fact, values, lang));
  if (amounts.length < 2) return '';
  return amounts.map(({ label, text }) => `${label}${lang === 'zh' ? '：' : ': '}${text}`).join(lang === 'zh' ? '　　' : '     ');
}

function amountInWords(form: Form, values: PrintedRecord['values'], currency: string, lang: Lang): string {
  const amount = form.capitals === undefined ? undefined : values[form.capitals];
  if (!isDecimal(amount)) return '';
  const figure = `${currency === 'CNY' ? '￥' : `${currency} `}${writtenValue(amount, 'amount', lang)}`;
  if (lang === 'en' || currency !== 'CNY') return form.amounts.length > 1 ? '' : `${WORDS.total[lang]}${lang === 'zh' ? '：' : ': '}${figure}`;
  return `${WORDS.capitals.zh}：人民币${capitals(String(amount))}　　（${figure}）`;
}

function totalOf({ summed, paths: [path = ''] }: FormColumn, lines: PrintedRecord['lines']): string {
  if (summed !== true) return '';
  const values = lines.map((line) => line[path]);
  return values.every(isDecimal) ? sum(values).toFixed() : '';
}

/** Places to sign, with the names that are known. */
export function signatures({ signatures: places }: Form, values: PrintedRecord['values'], lang: Lang): Block {
  return {
    kind: 'words',
    widths: places.map((): Width => '*'),
    cells: places.map(({ label, path }) => {
      const name = path === undefined ? '' : writtenValue(values[path], 'text', lang);
      return { text: `${label[lang]}${lang === 'zh' ? '：' : ': '}${name}` };
    }),
  };
}
