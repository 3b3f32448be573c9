import type { FieldKind } from './field-kind.ts';
import type { Field, FieldType } from './field.ts';
import { boolKind } from './kinds/bool.ts';
import { choiceKind } from './kinds/choice.ts';
import { dateKind } from './kinds/date.ts';
import { decimalKind } from './kinds/decimal.ts';
import { intKind } from './kinds/int.ts';
import { jsonKind } from './kinds/json.ts';
import { linkKind } from './kinds/link.ts';
import { textKind } from './kinds/text.ts';
import { timeKind } from './kinds/time.ts';

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
