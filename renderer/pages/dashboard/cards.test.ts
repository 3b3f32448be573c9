import { describe, expect, it } from 'vitest';
import type { ApiObject, Card } from '#common/api';
import { leadOfCard, leadOfPoint, pointCondition } from './card-leads.ts';
import { groupsOf, kindsOf, makeCard, measuresOf, readMaking, type Making } from './card-maker.ts';
import { cardQuery } from './card-query.ts';

const TODAY = new Date(2026, 10, 22);
const label = (zh: string): { zh: string; en: string } => ({ zh, en: zh });
const field = (name: string, type: string, zh: string, options: Record<string, unknown> = {}): ApiObject['fields'][number] => ({
  name, type, label: label(zh), level: 'read', writable: [], required: false, options,
});
const object = (name: string, zh: string, fields: ApiObject['fields']): ApiObject => ({
  name, kind: 'document', label: label(zh), module: 'sales', title: 'number', fields, children: [], states: {}, actions: [], can: ['read'],
});
const customer = { ...object('customer', '客户', [field('name', 'text', '名称')]), title: 'name', kind: 'master' };
const order = object('order', '订单', [
  field('date', 'date', '日期'), field('customer', 'link', '客户', { to: 'customer' }), field('net', 'decimal', '净额', { unit: 'amount' }), field('stage', 'choice', '阶段', { values: {} }),
]);
const find = (name: string): ApiObject | undefined => [customer, order].find((one) => one.name === name);
const monthly: Card = {
  name: 'turnover', label: label('月销售额'), kind: 'bar', x: 'month', y: ['figure'], format: 'amount', width: 8,
  query: { object: 'invoice', select: ['month(date) as month', 'sum(net) as figure'], filter: 'date >= "$yearStart-1" || state == "posted"', group: ['month(date)'], order: ['-month'], limit: 24 },
};

describe('what a card asks', () => {
  it('has days in place of those that move', () => {
    expect(cardQuery(monthly, TODAY).filter).toBe('date >= "2025-01-01" || state == "posted"');
    expect(cardQuery({ query: { object: 'order', select: ['count()'], filter: 'date >= $monthStart' } }, TODAY)).toEqual({ object: 'order', select: ['count()'], filter: 'date >= "2026-11-01"' });
  });
});

describe('where a point of a card leads', () => {
  it('a month to its documents, within what the card counts', () => {
    expect(leadOfPoint(monthly, '1997-12', TODAY)).toEqual({
      object: 'invoice', filter: '(date >= "2025-01-01" || state == "posted") && (date >= "1997-12-01" && date <= "1997-12-31")',
    });
  });

  it('conditions stay side by side where they can', () => {
    const posted: Card = { ...monthly, query: { ...monthly.query, filter: 'state == "posted"' } };
    expect(leadOfPoint(posted, '1998-02', TODAY)?.filter).toBe('state == "posted" && (date >= "1998-02-01" && date <= "1998-02-28")');
    expect(leadOfPoint({ ...monthly, query: { ...monthly.query, filter: '' } }, '1998-02', TODAY)?.filter).toBe('(date >= "1998-02-01" && date <= "1998-02-28")');
  });

  it('a name to what bears it, and no name to what has none', () => {
    expect(pointCondition('customer.name', 'Bólido "X"')).toBe('customer.name == "Bólido \\"X\\""');
    expect(pointCondition('employee.name', null)).toBe('employee.name == null');
    expect(pointCondition('year(date)', '1998')).toBe('(date >= "1998-01-01" && date <= "1998-12-31")');
  });

  it('lines lead where their card leads, if it does', () => {
    const lines: Card = { ...monthly, query: { ...monthly.query, object: 'invoice.lines' } };
    expect(leadOfPoint(lines, '1997-12', TODAY)).toBeUndefined();
    const list = { object: 'invoice', filter: 'date >= $today' };
    expect(leadOfPoint({ ...lines, list }, '1997-12', TODAY)).toEqual({ object: 'invoice', filter: 'date >= "2026-11-22"' });
    expect(leadOfCard(monthly, TODAY)).toBeUndefined();
  });
});

describe('cards that people make', () => {
  const making: Making = { object: 'order', measure: 'sum:net', by: 'month:date', kind: 'bar', filter: 'stage == "won"', width: 8, title: '' };

  it('offer what can be worked out, and by what', () => {
    expect(measuresOf(order, find).map(({ value }) => value)).toEqual(['count', 'sum:net', 'avg:net', 'min:net', 'max:net']);
    expect(groupsOf(order, find).map(({ value }) => value)).toEqual(['month:date', 'year:date', 'customer.name', 'stage']);
    expect(kindsOf('')).toEqual(['number']);
  });

  it('are queries like those of shipped ones', () => {
    expect(makeCard(making, order, find, 'c1')).toEqual({
      name: 'c1', label: { zh: '订单净额 合计（日期 按月）', en: '订单: 净额 total (日期 by month)' }, kind: 'bar', x: 'point', y: ['figure'], format: 'amount', width: 8,
      query: { object: 'order', select: ['month(date) as point', 'sum(net) as figure'], filter: 'stage == "won"', group: ['month(date)'], order: ['-point'], limit: 24 },
      list: { object: 'order', filter: 'stage == "won"' },
    });
    expect(makeCard({ ...making, by: '', measure: 'count', filter: '', title: ' 订单数 ' }, order, find, 'c2')).toMatchObject({
      label: { zh: '订单数' }, query: { object: 'order', select: ['count() as figure'] }, format: 'count',
    });
  });

  it('are read back to be changed; what says more is left as it is', () => {
    for (const one of [making, { ...making, by: 'customer.name', measure: 'count' }, { ...making, by: '', kind: 'number' as const }]) expect(readMaking(makeCard(one, order, find, 'c'))).toEqual(one);
    expect(readMaking({ ...monthly, minus: 'minus' })).toBeUndefined();
    expect(readMaking({ ...monthly, query: { ...monthly.query, object: 'invoice.lines' } })).toBeUndefined();
  });
});
