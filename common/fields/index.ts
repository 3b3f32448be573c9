export * from './field.ts';
export { kindOf, type FieldKind, type Parsed, type ColumnType, type Stored } from './kinds.ts';
export { text, longText, int, decimalOf, amount, price, quantity, rate, bool, date, time, choice, link, json } from './build.ts';
export { maskText, type MaskStyle } from './mask.ts';
export { normaliseWidth } from './width.ts';
