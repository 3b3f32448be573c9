import type { Card } from '#common/api';
import { onDay } from '#renderer/filter/periods.ts';
import { lastDay } from '#renderer/pages/report/months.ts';
import { cardObject, pointSource } from './card-query.ts';

/** A list with a filter. */
export interface ListLead {
  readonly object: string;
  readonly filter?: string;
}

/** The list of all that a card counts. */
export function leadOfCard(card: Card, today: Date): ListLead | undefined {
  if (card.list === undefined) return undefined;
  const { object, filter } = card.list;
  return filter === undefined ? { object } : { object, filter: onDay(filter, today) };
}

/**
 * The list behind one point of a card: the records of its month, its customer, its category. Of child rows the documents cannot be told apart, so that a
 * point of theirs leads where the whole card leads.
 */
export function leadOfPoint(card: Card, point: string | null, today: Date): ListLead | undefined {
  const source = pointSource(card);
  if (source === undefined || card.query.object.includes('.')) return leadOfCard(card, today);
  const filter = card.query.filter === undefined ? '' : onDay(card.query.filter, today);
  return { object: cardObject(card), filter: [...(filter.trim() === '' ? [] : [bracketed(filter)]), pointCondition(source, point)].join(' && ') };
}

/** Plain conditions stay side by side, so that the list shows each as a chip of its own. */
function bracketed(filter: string): string {
  return /\|\||\?/.test(filter) ? `(${filter})` : filter;
}

/** @param source a path, `month(path)` or `year(path)` */
export function pointCondition(source: string, point: string | null): string {
  const [, by, path = source] = /^(month|year)\((.+)\)$/.exec(source) ?? [];
  if (point === null) return `${path} == null`;
  if (by === 'month') return `(${path} >= "${point}-01" && ${path} <= "${lastDay(point)}")`;
  if (by === 'year') return `(${path} >= "${point}-01-01" && ${path} <= "${point}-12-31")`;
  return `${path} == ${JSON.stringify(point)}`;
}
