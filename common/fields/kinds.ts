import type { Text } from '#common/errors';
import type { ValueType } from '#common/expression';
import type { Field, FieldType, JsonValue } from './field.ts';
import { boolKind } from './kinds/bool.ts';
import { choiceKind } from './kinds/choice.ts';
import { dateKind } from './kinds/date.ts';
import { decimalKind } from './kinds/decimal.ts';
import { intKind } from './kinds/int.ts';
import { jsonKind } from './kinds/json.ts';
import { linkKind } from './kinds/link.ts';
import { textKind } from './kinds/text.ts';
import { timeKind } from './kinds/time.ts';

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

const KINDS: { readonly [T in FieldType]: FieldKind<Extract<Field, { type: T }>> } = {
  text: textKind,
  int: intKind,
  decimal: decimalKind,
  bool: boolKind,
  date: dateKind,
  time: timeKind,
  choice: choiceKind,
  link: linkKind,
  json: jsonKind,
};

/** The behaviour of a field's type. */
export function kindOf<F extends Field>(field: F): FieldKind<F> {
  return KINDS[field.type] as unknown as FieldKind<F>;
}
