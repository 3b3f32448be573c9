import { describe, expect, it } from 'vitest';
import type { Group, Kind } from './filter.ts';
import { fromCel } from './from-cel.ts';
import { bothHold, toCel } from './to-cel.ts';

const KINDS: Readonly<Record<string, Kind>> = {
  name: 'text', 'customer.city': 'text', totalAmount: 'number', date: 'date', createdAt: 'time', state: 'choice', customer: 'link', discontinued: 'bool',
};
const kindOf = (path: string): Kind | undefined => KINDS[path];
const all = (...items: Group['items']): Group => ({ all: true, items });
const any = (...items: Group['items']): Group => ({ all: false, items });

describe('filters as conditions and as expressions', () => {
  it.each<[string, Group]>([
    ['lower(name).contains("acme")', all({ path: 'name', operator: 'contains', values: ['acme'] })],
    ['name.startsWith("上海")', all({ path: 'name', operator: 'starts', values: ['上海'] })],
    ['!name.contains("测试")', all({ path: 'name', operator: 'contains-not', values: ['测试'] })],
    ['customer.city == "London"', all({ path: 'customer.city', operator: 'is', values: ['London'] })],
    ['totalAmount >= 1000 && totalAmount <= 2000.50', all({ path: 'totalAmount', operator: 'between', values: ['1000', '2000.50'] })],
    ['totalAmount < -0.05', all({ path: 'totalAmount', operator: 'less', values: ['-0.05'] })],
    ['date >= "$monthStart" && date < "$monthStart+1"', all({ path: 'date', operator: 'period', values: ['this-month'] })],
    ['createdAt >= "$todayT-29" && createdAt < "$todayT+1"', all({ path: 'createdAt', operator: 'period', values: ['last-30-days'] })],
    ['state in ["draft", "confirmed"]', all({ path: 'state', operator: 'in', values: ['draft', 'confirmed'] })],
    ['!(state in ["draft", "confirmed"])', all({ path: 'state', operator: 'not-in', values: ['draft', 'confirmed'] })],
    ['state == "draft"', all({ path: 'state', operator: 'in', values: ['draft'] })],
    ['customer == null', all({ path: 'customer', operator: 'empty', values: [] })],
    ['discontinued != true', all({ path: 'discontinued', operator: 'no', values: [] })],
    ['state == "draft" || totalAmount > 5', any({ path: 'state', operator: 'in', values: ['draft'] }, { path: 'totalAmount', operator: 'more', values: ['5'] })],
  ])('%s', (cel, group) => {
    expect(fromCel(cel, kindOf)).toEqual(group);
    expect(toCel(group, kindOf)).toBe(cel);
  });

  it('groups within groups come back as they were', () => {
    const group = all(
      { path: 'date', operator: 'period', values: ['this-year'] },
      any({ path: 'state', operator: 'in', values: ['draft'] }, { path: 'totalAmount', operator: 'between', values: ['1', '2'] }),
    );
    const cel = '(date >= "$yearStart" && date < "$yearStart+1") && (state == "draft" || (totalAmount >= 1 && totalAmount <= 2))';
    expect(toCel(group, kindOf)).toBe(cel);
    expect(fromCel(cel, kindOf)).toEqual(group);
  });

  it('a text with quotes and brackets is a value and nothing else', () => {
    const group = all({ path: 'name', operator: 'is', values: ['a") || (true == true'] });
    expect(fromCel(toCel(group, kindOf), kindOf)).toEqual(group);
  });

  it.each([
    'quantity * price > 5', 'name.contains("Acme")', 'unknown == 1', '!(state == "draft" && totalAmount > 1)', 'owner == reader.id', 'name ==',
  ])('says that it cannot be shown as conditions: %s', (cel) => {
    expect(fromCel(cel, kindOf)).toBeUndefined();
  });

  it('what is not complete yet is not asked', () => {
    expect(toCel(all({ path: 'name', operator: 'contains', values: [''] }, { path: 'totalAmount', operator: 'between', values: ['1', ''] }), kindOf)).toBe('');
  });

  it('two filters both hold', () => {
    expect(bothHold('a == 1 || b == 2', '', 'c == 3')).toBe('(a == 1 || b == 2) && (c == 3)');
    expect(bothHold('', undefined)).toBe('');
  });
});
