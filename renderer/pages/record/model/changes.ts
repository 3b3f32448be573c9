import type { ApiObject, ApiRecord } from '#common/api';
import { isPending, isUnread } from '#renderer/fields/reading.ts';
import { isEmptyRow, readable, type EntryRow } from '#renderer/grid/entry/rows.ts';
import { isEditable } from './sections.ts';

type Verb = 'create' | 'update';
type Values = Readonly<Record<string, unknown>>;
export type Rows = Readonly<Record<string, readonly EntryRow[]>>;

export interface Sent {
  readonly values: Record<string, unknown>;
  /** For each child table, the keys of the rows that are sent, in their order: the host names rows by their place. */
  readonly keys: Readonly<Record<string, readonly number[]>>;
}

export function writableFields(object: ApiObject, verb: Verb): readonly string[] {
  return object.fields.filter((field) => isEditable(field, verb)).map((field) => field.name);
}

export function writableChildFields(object: ApiObject, child: string, verb: Verb): readonly string[] {
  const fields = object.children.find((one) => one.name === child)?.fields ?? [];
  return fields.filter((field) => isEditable(field, verb)).map((field) => field.name);
}

/** What is sent to make a record: what was entered, without empty rows. */
export function draftOf(object: ApiObject, values: Values, rows: Rows): Sent {
  const given = Object.entries(readable(values, writableFields(object, 'create'))).filter(([, value]) => value !== null && value !== '');
  return withRows(object, Object.fromEntries(given), rows, 'create');
}

/** What is sent to change one: what differs from what is stored. Rows of a table go together. */
export function patchOf(object: ApiObject, stored: ApiRecord, values: Values, rows: Rows): Sent {
  const given = Object.entries(readable(values, writableFields(object, 'update'))).filter(([name, value]) => !same(value, stored[name]));
  const sent = withRows(object, Object.fromEntries(given), rows, 'update');
  for (const { name } of object.children) {
    if (same(sent.values[name], storedRows(object, stored, name))) Reflect.deleteProperty(sent.values, name);
  }
  return sent;
}

function withRows(object: ApiObject, values: Record<string, unknown>, rows: Rows, verb: Verb): Sent {
  const keys: Record<string, readonly number[]> = {};
  for (const { name } of object.children) {
    const fields = writableChildFields(object, name, verb);
    if (fields.length === 0) continue;
    const filled = (rows[name] ?? []).filter((row) => !isEmptyRow(row, fields));
    keys[name] = filled.map((row) => row.key);
    values[name] = filled.map((row) => rowSent(row, fields));
  }
  return { values, keys };
}

function rowSent(row: EntryRow, fields: readonly string[]): Record<string, unknown> {
  const given = Object.entries(readable(row.values, fields)).filter(([, value]) => row.id !== undefined || (value !== null && value !== ''));
  return { ...(row.id === undefined ? {} : { id: row.id }), ...Object.fromEntries(given) };
}

/** The stored rows in the form in which they would be sent. */
function storedRows(object: ApiObject, stored: ApiRecord, child: string): unknown {
  const fields = ['id', ...writableChildFields(object, child, 'update')];
  const rows = stored[child];
  if (!Array.isArray(rows)) return undefined;
  return (rows as Values[]).map((row) => Object.fromEntries(fields.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]] as const]))));
}

/** Those values that are still as they were then. */
export function unchanged(now: Values, then: Values | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => same(value, then?.[name])));
}

/** Nothing and an empty text are the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(plainly(a)) === JSON.stringify(plainly(b));
}

function plainly(value: unknown): unknown {
  if (value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.map(plainly);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, plainly(one)]));
  }
  return value;
}

/** What is kept as a draft: all that was entered, read or not. */
export interface Kept {
  readonly values: Record<string, unknown>;
  readonly rows: Record<string, readonly { readonly id?: string; readonly values: Record<string, unknown> }[]>;
  readonly version?: number;
}

export function keptOf(object: ApiObject, verb: Verb, values: Values, rows: Rows, version: unknown): Kept {
  const tables = object.children.map(({ name }) => {
    const fields = writableChildFields(object, name, verb);
    const filled = (rows[name] ?? []).filter((row) => !isEmptyRow(row, fields));
    return [name, filled.map((row) => ({ ...(row.id === undefined ? {} : { id: row.id }), values: pick(row.values, fields) }))] as const;
  });
  return { values: pick(values, writableFields(object, verb)), rows: Object.fromEntries(tables), ...(typeof version === 'number' ? { version } : {}) };
}

function pick(values: Values, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, keepable(values[name])] as const])));
}

function keepable(value: unknown): unknown {
  return isPending(value) ? { unread: value.unread, reason: value.reason } : value;
}

/** Whether anything holds a value that could not be read; @returns the first such place */
export function firstUnread(values: Values, rows: Rows): { readonly field: string; readonly child?: string; readonly row?: number } | undefined {
  const field = Object.keys(values).find((name) => isUnread(values[name]));
  if (field !== undefined) return { field };
  for (const [child, all] of Object.entries(rows)) {
    for (const [row, one] of all.entries()) {
      const name = Object.keys(one.values).find((key) => isUnread(one.values[key]));
      if (name !== undefined) return { field: name, child, row };
    }
  }
  return undefined;
}
