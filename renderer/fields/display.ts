import { Decimal } from '#common/decimal';
import type { Text } from '#common/errors';
import type { FieldView } from '#renderer/host';
import { say, showDate, showDecimal, showTime } from '#renderer/language';

/** What a list or record shows of a value; links are shown by their title, which the caller has read as `field.title`. */
export function display(field: Pick<FieldView, 'type' | 'options'>, value: unknown, linkTitle?: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  switch (field.type) {
    case 'decimal':
      return isRate(field) ? showPercent(String(value)) : showDecimal(String(value), placesOf(field));
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
      return listed(value);
    default:
      return String(value);
  }
}

/** A structured value in one line: its words, without the brackets of programs. */
function listed(value: unknown): string {
  if (Array.isArray(value)) return value.map(listed).join('、');
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([name, one]) => `${name}：${listed(one)}`).join('；');
  return String(value ?? '');
}

/** Digits shown after the point. */
export function placesOf(field: Pick<FieldView, 'options'>): number | undefined {
  const shown = field.options['shown'];
  return typeof shown === 'number' ? shown : undefined;
}

export function choiceLabel(field: Pick<FieldView, 'options'>, value: string): string {
  const label = choicesOf(field)[value];
  return label === undefined ? value : say(label);
}

/** What a choice can be, in the order of its definition. */
export function choicesOf(field: Pick<FieldView, 'options'>): Readonly<Record<string, Text>> {
  return (field.options['values'] as Readonly<Record<string, Text>> | undefined) ?? {};
}

/** Values that stand to the right, digit under digit. */
export function isNumeric(field: Pick<FieldView, 'type'>): boolean {
  return field.type === 'decimal' || field.type === 'int';
}

/** A fraction that people speak of in percent: tax rates, discounts. */
export function isRate(field: Pick<FieldView, 'type' | 'options'>): boolean {
  return field.type === 'decimal' && field.options['unit'] === 'rate';
}

/** Money in the company's currency. */
export function isAmount(field: Pick<FieldView, 'type' | 'options'>): boolean {
  return field.type === 'decimal' && field.options['unit'] === 'amount';
}

/** The object that a link leads to. */
export function linkedObject(field: Pick<FieldView, 'options'>): string {
  const to = field.options['to'];
  return typeof to === 'string' ? to : '';
}

function showPercent(value: string): string {
  return /^-?\d+(\.\d+)?$/.test(value) ? `${new Decimal(value).times(100).toFixed()}%` : value;
}
