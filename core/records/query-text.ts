import { refuse } from '#common/errors';
import type { Aggregate, Measure } from '#db/query';

const NAME = '[a-zA-Z][a-zA-Z0-9]*';
const ITEM = new RegExp(`^(?:(sum|avg|min|max|count|countDistinct|month|year)\\(\\s*(${NAME}(?:\\.${NAME})*)?\\s*\\)|(${NAME}(?:\\.${NAME})*))(?:\\s+as\\s+(${NAME}))?$`);

/**
 * Reads one item of a query: `customer.name`, `sum(total) as revenue`, `month(date)`.
 * @throws PanshiError `malformed`
 */
export function parseMeasure(text: string): Measure {
  const match = text.length <= 300 ? ITEM.exec(text.trim()) : null;
  if (!match) throw bad(text);
  const [whole, called, argument, plain, alias] = match;
  const path = (argument ?? plain)?.split('.');
  const name = alias ?? whole.replace(/\s+as\s+\S+$/, '').replace(/\s/g, '');
  if (called === undefined) return { alias: name, path: path ?? [] };
  if (called === 'month' || called === 'year') {
    if (!path) throw bad(text);
    return { alias: name, part: called, path };
  }
  if (!path && called !== 'count') throw bad(text);
  return { alias: name, aggregate: called as Aggregate, ...(path ? { path } : {}) };
}

function bad(text: string): Error {
  return refuse('malformed', `查询项写法有误：${text.slice(0, 100)}`, `This item of the query is not written right: ${text.slice(0, 100)}`);
}

const PATH = new RegExp(`^${NAME}(?:\\.${NAME})*$`);

/** A field path as its parts. @throws PanshiError `malformed` */
export function parsePath(text: string): readonly string[] {
  if (text.length > 200 || !PATH.test(text)) throw refuse('malformed', `字段写法有误：${text.slice(0, 100)}`, `Not a field: ${text.slice(0, 100)}`);
  return text.split('.');
}
