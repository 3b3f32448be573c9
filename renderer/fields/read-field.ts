import type { FieldView } from '#renderer/host';
import { display } from './display.ts';
import { readChoice } from './read-choice.ts';
import { readDate, readTime, todayHere } from './read-date.ts';
import { readNumber } from './read-number.ts';
import { isUnread, plain, unread } from './reading.ts';

type Shape = Pick<FieldView, 'type' | 'options'>;

const YES = new Set(['1', 'y', 'yes', 'true', '是', '√', '✓', '对', '有']);
const NO = new Set(['0', 'n', 'no', 'false', '否', '×', '✗', '错', '无']);

/**
 * Reads what was typed or pasted into a field, other than a link, which only the host can find.
 * @returns the value as the host takes it, null for nothing, or what could not be read with the reason
 */
export function readField(field: Shape, text: string, today = todayHere()): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (field.type) {
    case 'decimal':
    case 'int':
      return readNumber(field, trimmed);
    case 'date':
      return readDate(trimmed, today);
    case 'time':
      return readTime(trimmed, today);
    case 'choice':
      return readChoice(field, trimmed);
    case 'bool':
      return readBool(trimmed);
    case 'json':
      return readJson(trimmed);
    default:
      return readText(field, field.options['long'] === true ? text : trimmed);
  }
}

/** A value as it stands in an input: numbers without separators, so that they can be changed at any place. */
export function writeField(field: Shape, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (isUnread(value)) return value.unread;
  if (field.type === 'json') return JSON.stringify(value, undefined, 2);
  const shown = display(field, value);
  return field.type === 'decimal' || field.type === 'int' ? shown.replaceAll(',', '') : shown;
}

function readBool(text: string): unknown {
  const word = plain(text).toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : unread(text, '应为是或否', 'must be yes or no');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return unread(text, '不是有效的 JSON', 'is not valid JSON');
  }
}

function readText({ options }: Shape, text: string): unknown {
  const max = options['max'];
  const length = [...text].length;
  return typeof max === 'number' && length > max ? unread(text, `最多 ${max} 个字，现有 ${length} 个`, `at most ${max} characters, now ${length}`) : text;
}
