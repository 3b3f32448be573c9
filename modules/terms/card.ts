import type { Card } from '#common/api';

/* Cards of shipped dashboards. By month means the last 24 months in which there is something, by whatever calendar: a firm that has just moved its
 * books over sees its past, not an empty page. */

type Query = Card['query'];

interface Look {
  readonly zh: string;
  readonly en: string;
  readonly format?: Card['format'];
  readonly width?: number;
}

/** One figure. @param list leads to the records behind it */
export function figure(name: string, look: Look, object: string, measure: string, more: { filter?: string; minus?: string; list?: boolean } = {}): Card {
  const { filter, minus, list } = more;
  const where = filter === undefined ? {} : { filter };
  return {
    name,
    label: { zh: look.zh, en: look.en },
    kind: 'number',
    query: { object, select: [`${measure} as figure`, ...(minus === undefined ? [] : [`${minus} as minus`])], ...where },
    y: ['figure'],
    ...(minus === undefined ? {} : { minus: 'minus' }),
    format: look.format ?? 'amount',
    width: look.width ?? 3,
    ...(list === true ? { list: { object, ...where } } : {}),
  };
}

/** A measure by month, the last 24 of them. @param date a date, or the month itself as text */
export function byMonth(name: string, look: Look, query: Pick<Query, 'object' | 'filter'> & { date: string; measure: string; minus?: string }): Card {
  const { object, filter, date, measure, minus } = query;
  return {
    name,
    label: { zh: look.zh, en: look.en },
    kind: 'bar',
    query: {
      object,
      select: [`${date} as month`, `${measure} as figure`, ...(minus === undefined ? [] : [`${minus} as minus`])],
      ...(filter === undefined ? {} : { filter }),
      group: [date],
      order: ['-month'],
      limit: 24,
    },
    x: 'month',
    y: ['figure'],
    ...(minus === undefined ? {} : { minus: 'minus' }),
    format: look.format ?? 'amount',
    width: look.width ?? 8,
  };
}

/** A measure by something else, the largest first. */
export function largest(
  name: string,
  look: Look & { readonly kind: 'bar' | 'pie' | 'table' },
  query: Pick<Query, 'object' | 'filter'> & { by: string; measure: string; limit?: number },
): Card {
  const { object, filter, by, measure, limit } = query;
  return {
    name,
    label: { zh: look.zh, en: look.en },
    kind: look.kind,
    query: {
      object,
      select: [`${by} as name`, `${measure} as figure`],
      ...(filter === undefined ? {} : { filter }),
      group: [by],
      order: ['-figure'],
      limit: limit ?? 10,
    },
    x: 'name',
    y: ['figure'],
    format: look.format ?? 'amount',
    width: look.width ?? 4,
  };
}
