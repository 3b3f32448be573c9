import { describe, expect, it } from 'vitest';
import type { ApiObject } from '#common/api';
import { problemOfFilter } from './expression-problem.ts';
import { fieldAt, fieldsAt, kindOfField } from './paths.ts';

type Field = ApiObject['fields'][number];
const field = (name: string, type: string, options: Record<string, unknown> = {}, level: Field['level'] = 'read'): Field =>
  ({ name, type, label: { zh: `${name}中`, en: name }, level, writable: [], required: false, options });
const object = (name: string, kind: string, title: string, fields: Field[], states: string[] = []): ApiObject => ({
  name, kind, title, module: 'test', label: { zh: name, en: name }, children: [], actions: [], can: ['read'],
  fields: [field('id', 'text'), field('state', 'text'), field('number', 'text'), ...fields],
  states: Object.fromEntries(states.map((state) => [state, { zh: state, en: state }])),
} as ApiObject);

const customer = object('customer', 'master', 'name', [field('name', 'text'), field('city', 'text'), field('phone', 'text', {}, 'masked')]);
const order = object('order', 'document', 'number', [field('customer', 'link', { to: 'customer' }), field('date', 'date'), field('total', 'decimal', { scale: 2 })], ['draft', 'done']);
const find = (name: string): ApiObject | undefined => [customer, order].find((one) => one.name === name);

describe('fields that a list speaks of', () => {
  it('a field of what is linked to is named by both', () => {
    expect(fieldAt(order, 'customer.city', find)).toMatchObject({ path: 'customer.city', object: 'customer', label: { zh: 'customer中 · city中' }, open: true });
    expect(fieldAt(order, 'customer', find)?.titlePath).toBe('customer.name');
  });

  it('what is not there for the reader is not there', () => {
    expect(fieldAt(order, 'customer.creditLimit', find)).toBeUndefined();
    expect(fieldAt(order, 'customer.name.length', find)).toBeUndefined();
    expect(fieldAt(order, 'customer', () => undefined)?.titlePath).toBeUndefined();
  });

  it('a masked field is shown, but nothing is asked of it', () => {
    const phone = fieldAt(customer, 'phone', find);
    expect([phone?.open, phone && kindOfField(phone)]).toEqual([false, undefined]);
  });

  it('the state is a choice where there is a life, and no field where there is none', () => {
    expect(fieldAt(order, 'state', find)?.field.type).toBe('choice');
    expect(fieldAt(customer, 'state', find)).toBeUndefined();
  });

  it('what a record is known by comes first, what is linked to last', () => {
    expect(fieldsAt(order, find).map(({ path }) => path)).toEqual(['state', 'number', 'customer', 'date', 'total', 'customer.name', 'customer.city', 'customer.phone']);
  });
});

describe('a filter written as text', () => {
  it.each([
    ['total > 1000 && customer.city == "上海"', undefined],
    ['date >= "$monthStart"', undefined],
    ['', undefined],
    ['total >', /第 8 个字符/],
    ['total > "a"', /./],
    ['customer.phone == "139"', /没有这个字段：customer.phone/],
    ['total + 1', /是或否/],
  ])('%s', (source, problem) => {
    const found = problemOfFilter(source, order, find)?.zh;
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(problem);
  });
});
