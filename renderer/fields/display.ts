import type { FieldView } from '#renderer/host';
import { say, showDate, showDecimal, showTime } from '#renderer/language';
import type { Text } from '#common/errors';

/** What a list or record shows of a value; links are shown by their title, which the caller has read as `field.title`. */
export function display(field: Pick<FieldView, 'type' | 'options'>, value: unknown, linkTitle?: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  switch (field.type) {
    case 'decimal':
      return showDecimal(String(value), placesOf(field));
    case 'date':
      return showDate(String(value));
    case 'time':
      return showTime(String(value));
    case 'bool':
      return value === true ? '✓' : '';
    case 'choice':
      return choiceLabel(field, String(value));
    case 'link':
      return String(linkTitle ?? value);
    case 'json':
      return JSON.stringify(value);
    default:
      return String(value);
  }
}

/** Digits shown after the point. */
export function placesOf(field: Pick<FieldView, 'options'>): number | undefined {
  const shown = field.options['shown'];
  return typeof shown === 'number' ? shown : undefined;
}

export function choiceLabel(field: Pick<FieldView, 'options'>, value: string): string {
  const values = field.options['values'] as Readonly<Record<string, Text>> | undefined;
  const label = values?.[value];
  return label === undefined ? value : say(label);
}

/** Values that stand to the right, digit under digit. */
export function isNumeric(field: Pick<FieldView, 'type'>): boolean {
  return field.type === 'decimal' || field.type === 'int';
}
