import type { ApiObject } from '#common/api';
import type { Text } from '#common/errors';
import type { FieldView } from '#renderer/host';

/** A field that a column of the sheet can go to: of the record itself, or of its lines. */
export interface Target {
  /** `customer`, `lines.product`. */
  readonly path: string;
  readonly field: FieldView;
  /** Of a field of lines, the name of their table. */
  readonly table: string | undefined;
  /** `客户`, `明细 · 产品`. */
  readonly label: Text;
  /** What else people call it: a line of another document is known by its product. */
  readonly also?: readonly Text[];
}

/** A table of lines that rows can bring. */
export interface LineTable {
  readonly name: string;
  readonly label: Text;
  readonly required: boolean;
}

/** Fields that rows can bring: those a new record may be given, but for structured ones; the record's own first. */
export function targetsOf({ fields, children }: Pick<ApiObject, 'fields' | 'children'>): readonly Target[] {
  return [
    ...fields.filter(isGiven).map((field) => ({ path: field.name, field, table: undefined, label: field.label })),
    ...children.flatMap(({ name, label, fields: own }) =>
      own.filter(isGiven).map((field) => ({
        path: `${name}.${field.name}`, field, table: name, label: { zh: `${label.zh} · ${field.label.zh}`, en: `${label.en} · ${field.label.en}` },
        ...(isSourceLine(field, fields) ? { also: own.filter((one) => one.type === 'link' && !isGiven(one)).map((one) => one.label) } : {}),
      })),
    ),
  ];
}

/** The tables of lines, of which some field can be given. */
export function lineTablesOf({ children }: Pick<ApiObject, 'children'>): readonly LineTable[] {
  return children.filter(({ fields }) => fields.some(isGiven)).map(({ name, label, required = false }) => ({ name, label, required }));
}

function isGiven(field: FieldView): boolean {
  return field.writable.includes('create') && field.type !== 'json';
}

/** `orderLine` names a line of what the record's `order` leads to; the host finds it by its place or by what it is of. */
function isSourceLine({ name, type }: FieldView, fields: readonly FieldView[]): boolean {
  return type === 'text' && fields.some((one) => one.type === 'link' && `${one.name}Line` === name);
}

/** A record cannot be without it, and nothing stands in for it. */
export function isNeeded(field: FieldView): boolean {
  return field.required && field.options['default'] === undefined;
}

/**
 * Fields of the record that no column brings and that its first line has under the same name: the summary of a voucher is that of its first entry.
 * @returns by path of the record's field, the path of the lines' one
 */
export function takenFromLines(targets: readonly Target[], mapping: readonly string[]): ReadonlyMap<string, string> {
  return new Map(targets.flatMap(({ path, field, table }) => {
    if (table !== undefined || !isNeeded(field) || mapping.includes(path)) return [];
    const line = targets.find((one) => one.table !== undefined && one.field.name === field.name && one.field.type === field.type && mapping.includes(one.path));
    return line ? [[path, line.path] as const] : [];
  }));
}

/** What a record cannot be without and no column brings. Lines are needed where the record needs some, or where there are any. */
export function missingFrom(targets: readonly Target[], tables: readonly LineTable[], mapping: readonly string[]): readonly Target[] {
  const taken = takenFromLines(targets, mapping);
  const filled = new Set(tables.filter(({ name, required }) => required || mapping.some((path) => path.startsWith(`${name}.`))).map(({ name }) => name));
  return targets.filter(({ path, field, table }) => isNeeded(field) && !mapping.includes(path) && !taken.has(path) && (table === undefined || filled.has(table)));
}
