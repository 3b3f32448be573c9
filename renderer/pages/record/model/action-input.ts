import type { ApiObject } from '#common/api';
import { Decimal } from '#common/decimal';
import { todayHere } from '#renderer/fields/read-date.ts';
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

/** What goes to the host: what was filled in, and the rows of which something is taken. */
export function sentInput(values: Values, table: string | undefined, lines: readonly OpenLine[]): Record<string, unknown> {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const taken = lines.filter((line) => decimalOf(line.quantity).gt(0)).map((line) => ({ line: line.id, quantity: line.quantity }));
  return { ...Object.fromEntries(given), ...(table === undefined || taken.length === 0 ? {} : { [table]: taken }) };
}
