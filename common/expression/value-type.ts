import type { Text } from '#common/errors';

/**
 * What a field or an expression holds.
 * A decimal carries its scale (places after the point); a link is the id of a record of `object`, whose fields further path segments name.
 */
export type ValueType =
  | { readonly kind: 'bool' }
  | { readonly kind: 'int' }
  | { readonly kind: 'decimal'; readonly scale: number }
  | { readonly kind: 'text' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'link'; readonly object: string }
  | { readonly kind: 'list'; readonly of: ValueType }
  | { readonly kind: 'null' };

/**
 * Resolves a field path against an object: ['customer', 'name'] gives {kind: 'text'}; undefined when there is no such field.
 * It must answer the same for the same path as long as it lives: checked expressions are remembered per resolver.
 */
export type FieldTypes = (path: readonly string[]) => ValueType | undefined;

export const BOOL: ValueType = { kind: 'bool' };
export const INT: ValueType = { kind: 'int' };
export const TEXT: ValueType = { kind: 'text' };
export const DATE: ValueType = { kind: 'date' };
export const TIME: ValueType = { kind: 'time' };
export const NULL: ValueType = { kind: 'null' };

const NAMES: Record<ValueType['kind'], Text> = {
  bool: { zh: '是/否', en: 'yes/no' },
  int: { zh: '整数', en: 'whole number' },
  decimal: { zh: '小数', en: 'decimal number' },
  text: { zh: '文本', en: 'text' },
  date: { zh: '日期', en: 'date' },
  time: { zh: '时间', en: 'time' },
  link: { zh: '关联', en: 'link' },
  list: { zh: '列表', en: 'list' },
  null: { zh: '空值', en: 'null' },
};

/** The type's name for a person. */
export function typeName(type: ValueType): Text {
  return NAMES[type.kind];
}

/** Places after the point of a number type, 0 for whole numbers; undefined for what is no number. */
export function scaleOf(type: ValueType): number | undefined {
  if (type.kind === 'int') return 0;
  return type.kind === 'decimal' ? type.scale : undefined;
}

/** The number type with so many places after the point. */
export function numberType(left: ValueType, right: ValueType, scale: number): ValueType {
  return left.kind === 'int' && right.kind === 'int' ? INT : { kind: 'decimal', scale };
}
