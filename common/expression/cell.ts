import { refuse, type PanshiError } from '#common/errors';
import { readNumber, rescaleExactly, writeNumber } from './exact.ts';
import type { Value } from './typed.ts';
import { scaleOf, type ValueType } from './value-type.ts';

/**
 * The value at a path of a record. A linked record's field is found under its dotted name ('customer.name'), as lists of records carry it,
 * or inside the linked record where that is nested. What is missing is null.
 * @throws PanshiError `invalid` when the record holds something else than the field's type
 */
export function readCell(record: Readonly<Record<string, unknown>>, path: readonly string[], type: ValueType): Value {
  const dotted = path.join('.');
  const value = Object.hasOwn(record, dotted) ? record[dotted] : path.reduce<unknown>(inside, record);
  return toValue(value, type, dotted);
}

function inside(holder: unknown, name: string): unknown {
  return isRecord(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toValue(value: unknown, type: ValueType, name: string): Value {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'bool':
      if (typeof value === 'boolean') return value;
      break;
    case 'int':
    case 'decimal': {
      const units = toUnits(value, scaleOf(type) ?? 0);
      if (units !== undefined) return units;
      break;
    }
    case 'text':
    case 'date':
    case 'time':
      if (typeof value === 'string') return value;
      break;
    case 'link':
      if (typeof value === 'string') return value;
      if (isRecord(value)) return toValue(value['id'], { kind: 'text' }, name);
      break;
    case 'list':
      if (Array.isArray(value)) return value.map((entry: unknown) => toValue(entry, type.of, name));
      break;
    case 'null':
      return null;
  }
  throw mismatch(name);
}

function toUnits(value: unknown, scale: number): bigint | undefined {
  if (typeof value === 'bigint') return rescaleExactly(value, 0, scale);
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length > 400) return undefined;
  const number = readNumber(text);
  return number && rescaleExactly(number.units, number.scale, scale);
}

function mismatch(name: string): PanshiError {
  const reason = { zh: '值与字段类型不符。', en: 'the value does not have the type of the field.' };
  return refuse('invalid', `字段 ${name} 的值与类型不符。`, `The value of ${name} does not have the type of the field.`, {
    problems: { [name]: reason },
  });
}

/**
 * A computed value as records carry it: decimals as strings with the places of their type, whole numbers as numbers.
 * @throws PanshiError `invalid` for a whole number that JSON cannot carry exactly
 */
export function fromValue(value: Value, type: ValueType): unknown {
  if (typeof value === 'bigint') {
    if (type.kind === 'decimal') return writeNumber(value, type.scale);
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw refuse('invalid', '计算结果超出整数范围。', 'The computed whole number is too large.');
  }
  if (isList(value)) {
    const of: ValueType = type.kind === 'list' ? type.of : { kind: 'null' };
    return value.map((entry) => fromValue(entry, of));
  }
  return value;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
