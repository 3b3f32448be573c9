import { describe, expect, it } from 'vitest';
import type { ApiObject } from '#common/api';
import { columnsWithin, defaultColumns, defaultSort, defaultWidth } from './default-columns.ts';

type Field = ApiObject['fields'][number];

function field(name: string, type: string, options: Record<string, unknown> = {}, required = false, level: Field['level'] = 'read'): Field {
  return { name, type, label: { zh: name, en: name }, level, writable: [], required, options };
}

function object(name: string, kind: string, title: string, fields: readonly Field[], states: readonly string[] = []): ApiObject {
  const standard = [field('id', 'text'), field('version', 'int'), field('state', 'text'), field('number', 'text'), field('archived', 'bool'), field('createdAt', 'time')];
  return {
    name, kind, title, module: 'test', label: { zh: name, en: name }, fields: [...standard, ...fields], children: [], actions: [], can: ['read'],
    states: Object.fromEntries(states.map((state) => [state, { zh: state, en: state }])),
  } as ApiObject;
}

const customer = object('customer', 'master', 'name', [
  field('code', 'text', {}, true), field('name', 'text', {}, true), field('contactName', 'text'), field('phone', 'text', {}, false, 'masked'), field('address', 'text'), field('city', 'text'),
  field('tier', 'choice', { values: {} }), field('creditLimit', 'decimal', { unit: 'amount' }), field('note', 'text', { long: true }),
]);
const order = object('sales-order', 'document', 'number', [
  field('customer', 'link', { to: 'customer' }, true), field('date', 'date', {}, true), field('reference', 'text'), field('shipAddress', 'text'), field('freight', 'decimal', { unit: 'amount' }),
  field('totalAmount', 'decimal', { unit: 'amount' }), field('margin', 'decimal', { unit: 'amount' }), field('note', 'text', { long: true }),
], ['draft', 'confirmed']);
const balance = object('stock-balance', 'ledger', 'product', [
  field('product', 'link', { to: 'customer' }, true), field('quantity', 'decimal', { unit: 'quantity' }, true), field('value', 'decimal', { unit: 'amount' }, true), field('average', 'decimal', { unit: 'price' }, true),
]);
const find = (name: string): ApiObject | undefined => [customer, order, balance].find((one) => one.name === name);

describe('a list that nobody has arranged', () => {
  it('a document begins with number, day and partner, shows what it comes to, and ends with its state', () => {
    expect(defaultColumns(order, find)).toEqual(['number', 'date', 'customer', 'totalAmount', 'margin', 'state']);
    expect(defaultSort(order, find)).toEqual(['-date', '-number']);
  });

  it('a master is known by code and name; addresses and notes stand aside', () => {
    expect(defaultColumns(customer, find)).toEqual(['code', 'name', 'contactName', 'phone', 'city', 'creditLimit', 'tier']);
    expect(defaultSort(customer, find)).toEqual(['code']);
  });

  it('a balance is sorted by what the linked product is called', () => {
    expect(defaultColumns(balance, find)).toEqual(['product', 'quantity', 'value', 'average']);
    expect(defaultSort(balance, find)).toEqual(['product.name']);
  });

  it('is as wide as its words in the language that is read', () => {
    const long = { ...order, states: { draft: { zh: '草稿', en: 'Draft' }, partly: { zh: '部分交货', en: 'Partially delivered' } } };
    const [zh, en] = (['zh', 'en'] as const).map((lang) => defaultWidth(long, 'state', find, { lang, size: 13 }));
    expect(zh).toBeGreaterThanOrEqual(52 + 48);
    expect(en).toBeGreaterThan(150);
    expect(zh).toBeLessThan(120);
  });

  it('keeps number, day, partner, total and state whole, however narrow the window is; the rest goes by how little it is looked for', () => {
    const wide = { ...order, fields: [...order.fields, field('employee', 'link', { to: 'customer' }), field('paid', 'choice', { values: {} }), field('dueDate', 'date')] };
    const within = (room: number) => columnsWithin(wide, find, { lang: 'zh', size: 13 }, room);
    const all = defaultColumns(wide, find);
    expect(within(5000)).toEqual(all);
    expect(within(100)).toEqual(['number', 'date', 'customer', 'totalAmount', 'state']);
    const narrower = all.filter((path) => path !== 'employee');
    expect(within(all.reduce((sum, path) => sum + defaultWidth(wide, path, find, { lang: 'zh', size: 13 }), 0) - 1)).toEqual(narrower);
  });

  it('nobody is shown or sorted by what is not open to them', () => {
    const hidden = { ...order, fields: order.fields.filter(({ name }) => name !== 'margin').map((one) => (one.name === 'date' ? { ...one, level: 'masked' as const } : one)) };
    expect(defaultColumns(hidden, find)).not.toContain('margin');
    expect(defaultSort(hidden, find)).toEqual(['-createdAt']);
    expect(defaultColumns(order, () => undefined)).not.toContain('customer');
  });
});
