import type { ColumnType, Stored } from '#common/fields';
import type { Dialect } from '../store.ts';
import type { ColumnPlan } from './table-plan.ts';

/** How each dialect keeps a column. JSON is text in both: it is read and written whole. */
const TYPES = {
  sqlite: { text: 'text', integer: 'integer', boolean: 'integer', json: 'text' },
  postgres: { text: 'text', integer: 'bigint', boolean: 'boolean', json: 'text' },
} as const satisfies Record<Dialect, Record<ColumnType, string>>;

export function columnType(dialect: Dialect, type: ColumnType): 'text' | 'integer' | 'bigint' | 'boolean' {
  return TYPES[dialect][type];
}

/** Byte order, as in SQLite, whatever the cluster's locale. */
export function collation(dialect: Dialect, type: ColumnType): string | undefined {
  return dialect === 'postgres' && columnType(dialect, type) === 'text' ? 'C' : undefined;
}

/** A value written into DDL. */
export function literal(dialect: Dialect, value: Exclude<Stored, null>): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value !== 'boolean') return value.toString();
  if (dialect === 'postgres') return value ? 'TRUE' : 'FALSE';
  return value ? '1' : '0';
}

/** The column in `CREATE TABLE` or `ADD COLUMN`. */
export function columnSql(dialect: Dialect, column: ColumnPlan): string {
  const collate = collation(dialect, column.type);
  return [
    quoted(column.name),
    columnType(dialect, column.type).toUpperCase(),
    ...(collate === undefined ? [] : [`COLLATE ${quoted(collate)}`]),
    ...(column.notNull ? ['NOT NULL'] : []),
    ...(column.default === undefined ? [] : [`DEFAULT ${literal(dialect, column.default)}`]),
  ].join(' ');
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
