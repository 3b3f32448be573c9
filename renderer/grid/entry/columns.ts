import type { FieldView } from '#renderer/host';
import { isAmount, isNumeric, isRate } from '#renderer/fields/display.ts';
import { isNothing } from './rows.ts';

export interface Column {
  readonly field: FieldView;
  readonly editable: boolean;
  /** Enter stops here; Tab stops at every column that can be entered. */
  readonly isStop: boolean;
  /** Summed up at the foot. */
  readonly isSummed: boolean;
  readonly width: string;
}

export interface Wanted {
  readonly fields: readonly FieldView[];
  /** What may be set now; nothing when the rows are only shown. */
  readonly verb: 'create' | 'update' | undefined;
  /** Names of the record's own fields: what the record sums up of its rows stands among them. */
  readonly header: ReadonlySet<string>;
  /** Values of the rows, stored or computed, by which columns that hold nothing are left out while rows are only shown. */
  readonly shown: readonly Readonly<Record<string, unknown>>[];
  /** Where the person wants Enter to stop, if they said so. */
  readonly stops?: readonly string[];
}

const HIDDEN = new Set(['id', 'parentId', 'position']);

/** The columns of a child table, in the order of its definition. */
export function columnsOf({ fields, verb, header, shown, stops: wanted }: Wanted, lang: 'zh' | 'en'): readonly Column[] {
  const visible = fields.filter((field) => !HIDDEN.has(field.name) && !isRowId(field));
  const kept = visible.filter((field) => {
    if (isEditable(field, verb)) return true;
    if (verb === undefined) return shown.some((row) => !isBlank(field, row[field.name]));
    // While rows are entered, only what the record sums up of them is news: how far they have been delivered is not.
    if (isNumeric(field)) return header.has(field.name) || header.has(`${field.name}Amount`);
    // What a row is about must be seen, also where it follows from another document's row.
    return field.type === 'link' && !visible.some((other) => other.type === 'link' && isEditable(other, verb));
  });
  const editable = kept.filter((field) => isEditable(field, verb));
  const own = wanted?.filter((name) => editable.some((field) => field.name === name)) ?? [];
  const stops = own.length > 0 ? new Set(own) : stopsOf(editable);
  const firstLink = kept.find((field) => field.type === 'link');
  return kept.map((field) => ({
    field,
    editable: isEditable(field, verb),
    isStop: stops.has(field.name),
    isSummed: isAmount(field) || field.options['unit'] === 'quantity',
    width: widthOf(field, field.label[lang], lang, field === firstLink),
  }));
}

function isEditable(field: FieldView, verb: Wanted['verb']): boolean {
  return verb !== undefined && field.level === 'write' && field.writable.includes(verb);
}

function isBlank(field: FieldView, value: unknown): boolean {
  return isNothing(value) || (isNumeric(field) && Number(value) === 0);
}

/**
 * What is usually entered: what must be there, and money of which there is one or the other (a voucher's debit and credit); what has a default or may stay
 * empty is passed over by Enter and reached by Tab.
 */
function stopsOf(fields: readonly FieldView[]): ReadonlySet<string> {
  const names = fields.filter((field) => field.required).map((field) => field.name);
  if (isBalanced(fields)) return new Set([...names, 'summary', 'debit', 'credit']);
  return new Set(names.length > 0 ? names : fields.map((field) => field.name));
}

/** Rows whose two sides must come to the same: the entries of a voucher. */
export function isBalanced(fields: readonly FieldView[]): boolean {
  return ['debit', 'credit'].every((name) => fields.some((field) => field.name === name && isAmount(field)));
}

/** Names a row of another document by its id: for programs. */
export function isRowId(field: FieldView): boolean {
  return field.type === 'text' && field.options['max'] === 36;
}

function widthOf(field: FieldView, label: string, lang: 'zh' | 'en', isSubject: boolean): string {
  const forLabel = Math.ceil([...label].reduce((width, character) => width + (/[\u2e80-\uffef]/.test(character) ? 13.5 : lang === 'en' ? 7.2 : 8), 18));
  const px = (width: number): string => `${Math.max(width, forLabel)}px`;
  switch (field.type) {
    case 'link':
      return isSubject ? `minmax(${px(180)}, 4fr)` : `minmax(${px(110)}, 2fr)`;
    case 'json':
      return `minmax(${px(180)}, 3fr)`;
    case 'text':
      return `minmax(${px(110)}, 2fr)`;
    case 'decimal':
      return isRate(field) ? px(64) : field.options['unit'] === 'quantity' ? px(84) : px(96);
    case 'time':
      return px(136);
    case 'bool':
      return px(48);
    default:
      return px(96);
  }
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/**
 * The next cell for Enter or Tab.
 * @param skips says where not to stop, such as the credit of a row whose debit is filled
 * @returns undefined past either end; a row number equal to the count of rows asks for a new row
 */
export function nextPlace(
  columns: readonly Column[], rows: number, from: Place, step: 1 | -1, kind: 'stops' | 'editable', skips: (place: Place) => boolean = () => false,
): Place | undefined {
  const wanted = (column: Column | undefined): boolean => column !== undefined && column.editable && (kind === 'editable' || column.isStop);
  if (!columns.some(wanted)) return undefined;
  let { row, column } = from;
  for (;;) {
    column += step;
    if (column >= columns.length || column < 0) {
      row += step;
      column = step === 1 ? 0 : columns.length - 1;
    }
    if (row < 0 || row > rows) return undefined;
    const place = { row, column };
    if (wanted(columns[column]) && (row === rows || !skips(place))) return place;
  }
}
