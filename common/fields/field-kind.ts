import type { Text } from '#common/errors';
import type { ValueType } from '#common/expression';
import type { Field, JsonValue } from './field.ts';

/** How a column keeps it; db/ knows what that is in each dialect. */
export type ColumnType = 'text' | 'integer' | 'boolean' | 'json';

/** What goes to and comes from the database driver. */
export type Stored = string | number | bigint | boolean | null;

export type Parsed = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly problem: Text };

/** All that is peculiar to one type of field, in one place. */
export interface FieldKind<F extends Field> {
  readonly column: ColumnType;
  /** Reads what a person or program gave; null and undefined never reach it. */
  parse(input: unknown, field: F): Parsed;
  encode(value: JsonValue, field: F): Stored;
  decode(stored: Exclude<Stored, null>, field: F): JsonValue;
  mask(value: JsonValue, field: F): string;
  /** Its type in expressions. */
  expressionType(field: F): ValueType;
  /** JSON Schema of the value in the API. */
  schema(field: F): Readonly<Record<string, unknown>>;
}
