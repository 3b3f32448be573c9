export type { FieldTypes, ValueType } from './value-type.ts';
export type { Expression } from './tree.ts';
export type { Reader } from './reader.ts';
export { parseExpression, fieldsOf } from './parse.ts';
export { checkExpression } from './check.ts';
export { evaluate } from './evaluate.ts';
export { toSql, type SqlTarget } from './sql.ts';
export { bindParam, type Fragment, type SqlParam } from './fragment.ts';
export { moves, onDay, writtenDay } from './moving-days.ts';
