import { describe, expect, it } from 'vitest';
import type { ApiObject } from '#common/api';
import { groupField, groupFilter, groupQuery, groupsFrom, inOrder, type CountedGroup, type GroupField } from './groups.ts';

const field = (name: string, type: string, options: Record<string, unknown> = {}) =>
  ({ name, type, label: { zh: name, en: name }, level: 'read' as const, writable: [], required: false, options });
const customer = { name: 'customer', kind: 'master', title: 'name', fields: [field('name', 'text')], states: {} } as unknown as ApiObject;
const order = {
  name: 'sales-order', kind: 'document', title: 'number', states: { draft: { zh: '草稿', en: 'Draft' }, closed: { zh: '已关闭', en: 'Closed' } },
  fields: [field('state', 'text'), field('customer', 'link', { to: 'customer' }), field('date', 'date'), field('rush', 'bool')],
} as unknown as ApiObject;
const find = (name: string): ApiObject | undefined => (name === 'customer' ? customer : order);
const by = (key: string): GroupField => groupField(order, key, find)!;
const group = (value: CountedGroup['value'], title: string | null = null): CountedGroup => ({ value, title, count: 1, sums: {} });

describe('groups of a list', () => {
  it('are counted and added up by the host, links with their names', () => {
    expect(groupQuery('sales-order', by('customer'), ['totalAmount'], 'state == "draft"')).toMatchObject({
      select: ['customer as groupValue', 'customer.name as groupTitle', 'count() as groupCount', 'sum(totalAmount) as groupSum0'],
      group: ['customer', 'customer.name'], filter: 'state == "draft"',
    });
    expect(groupsFrom([{ groupValue: 'c1', groupTitle: '北风', groupCount: 31, groupSum0: '1200.50' }], ['totalAmount'])).toEqual([
      { value: 'c1', title: '北风', count: 31, sums: { totalAmount: '1200.50' } },
    ]);
  });

  it.each([
    ['customer', 'c1', 'customer == "c1"'],
    ['customer', null, 'customer == null'],
    ['state', 'draft', 'state == "draft"'],
    ['rush', false, 'rush != true'],
    ['month(date)', '2026-02', 'date >= "2026-02-01" && date < "2026-03-01"'],
    ['month(date)', '2026-12', 'date >= "2026-12-01" && date < "2027-01-01"'],
    ['year(date)', '2026', 'date >= "2026-01-01" && date < "2027-01-01"'],
    ['month(date)', null, 'date == null'],
  ])('the rows of %s %s are those with %s', (key, value, filter) => {
    expect(groupFilter(by(key), value)).toBe(filter);
  });

  it('stand in the order people expect', () => {
    const zh = new Intl.Collator('zh-CN-u-co-pinyin');
    const title = (one: CountedGroup): string => one.title ?? String(one.value);
    expect(inOrder(by('month(date)'), [group('1997-01'), group('1998-05'), group(null)], title, zh).map(({ value }) => value)).toEqual(['1998-05', '1997-01', null]);
    expect(inOrder(by('state'), [group('closed'), group('draft')], title, zh).map(({ value }) => value)).toEqual(['draft', 'closed']);
    expect(inOrder(by('customer'), [group('1', '重庆'), group(null), group('2', '安徽'), group('3', '北京')], title, zh).map(title)).toEqual(['安徽', '北京', '重庆', 'null']);
  });

  it('nothing is grouped by what is not open to the reader', () => {
    const masked = { ...order, fields: order.fields.map((one) => ({ ...one, level: 'masked' as const })) };
    expect(groupField(masked, 'customer', find)).toBeUndefined();
    expect(groupField(order, 'month(customer)', find)).toBeUndefined();
  });
});
