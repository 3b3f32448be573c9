import { Decimal } from '#common/decimal';
import type { Card } from '#common/api';
import { showDecimal } from '#renderer/language';

/* What the rows of a card's query say, in the order they are drawn. */

export type FigureRow = Readonly<Record<string, string | number | boolean | null>>;

export interface Figures {
  /** What stands at each point: months, names. `null` where it has none, such as a document without a salesperson. */
  readonly points: readonly (string | null)[];
  /** Exact, as decimal strings; one series for each measure. */
  readonly series: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export function figuresOf(card: Pick<Card, 'x' | 'y' | 'minus' | 'query'>, rows: readonly FigureRow[]): Figures {
  // A query that gives the newest first is drawn from the oldest.
  const drawn = card.x !== undefined && card.query.order?.[0] === `-${card.x}` ? rows.toReversed() : rows;
  return {
    points: drawn.map((row) => pointOf(card.x === undefined ? null : (row[card.x] ?? null))),
    series: card.y.map((name, at) => ({ name, values: drawn.map((row) => valueOf(row, name, at === 0 ? card.minus : undefined)) })),
  };
}

/** The one figure of a card that shows a number; `0` of nothing is nothing. */
export function figureOf(card: Pick<Card, 'y' | 'minus'>, rows: readonly FigureRow[]): string {
  const [name = ''] = card.y;
  return valueOf(rows[0] ?? {}, name, card.minus);
}

function pointOf(value: FigureRow[string]): string | null {
  return value === null || value === '' ? null : String(value);
}

function valueOf(row: FigureRow, name: string, minus: string | undefined): string {
  const value = decimalOf(row[name]);
  return (minus === undefined ? value : value.minus(decimalOf(row[minus]))).toFixed();
}

function decimalOf(value: FigureRow[string] | undefined): Decimal {
  const text = String(value ?? '0');
  return new Decimal(/^-?\d+(\.\d+)?$/.test(text) ? text : 0);
}

/** A figure written out. */
export function writtenFigure(value: string, format: Card['format']): string {
  return format === 'amount' ? showDecimal(new Decimal(value).toFixed(2), 2) : showDecimal(new Decimal(value).toFixed());
}

/** A figure in few letters, for an axis: `12.5万`, `1.2亿`; `125K`, `120M`. */
export function shortFigure(value: number, lang: 'zh' | 'en'): string {
  const steps = lang === 'zh' ? ([[1e8, '亿'], [1e4, '万']] as const) : ([[1e9, 'B'], [1e6, 'M'], [1e3, 'K']] as const);
  const size = Math.abs(value);
  for (const [worth, name] of steps) if (size >= worth) return `${trimmed(value / worth)}${name}`;
  return trimmed(value);
}

function trimmed(value: number): string {
  return showDecimal(String(Number(value.toFixed(2))));
}
