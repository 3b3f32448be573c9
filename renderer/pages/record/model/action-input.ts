import type { ApiObject } from '#common/api';
import { Decimal } from '#common/decimal';
import { todayHere } from '#renderer/fields/read-date.ts';
import { isUnread } from '#renderer/fields/reading.ts';
import type { EntryRow } from '#renderer/grid/entry/rows.ts';
import type { ActionView, FieldView } from '#renderer/host';

type Values = Readonly<Record<string, unknown>>;

/** What an action is done to: a record, as far as the page knows it; of several, nothing is said that does not hold of each. */
export interface ActedOn {
  readonly object: ApiObject;
  readonly values: Values;
  /** Rows by child table. */
  readonly rows: Readonly<Record<string, readonly EntryRow[]>>;
}

/** Whether an action is about rows of the record, which only its page shows. */
export function asksForRows(action: Pick<ActionView, 'input'>): boolean {
  return action.input.some((field) => field.type === 'rows');
}

/** What an action asks for, as it is likely to be: today, what the record says of the same name, what is still outstanding. */
export function prefilled(fields: readonly FieldView[], record: Values): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => {
    const value = likely(field, record);
    return value === undefined || value === null ? [] : [[field.name, value] as const];
  }));
}

function likely(field: FieldView, record: Values): unknown {
  if (field.type === 'date' && field.name === 'date') return todayHere();
  if (field.name === 'amount' && typeof record['outstandingAmount'] === 'string') return record['outstandingAmount'];
  return field.type === 'link' ? record[field.name] : undefined;
}

/** A row of the record of which something is still open, and how much of it is taken now. */
export interface OpenLine {
  readonly id: string;
  readonly values: Values;
  readonly open: string;
  quantity: unknown;
}

/**
 * The rows an action can be about: those with something open, taken whole. What was done before stands in the row's quantity that is named after the action:
 * `deliver` counts in `deliveredQuantity`, `receive` in `receivedQuantity`.
 * @param table the action's rows, which name a row of the record by `line`
 */
export function openLines(action: string, table: FieldView, { object, rows }: Pick<ActedOn, 'object' | 'rows'>): readonly OpenLine[] {
  const asked = (table.options['fields'] as readonly FieldView[] | undefined) ?? [];
  const child = object.children[0];
  if (!child || !asked.some((field) => field.name === 'line') || !asked.some((field) => field.name === 'quantity')) return [];
  const stem = action.replace(/e$/, '');
  const done = child.fields.find((field) => field.name.startsWith(stem) && field.name.endsWith('Quantity'))?.name;
  return (rows[child.name] ?? []).flatMap((row) => {
    if (row.id === undefined) return [];
    const open = decimalOf(row.values['quantity']).minus(done === undefined ? 0 : decimalOf(row.values[done]));
    return open.gt(0) ? [{ id: row.id, values: row.values, open: open.toFixed(), quantity: open.toFixed() }] : [];
  });
}

function decimalOf(value: unknown): Decimal {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? new Decimal(value) : new Decimal(0);
}

/** What keeps the input from being sent: by field, by place in the rows, or of all rows. */
export interface InputFault {
  readonly path: string;
  readonly what: 'unread' | 'needed' | 'nothingTaken';
}

/** @param table the action's rows; without any of them taken nothing would be left to say of what, and the host would take all that is open */
export function faultsOf(fields: readonly FieldView[], values: Values, table: string | undefined, lines: readonly OpenLine[]): readonly InputFault[] {
  const head = fields.flatMap((field): InputFault[] => {
    if (isUnread(values[field.name])) return [{ path: field.name, what: 'unread' }];
    return field.required && (values[field.name] ?? '') === '' ? [{ path: field.name, what: 'needed' }] : [];
  });
  const rows = lines.flatMap((line, index): InputFault[] => (isUnread(line.quantity) ? [{ path: `${table}.${index}.quantity`, what: 'unread' }] : []));
  const isNoneTaken = lines.length > 0 && rows.length === 0 && taken(lines).length === 0;
  return [...head, ...rows, ...(isNoneTaken ? [{ path: `${table}.0.quantity`, what: 'nothingTaken' } as const] : [])];
}

function taken(lines: readonly OpenLine[]): readonly OpenLine[] {
  return lines.filter((line) => decimalOf(line.quantity).gt(0));
}

/** What goes to the host: what was filled in, and the rows of which something is taken. */
export function sentInput(values: Values, table: string | undefined, lines: readonly OpenLine[]): Record<string, unknown> {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const rows = taken(lines).map((line) => ({ line: line.id, quantity: line.quantity }));
  return { ...Object.fromEntries(given), ...(table === undefined || rows.length === 0 ? {} : { [table]: rows }) };
}

/** What the host says of rows by their place among those sent, by their place among all that were shown. */
export function atShownLines(problems: Readonly<Record<string, string>>, table: string | undefined, lines: readonly OpenLine[]): Readonly<Record<string, string>> {
  const sent = taken(lines);
  return Object.fromEntries(Object.entries(problems).map(([path, sentence]) => {
    const [first, place, ...rest] = path.split('.');
    const line = first === table ? sent[Number(place)] : undefined;
    return [line === undefined ? path : [first, lines.indexOf(line), ...rest].join('.'), sentence];
  }));
}
