import type { ReportParam } from '#common/api';
import type { Lang, Text } from '#common/errors';
import type { ReportAnswer } from '#core/module';
import type { Letterhead } from '#core/records/gate.ts';
import { isNumber, localTime, type ValueKind, type Values } from './layout/written.ts';

export interface SheetColumn {
  readonly name: string;
  readonly label: string;
  readonly kind: ValueKind;
  readonly values?: Values;
}

/** What stands above and below the rows of a file. */
export interface SheetHead {
  readonly title: string;
  readonly firm: string;
  /** Months, days, products that it is about: label and value. */
  readonly about: readonly (readonly [string, string])[];
  /** When and by whom it was made. */
  readonly made: string;
}

/** A report as a table, whatever kind of file it becomes. */
export interface Sheet extends SheetHead {
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Under their columns; undefined when no total stands under one. */
  readonly totals?: Readonly<Record<string, string>>;
  readonly totalLabel: string;
  /** Totals that stand under no column: label and amount. */
  readonly further: readonly (readonly [string, string])[];
}

const WORDS = {
  total: { zh: '合计', en: 'Total' },
  made: { zh: '制表', en: 'Made' },
  unit: { zh: '金额单位', en: 'Amounts in' },
} as const;

const KINDS: ReadonlySet<string> = new Set<ValueKind>(['text', 'amount', 'price', 'quantity', 'rate', 'int', 'date', 'time', 'bool', 'choice']);

function kindOf(type: string): ValueKind {
  return KINDS.has(type) ? (type as ValueKind) : 'text';
}

/** When and by whom, for the head of a file. */
export function madeLine(letterhead: Letterhead, at: Date, lang: Lang): string {
  const when = localTime(at.toISOString());
  return lang === 'zh' ? `${WORDS.made.zh}：${letterhead.person}　${when}` : `${WORDS.made.en} by ${letterhead.person}, ${when}`;
}

export interface SheetParts {
  readonly label: Text;
  readonly answer: ReportAnswer;
  readonly questions: readonly ReportParam[];
  readonly params: Readonly<Record<string, string>>;
  /** What linked records are called, by parameter. */
  readonly names: Readonly<Record<string, string>>;
  readonly letterhead: Letterhead;
  readonly at: Date;
  readonly lang: Lang;
}

export function sheetOf({ label, answer, questions, params, names, letterhead, at, lang }: SheetParts): Sheet {
  const columns = answer.columns.map((column): SheetColumn => ({
    name: column.name,
    label: column.label[lang],
    kind: kindOf(column.type),
    ...(column.values === undefined ? {} : { values: column.values }),
  }));
  const under = Object.entries(answer.totals ?? {}).filter(([name]) => columns.some((column) => column.name === name && isNumber(column.kind)));
  const further = Object.entries(answer.totals ?? {}).filter(([name]) => !under.some(([other]) => other === name));
  return {
    title: label[lang],
    firm: letterhead.company,
    about: [
      ...questions.flatMap((question) => {
        const value = params[question.name];
        return value === undefined ? [] : [[question.label[lang], names[question.name] ?? question.values?.[value]?.[lang] ?? value] as const];
      }),
      ...(columns.some(({ kind }) => kind === 'amount' || kind === 'price') ? [[WORDS.unit[lang], lang === 'zh' && letterhead.currency === 'CNY' ? '元' : letterhead.currency] as const] : []),
    ],
    made: madeLine(letterhead, at, lang),
    columns,
    rows: answer.rows,
    ...(under.length > 0 ? { totals: Object.fromEntries(under) } : {}),
    totalLabel: WORDS.total[lang],
    further: further.map(([name, value]) => [answer.totalLabels?.[name]?.[lang] ?? name, value] as const),
  };
}
