import type { Text } from '#common/errors';
import type { BoolField, ChoiceField, DateField, DecimalField, FieldOptions, IntField, JsonField, LinkField, TextField, TimeField } from './field.ts';

/* One builder a type, label first in Chinese, then in English. They keep the options' literal types, so that a record's type can be inferred. */

type With<Base, Options> = Base & Readonly<Options>;

export function text<const O extends FieldOptions & { max?: number }>(zh: string, en: string, options?: O): With<TextField, O> {
  return { type: 'text', label: { zh, en }, max: 200, ...options } as With<TextField, O>;
}

export function longText<const O extends FieldOptions & { max?: number }>(zh: string, en: string, options?: O): With<TextField, O> {
  return { type: 'text', label: { zh, en }, max: 4000, long: true, ...options } as With<TextField, O>;
}

export function int<const O extends FieldOptions & { min?: number; max?: number }>(zh: string, en: string, options?: O): With<IntField, O> {
  return { type: 'int', label: { zh, en }, ...options } as With<IntField, O>;
}

type DecimalOptions = FieldOptions & { min?: string; max?: string };

/** A decimal of any scale; the four below are the usual ones. */
export function decimalOf<const O extends DecimalOptions>(
  zh: string,
  en: string,
  shape: { scale: number; shown: number; unit: DecimalField['unit'] },
  options?: O,
): With<DecimalField, O> {
  return { type: 'decimal', label: { zh, en }, ...shape, ...options } as With<DecimalField, O>;
}

/** Money in the company's currency: 2 places. */
export function amount<const O extends DecimalOptions>(zh: string, en: string, options?: O): With<DecimalField, O> {
  return decimalOf(zh, en, { scale: 2, shown: 2, unit: 'amount' }, options);
}

/** Money for one unit: 6 places kept, at least 2 shown. */
export function price<const O extends DecimalOptions>(zh: string, en: string, options?: O): With<DecimalField, O> {
  return decimalOf(zh, en, { scale: 6, shown: 2, unit: 'price' }, options);
}

/** A quantity in the product's unit: 4 places kept, as many shown as needed. */
export function quantity<const O extends DecimalOptions>(zh: string, en: string, options?: O): With<DecimalField, O> {
  return decimalOf(zh, en, { scale: 4, shown: 0, unit: 'quantity' }, options);
}

/** A fraction such as a tax rate or a discount (0.13 is 13 %): 6 places kept. */
export function rate<const O extends DecimalOptions>(zh: string, en: string, options?: O): With<DecimalField, O> {
  return decimalOf(zh, en, { scale: 6, shown: 0, unit: 'rate' }, options);
}

export function bool<const O extends FieldOptions>(zh: string, en: string, options?: O): With<BoolField, O> {
  return { type: 'bool', label: { zh, en }, ...options } as With<BoolField, O>;
}

export function date<const O extends FieldOptions>(zh: string, en: string, options?: O): With<DateField, O> {
  return { type: 'date', label: { zh, en }, ...options } as With<DateField, O>;
}

export function time<const O extends FieldOptions>(zh: string, en: string, options?: O): With<TimeField, O> {
  return { type: 'time', label: { zh, en }, ...options } as With<TimeField, O>;
}

export function choice<const V extends Readonly<Record<string, Text>>, const O extends FieldOptions>(
  zh: string,
  en: string,
  values: V,
  options?: O,
): With<ChoiceField<V>, O> {
  return { type: 'choice', label: { zh, en }, values, ...options } as With<ChoiceField<V>, O>;
}

/** Points at a record of another object by its id. */
export function link<const O extends FieldOptions>(zh: string, en: string, to: string, options?: O): With<LinkField, O> {
  return { type: 'link', label: { zh, en }, to, ...options } as With<LinkField, O>;
}

/** A structured value that a program reads, such as a role's grants. */
export function json<const O extends FieldOptions>(zh: string, en: string, options?: O): With<JsonField, O> {
  return { type: 'json', label: { zh, en }, ...options } as With<JsonField, O>;
}
