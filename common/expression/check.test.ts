import { describe, expect, it } from 'vitest';
import { checkExpression, parseExpression, type FieldTypes, type ValueType } from './index.ts';
import { refusalOf } from './testing/refusal.ts';

const FIELDS: Record<string, ValueType> = {
  net: { kind: 'decimal', scale: 2 },
  quantity: { kind: 'decimal', scale: 3 },
  lines: { kind: 'int' },
  number: { kind: 'text' },
  date: { kind: 'date' },
  posted: { kind: 'time' },
  open: { kind: 'bool' },
  customer: { kind: 'link', object: 'customer' },
  supplier: { kind: 'link', object: 'supplier' },
  'customer.name': { kind: 'text' },
  tags: { kind: 'list', of: { kind: 'text' } },
};
const types: FieldTypes = (path) => FIELDS[path.join('.')];
const typeOf = (source: string): ValueType => checkExpression(parseExpression(source), types);

describe('checkExpression', () => {
  it.each<[string, ValueType]>([
    ['net > 100.505', { kind: 'bool' }],
    ['customer.name', { kind: 'text' }],
    ['customer', { kind: 'link', object: 'customer' }],
    ['lines + 1', { kind: 'int' }],
    ['net + 1', { kind: 'decimal', scale: 2 }],
    ['net + 0.125', { kind: 'decimal', scale: 3 }],
    ['net * quantity', { kind: 'decimal', scale: 5 }],
    ['lines / 3', { kind: 'decimal', scale: 10 }],
    ['open ? net : lines', { kind: 'decimal', scale: 2 }],
    ['open ? null : date', { kind: 'date' }],
    ['open ? "2026-01-31" : date', { kind: 'date' }],
    ['number + "-" + customer.name', { kind: 'text' }],
    ['size(tags)', { kind: 'int' }],
    ['today()', { kind: 'date' }],
    ['now()', { kind: 'time' }],
    ['null', { kind: 'null' }],
    ['"a" in tags', { kind: 'bool' }],
    ['customer in reader.departments', { kind: 'bool' }],
  ])('%s', (source, type) => {
    expect(typeOf(source)).toEqual(type);
  });

  it('names every unknown field at once, and the place of the first', () => {
    const error = refusalOf(() => typeOf('net > 1 && cost.margin > 0 && profit == 1 && cost.margin < 9'));
    expect(error.code).toBe('malformed');
    expect(error.details).toEqual({ fields: ['cost.margin', 'profit'], facts: { position: 12 } });
  });

  it.each([
    ['number > 5'],
    ['net == "100"'],
    ['date == 20260131'],
    ['date == "2026-02-30"'],
    ['date == "31.01.2026"'],
    ['posted > "yesterday"'],
    ['date < posted'],
    ['date < now()'],
    ['number && open'],
    ['!lines'],
    ['open ? 1 : "one"'],
    ['open < true'],
    ['customer < "a"'],
    ['customer == supplier'],
    ['tags == tags'],
    ['number in number'],
    ['lines in [1, "2"]'],
    ['[1, 2]'],
    ['number.startsWith(1)'],
    ['size(net)'],
    ['-number'],
    ['number - "a"'],
    ['net + null'],
    ['lower(date)'],
    ['customer.name.first == "a"'],
  ])('refuses %s', (source) => {
    expect(refusalOf(() => typeOf(source)).code).toBe('malformed');
  });
});
