import type { ApiObject, Card } from '#common/api';
import type { Text } from '#common/errors';
import { fieldsAt, kindOfField, type FieldAt, type Find } from '#renderer/filter/paths.ts';

/* A card as a person makes it: of which records, what is counted, by what, drawn how. */

export type Kind = Card['kind'];
export type Fold = 'sum' | 'avg' | 'min' | 'max';

export interface Making {
  object: string;
  /** `count`, or a fold of a field: `sum:netAmount`. */
  measure: string;
  /** Nothing, `month:date`, `year:date`, or a path. */
  by: string;
  kind: Kind;
  filter: string;
  width: number;
  /** Empty: called after what it shows. */
  title: string;
}

export const EMPTY_MAKING: Readonly<Making> = { object: '', measure: 'count', by: '', kind: 'number', filter: '', width: 3, title: '' };

export interface Choice {
  readonly value: string;
  readonly label: Text;
}

const FOLDS: Readonly<Record<Fold, Text>> = {
  sum: { zh: '合计', en: 'total' }, avg: { zh: '平均', en: 'average' }, min: { zh: '最小', en: 'least' }, max: { zh: '最大', en: 'greatest' },
};
const COUNT: Text = { zh: '数量（笔数）', en: 'Number of records' };
const BY_MONTH: Text = { zh: '按月', en: 'by month' };
const BY_YEAR: Text = { zh: '按年', en: 'by year' };

/** What can be worked out of an object's records. */
export function measuresOf(definition: ApiObject, find: Find): readonly Choice[] {
  const numbers = fieldsAt(definition, find).filter((field) => kindOfField(field) === 'number' && !field.path.includes('.'));
  const folded = (['sum', 'avg', 'min', 'max'] as const).flatMap((fold) => numbers.map(({ path, label }) => ({ value: `${fold}:${path}`, label: joined(label, FOLDS[fold]) })));
  return [{ value: 'count', label: COUNT }, ...folded];
}

/** By what it can be told apart. */
export function groupsOf(definition: ApiObject, find: Find): readonly Choice[] {
  return fieldsAt(definition, find).flatMap((field): Choice[] => {
    const { path, label } = field;
    switch (kindOfField(field)) {
      case 'date':
        return [{ value: `month:${path}`, label: joined(label, BY_MONTH) }, { value: `year:${path}`, label: joined(label, BY_YEAR) }];
      case 'choice':
        return [{ value: path, label }];
      case 'link':
        return field.titlePath === undefined ? [] : [{ value: field.titlePath, label }];
      case 'text':
        return path.includes('.') && isName(field) ? [] : [{ value: path, label }];
      default:
        return [];
    }
  });
}

/** The name of a linked record is what the link itself is shown by. */
function isName({ path }: FieldAt): boolean {
  return /\.(name|title)$/.test(path);
}

/** How something can be drawn: without groups it is one figure. */
export function kindsOf(by: string): readonly Kind[] {
  return by === '' ? ['number'] : ['bar', 'line', 'pie', 'table'];
}

/** What a card is called when its maker says nothing: `销售订单 价税合计 合计（按月）`. */
export function ownTitle(making: Making, definition: ApiObject, find: Find): Text {
  const measure = measuresOf(definition, find).find(({ value }) => value === making.measure)?.label ?? COUNT;
  const by = groupsOf(definition, find).find(({ value }) => value === making.by)?.label;
  return {
    zh: `${definition.label.zh}${measure.zh}${by === undefined ? '' : `（${by.zh}）`}`,
    en: `${definition.label.en}: ${measure.en.toLowerCase()}${by === undefined ? '' : ` (${by.en.toLowerCase()})`}`,
  };
}

/** @param name tells it from other cards of its dashboard */
export function makeCard(making: Making, definition: ApiObject, find: Find, name: string): Card {
  const { object, measure, by, filter, kind, width, title } = making;
  const [fold = '', path = ''] = measure.split(':');
  const source = groupSource(by);
  const timed = /^(month|year):/.test(by);
  const field = fieldsAt(definition, find).find((one) => one.path === path)?.field;
  const where = filter.trim() === '' ? {} : { filter };
  return {
    name,
    label: title.trim() === '' ? ownTitle(making, definition, find) : { zh: title.trim(), en: title.trim() },
    kind,
    query: {
      object,
      select: [...(source === undefined ? [] : [`${source} as point`]), `${measure === 'count' ? 'count()' : `${fold}(${path})`} as figure`],
      ...where,
      ...(source === undefined ? {} : { group: [source], order: [timed ? '-point' : '-figure'], limit: timed ? 24 : 12 }),
    },
    ...(source === undefined ? {} : { x: 'point' }),
    y: ['figure'],
    format: measure === 'count' ? 'count' : field?.options['unit'] === 'amount' ? 'amount' : 'quantity',
    width,
    list: { object, ...where },
  };
}

/** What a person would have chosen to get a card; undefined for a card that says more than that. */
export function readMaking(card: Card): Making | undefined {
  const [first = '', second, ...further] = card.query.select;
  const measured = /^(?:count\(\)|(sum|avg|min|max)\(([\w.]+)\)) as (\w+)$/.exec(second ?? first);
  if (measured === null || further.length > 0 || card.minus !== undefined || card.y.length !== 1 || card.query.object.includes('.')) return undefined;
  const [, fold, path] = measured;
  const source = second === undefined ? '' : first.replace(/ as \w+$/, '');
  const [, unit, date] = /^(month|year)\((\w+)\)$/.exec(source) ?? [];
  return {
    object: card.query.object,
    measure: fold === undefined ? 'count' : `${fold}:${path ?? ''}`,
    by: unit === undefined ? source : `${unit}:${date ?? ''}`,
    kind: card.kind,
    filter: card.query.filter ?? '',
    width: card.width,
    title: '',
  };
}

function groupSource(by: string): string | undefined {
  if (by === '') return undefined;
  const [, unit, path] = /^(month|year):(.+)$/.exec(by) ?? [];
  return unit === undefined ? by : `${unit}(${path ?? ''})`;
}

function joined(label: Text, more: Text): Text {
  return { zh: `${label.zh} ${more.zh}`, en: `${label.en} ${more.en}` };
}
