import { shallowRef } from 'vue';
import type { ApiReport } from '#common/api';
import { Decimal } from '#common/decimal';
import { lang, say } from '#renderer/language';
import type { GridColumn, GridModel, Line, Row, Sort } from '#renderer/grid';
import { cellText, isDecimal, isNumber, type ReportColumn } from './cell-text.ts';

/** Rows that belong together under a heading, such as the assets of a balance sheet. */
interface Group {
  readonly key: string;
  readonly label: string;
  readonly totals: Readonly<Record<string, string>>;
  readonly rows: Row[];
}

/**
 * The column by whose values the rows stand in groups: a choice for each of whose values the report tells a total.
 * @returns undefined for a report without groups
 */
export function groupColumn(answer: ApiReport): ReportColumn | undefined {
  return answer.columns.find((column) => {
    if (column.type !== 'choice' || answer.totals === undefined) return false;
    const seen = new Set(answer.rows.map((row) => String(row[column.name] ?? '')));
    return seen.size > 0 && [...seen].every((value) => answer.totals?.[value] !== undefined);
  });
}

/** Totals that stand under no column, with what they are called. */
export function furtherTotals(answer: ApiReport): readonly { readonly name: string; readonly label: string; readonly text: string; readonly negative: boolean }[] {
  return Object.entries(answer.totals ?? {}).filter(([name]) => !answer.columns.some((column) => column.name === name && isNumber(column))).map(([name, value]) => {
    const label = answer.totalLabels?.[name];
    return { name, label: label === undefined ? name : say(label), text: cellText({ type: 'amount' }, value), negative: value.startsWith('-') };
  });
}

/** Totals as they stand under their columns. */
export function totalsUnder(answer: ApiReport): Readonly<Record<string, string>> | undefined {
  const under = answer.columns.flatMap((column) => {
    const value = answer.totals?.[column.name];
    return value === undefined || !isNumber(column) ? [] : [[column.name, cellText(column, value)] as const];
  });
  return under.length === 0 ? undefined : Object.fromEntries(under);
}

/** The rows of a report in their order or another one, in groups where it has them. All of them are here: a report has an end. */
export class ReportRows implements GridModel {
  readonly tick = shallowRef(0);
  readonly #answer: ApiReport;
  readonly #rows: readonly Row[];
  readonly #grouping: ReportColumn | undefined;
  readonly #closed = new Set<string>();
  #sort: Sort = [];
  #lines: readonly Line[] = [];

  constructor(answer: ApiReport) {
    this.#answer = answer;
    this.#rows = answer.rows.map((row, at) => ({ ...row, id: String(at) }));
    this.#grouping = groupColumn(answer);
    this.#lay();
  }

  get total(): number {
    return this.#lines.length;
  }

  get isGrouped(): boolean {
    return this.#grouping !== undefined;
  }

  line(index: number): Line | undefined {
    return this.#lines[index];
  }

  show(): void {
    // All rows are here already.
  }

  toggle(index: number): void {
    const line = this.#lines[index];
    if (line?.kind !== 'group') return;
    if (!this.#closed.delete(line.key)) this.#closed.add(line.key);
    this.#lay();
  }

  sort(sort: Sort): void {
    this.#sort = sort;
    this.#lay();
  }

  #lay(): void {
    const sorted = sortRows(this.#rows, this.#answer.columns, this.#sort);
    if (this.#grouping === undefined) {
      this.#lines = sorted.map((row) => ({ kind: 'row', row }));
    } else {
      this.#lines = groupsOf(sorted, this.#grouping, this.#answer).flatMap((group): Line[] => {
        const open = !this.#closed.has(group.key);
        const head: Line = { kind: 'group', key: group.key, depth: 0, label: group.label, count: group.rows.length, open, totals: group.totals };
        return open ? [head, ...group.rows.map((row): Line => ({ kind: 'row', row }))] : [head];
      });
    }
    this.tick.value += 1;
  }
}

function groupsOf(rows: readonly Row[], column: ReportColumn, { columns, totals = {} }: ApiReport): readonly Group[] {
  const groups = new Map<string, { key: string; label: string; rows: Row[] }>();
  for (const key of Object.keys(column.values ?? {})) groups.set(key, { key, label: cellText(column, key), rows: [] });
  for (const row of rows) groups.get(String(row[column.name]))?.rows.push(row);
  // The report tells the totals of its first amounts; further ones, such as those of an earlier period, are added up.
  const [measure, ...others] = columns.filter(({ type }) => type === 'amount');
  return [...groups.values()].filter((group) => group.rows.length > 0).map((group) => ({
    ...group,
    totals: Object.fromEntries([
      ...(measure === undefined ? [] : [[measure.name, cellText(measure, totals[group.key])] as const]),
      ...others.map((other) => [other.name, cellText(other, sumOf(group.rows, other.name))] as const),
    ]),
  }));
}

function sumOf(rows: readonly Row[], name: string): string {
  return rows.map((row) => row[name]).filter(isDecimal).reduce((all, value) => all.plus(value), new Decimal(0)).toFixed();
}

/** Rows by some columns: numbers by their worth, texts as the language sorts them; equal ones stay as the report has them. */
export function sortRows(rows: readonly Row[], columns: readonly ReportColumn[], sort: Sort): readonly Row[] {
  const [key] = sort;
  const name = key?.replace(/^-/, '');
  const column = columns.find((one) => one.name === name);
  if (key === undefined || column === undefined) return rows;
  const sign = key.startsWith('-') ? -1 : 1;
  const collator = new Intl.Collator(lang.value === 'zh' ? 'zh-CN-u-co-pinyin' : 'en', { numeric: column.type === 'text' });
  const compare = isNumber(column) ? byWorth : (a: unknown, b: unknown) => collator.compare(cellText(column, a), cellText(column, b));
  return rows.toSorted((a, b) => sign * compare(a[column.name], b[column.name]));
}

function byWorth(a: unknown, b: unknown): number {
  const [one, other] = [String(a ?? ''), String(b ?? '')];
  if (!isDecimal(one) || !isDecimal(other)) return Number(isDecimal(one)) - Number(isDecimal(other));
  return new Decimal(one).cmp(other);
}

const [LATIN, WIDE, AROUND] = [7.6, 13.2, 22];
const LONGEST = 320;

/** Columns as wide as what they show, up to a measure. @param chosen widths that the reader has set @param opens the column that leads on */
export function columnsOf(answer: ApiReport, chosen: Readonly<Record<string, number>>, leads: boolean): readonly GridColumn[] {
  const grouping = groupColumn(answer);
  const shown = answer.columns.filter((column) => column !== grouping);
  const opening = leads ? shown.find((column) => column.type === 'text') : undefined;
  return shown.map((column) => {
    const label = say(column.label);
    const texts = [label, cellText(column, answer.totals?.[column.name]), ...answer.rows.map((row) => cellText(column, row[column.name]))];
    const widest = texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
    const least = isNumber(column) ? 96 : 64;
    const width = chosen[column.name] ?? Math.ceil(Math.min(LONGEST, Math.max(least, widest + AROUND)));
    return { path: column.name, label, width, numeric: isNumber(column), grows: false, sortable: true, opens: column === opening };
  });
}

function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) > 0x2e7f ? WIDE : LATIN;
  return width;
}

/** Another press on a header: up, down, and back to the report's own order. */
export function nextSort(sort: Sort, path: string): Sort {
  if (sort[0] === path) return [`-${path}`];
  return sort[0] === `-${path}` ? [] : [path];
}
