import type { Card, QueryBody } from '#common/api';
import { onDay } from '#renderer/filter/periods.ts';

/** The query of a card as it is asked on a day: `$monthStart`, `$yearStart` and `$today` in its filter are days of this calendar. */
export function cardQuery({ query }: Pick<Card, 'query'>, today: Date): QueryBody {
  const { filter, group, order, limit, ...rest } = query;
  return {
    ...rest,
    ...(filter === undefined || filter.trim() === '' ? {} : { filter: onDay(filter, today) }),
    ...(group === undefined ? {} : { group }),
    ...(order === undefined ? {} : { order }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** What the values at the points of a card are read from: `month(date)` of `month(date) as month`. */
export function pointSource(card: Pick<Card, 'x' | 'query'>): string | undefined {
  const { x } = card;
  if (x === undefined) return undefined;
  const found = card.query.select.find((part) => part === x || part.endsWith(` as ${x}`));
  return found?.replace(/ as \w+$/, '');
}

/** The object whose changes change a card; of child rows, their document. */
export function cardObject(card: Pick<Card, 'query'>): string {
  return card.query.object.split('.')[0] ?? card.query.object;
}
