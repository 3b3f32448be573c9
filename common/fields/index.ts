export * from './field.ts';
export type { FieldKind, Parsed, ColumnType, Stored } from './field-kind.ts';
export { kindOf } from './kinds.ts';
export { text, longText, int, decimalOf, amount, price, quantity, rate, bool, date, time, choice, link, json } from './build.ts';
export { maskText, type MaskStyle } from './mask.ts';
export { normaliseWidth } from './width.ts';
