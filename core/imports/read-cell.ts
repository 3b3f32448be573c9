import { decimal } from '#common/decimal';
import type { Text } from '#common/errors';
import { normaliseWidth, type Field } from '#common/fields';

/**
 * A cell of a spreadsheet as its field takes it: labels become keys, written numbers and days the plain ones. What is not understood is handed on as it is, for
 * the field itself to refuse.
 * @returns undefined for an empty cell: the field then takes its default
 */
export function readCell(field: Field, given: unknown): { readonly value: unknown } | { readonly problem: Text } | undefined {
  if (given === null || given === undefined || (typeof given === 'string' && given.trim() === '')) return undefined;
  switch (field.type) {
    case 'text':
    case 'link':
      return { value: typeof given === 'number' || typeof given === 'boolean' ? String(given) : given };
    case 'int':
      return { value: typeof given === 'string' ? withoutGroups(plainNumber(given)) : given };
    case 'decimal':
      return { value: written(given, field.unit === 'rate') };
    case 'date':
      return { value: typeof given === 'string' || typeof given === 'number' ? writtenDay(normaliseWidth(String(given))) : given };
    case 'bool':
      return yesOrNo(given);
    case 'choice':
      return chosen(field.values, given);
    case 'time':
    case 'json':
      return { value: given };
  }
}

const GROUPED = /^[+-]?\d{1,3}(,\d{3})+$/;

function withoutGroups(text: string): string {
  return GROUPED.test(text) ? text.replaceAll(',', '') : text;
}

/** @param isRate `13%` is 0.13 */
function written(given: unknown, isRate: boolean): unknown {
  if (typeof given === 'number') return Number.isFinite(given) ? decimal(String(given)).toFixed() : given;
  if (typeof given !== 'string') return given;
  const plain = plainNumber(given);
  const percent = /^([+-]?\d+(?:\.\d+)?)%$/.exec(plain)?.[1];
  return isRate && percent !== undefined ? decimal(percent).div(100).toFixed() : plain;
}

/** In plain width, without the currency's sign; an accountant's `(1,234.50)` is -1,234.50, whichever side of the bracket the sign of the currency stands. */
function plainNumber(text: string): string {
  const plain = normaliseWidth(text).replace(/^[\u2212\u2013]/, '-');
  const inside = /^[¥￥$]?\(([^()+-]+)\)$/.exec(plain)?.[1];
  return (inside === undefined ? plain : `-${inside}`).replace(/^([+-]?)[¥￥$]/, '$1').replace(/(?<=\d)元$/, '');
}

const DAY_MS = 86_400_000;
/** Day 1 of a workbook is 1900-01-01; day 60 is a leap day that never was, so that later ones count from here. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
/** From 1970 to 2099: other numbers are more likely something else than a day. */
const FIRST_SERIAL = 25_569;
const LAST_SERIAL = 73_050;

/** `2026年3月9日` and `20260309`, and a workbook's own number of a day; a time of midnight after the day is a spreadsheet's habit. */
function writtenDay(text: string): string {
  const day = text.replace(/[T]?0{1,2}:00(:00(\.0+)?)?$/, '');
  const serial = /^(\d{5})(?:\.0+)?$/.exec(day)?.[1];
  if (serial !== undefined && Number(serial) >= FIRST_SERIAL && Number(serial) <= LAST_SERIAL) return new Date(DAY_ZERO + Number(serial) * DAY_MS).toISOString().slice(0, 10);
  const [, year, month, date] = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(day) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(day) ?? [];
  return year === undefined ? day : `${year}-${month}-${date}`;
}

const YES = new Set(['true', 'yes', 'y', '1', '是', '√', '对']);
const NO = new Set(['false', 'no', 'n', '0', '否', '×', '不']);

function yesOrNo(given: unknown): { readonly value: unknown } | { readonly problem: Text } {
  if (typeof given === 'boolean') return { value: given };
  const text = normaliseWidth(String(given)).toLowerCase();
  if (YES.has(text)) return { value: true };
  if (NO.has(text)) return { value: false };
  return { problem: { zh: '应为“是”或“否”', en: 'must be yes or no' } };
}

function chosen(values: Readonly<Record<string, Text>>, given: unknown): { readonly value: unknown } | { readonly problem: Text } {
  const text = String(given).trim();
  if (Object.hasOwn(values, text)) return { value: text };
  const same = (label: string): boolean => label.toLowerCase() === text.toLowerCase();
  const found = Object.entries(values).find(([key, label]) => same(key) || same(label.zh) || same(label.en));
  if (found) return { value: found[0] };
  const labels = Object.values(values);
  return {
    problem: { zh: `应为其中之一：${labels.map((label) => label.zh).join('、')}`, en: `must be one of: ${labels.map((label) => label.en).join(', ')}` },
  };
}
