import { isPanshiError } from '#common/errors';
import { readNumber, rescaleExactly } from '../exact.ts';
import { evaluate, parseExpression, toSql, type FieldTypes, type Fragment, type Reader, type SqlTarget } from '../index.ts';
import { FIELDS, type Row } from './random-expressions.ts';

/* A table of the random fields, as the store keeps them, for comparing evaluation with a database. */

export const COLUMNS: readonly string[] = Object.keys(FIELDS);
export const types: FieldTypes = (path) => FIELDS[path.join('.')];

export function columnName(field: string): string {
  return `"${field.replace('.', '_')}"`;
}

/** The value as stored: decimals as integers × 10^scale. */
export function stored(field: string, value: string | number | boolean | null): string | bigint | boolean | null {
  const type = FIELDS[field];
  if (value === null || typeof value === 'boolean') return value;
  if (type === undefined) return null;
  if (type.kind === 'int') return BigInt(value);
  if (type.kind !== 'decimal') return String(value);
  const number = readNumber(String(value));
  return number ? rescaleExactly(number.units, number.scale, type.scale) ?? null : null;
}

export const plainCell: SqlTarget['cell'] = (path) => ({
  sql: { text: columnName(path.join('.')), params: [] },
  type: types(path) ?? { kind: 'null' },
});

/** A cell as the records gate gives it: seen only where the row is in some scope; here in all of them. */
export const guardedCell: SqlTarget['cell'] = (path) => {
  const cell = plainCell(path);
  return { ...cell, sql: { text: `CASE WHEN id <> ? THEN ${cell.sql.text} END`, params: [{ value: -1n }] } };
};

/** The compiled filter, or undefined when it is refused as one that a database cannot run; any other error is a defect. */
export function compiled(source: string, dialect: SqlTarget['dialect'], cell: SqlTarget['cell']): Fragment | undefined {
  try {
    return toSql(parseExpression(source), { dialect, cell });
  } catch (error) {
    if (isPanshiError(error) && error.code === 'unsupported_filter') return undefined;
    throw error;
  }
}

/** Positions of the rows for which evaluation gives true. */
export function evaluatedRows(source: string, rows: readonly Row[], reader: Reader): number[] {
  const expression = parseExpression(source);
  return rows.flatMap((row, id) => (evaluate(expression, row, types, reader) === true ? [id] : []));
}
