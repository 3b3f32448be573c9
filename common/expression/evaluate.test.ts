import { describe, expect, it } from 'vitest';
import { evaluate, parseExpression, type FieldTypes, type Reader, type ValueType } from './index.ts';
import { refusalOf } from './testing/refusal.ts';

const FIELDS: Record<string, ValueType> = {
  net: { kind: 'decimal', scale: 2 },
  price: { kind: 'decimal', scale: 5 },
  quantity: { kind: 'decimal', scale: 3 },
  lines: { kind: 'int' },
  number: { kind: 'text' },
  date: { kind: 'date' },
  posted: { kind: 'time' },
  open: { kind: 'bool' },
  department: { kind: 'link', object: 'department' },
  'customer': { kind: 'link', object: 'customer' },
  'customer.name': { kind: 'text' },
  tags: { kind: 'list', of: { kind: 'text' } },
};
const types: FieldTypes = (path) => FIELDS[path.join('.')];
const reader: Reader = {
  id: 'u-1', department: 'd-1', departments: ['d-1', 'd-11'], company: 'c-1', today: '2026-03-01', now: '2026-03-01T02:00:00.000Z',
};
const run = (source: string, record: Record<string, unknown> = {}, who: Reader = reader): unknown =>
  evaluate(parseExpression(source), record, types, who);

describe('arithmetic', () => {
  it('is exact where floats are not', () => {
    expect(run('0.1 + 0.2 == 0.3')).toBe(true);
    expect(run('0.1 + 0.2')).toBe('0.3');
    expect(run('1.005 * 1000')).toBe('1005.000');
    expect(run('net + 0.01', { net: '90071992547409.93' })).toBe('90071992547409.94');
    // 30,000 × (0.01782 − 0.01719) = 18.90
    expect(run('quantity * (price - 0.01719)', { quantity: '30000', price: '0.01782' })).toBe('18.90000000');
  });

  it('divides to 10 places, half away from zero, and gives nothing for a division by nothing', () => {
    expect(run('lines / 3', { lines: 2 })).toBe('0.6666666667');
    expect(run('-lines / 3', { lines: 2 })).toBe('-0.6666666667');
    expect(run('1 / 20000000000')).toBe('0.0000000001');
    expect(run('-1 / 20000000000')).toBe('-0.0000000001');
    expect(run('1 / 20000000001')).toBe('0.0000000000');
    expect(run('net / 0.25', { net: '1.00' })).toBe('4.0000000000');
    expect(run('net / lines', { net: '1.00', lines: 0 })).toBeNull();
  });

  it('takes whole numbers as numbers and decimals as strings of their places', () => {
    expect(run('lines * 2 - 1', { lines: 21 })).toBe(41);
    expect(run('open ? net : lines', { open: false, lines: 3 })).toBe('3.00');
    expect(run('-net', { net: '-0.50' })).toBe('0.50');
    expect(refusalOf(() => run('lines * lines', { lines: 2 ** 40 })).code).toBe('invalid');
  });

  it('compares numbers of different places by value', () => {
    expect(run('net == 100.50', { net: '100.5' })).toBe(true);
    expect(run('net > 100.505', { net: '100.50' })).toBe(false);
    expect(run('net > 100.505', { net: '100.51' })).toBe(true);
    expect(run('lines < 2.5', { lines: 2 })).toBe(true);
    expect(run('quantity in [1, 2.50]', { quantity: '2.500' })).toBe(true);
  });
});

describe('null', () => {
  it('is found by == and !=, and makes every other comparison false', () => {
    expect(run('net == null')).toBe(true);
    expect(run('net != null', { net: '0.00' })).toBe(true);
    expect(run('net < 5.00')).toBe(false);
    expect(run('net >= 5.00')).toBe(false);
    expect(run('!(net < 5.00)')).toBe(true);
    expect(run('net == 5.00')).toBe(false);
    expect(run('net != 5.00')).toBe(true);
    expect(run('number.startsWith("")')).toBe(false);
    expect(run('number in ["a"]')).toBe(false);
    expect(run('net < null', { net: '1.00' })).toBe(false);
    expect(run('net + 1')).toBeNull();
  });

  it('in a yes/no field counts as no', () => {
    expect(run('!open')).toBe(true);
    expect(run('open || lines == 1', { lines: 1 })).toBe(true);
    expect(run('open == false')).toBe(false);
    expect(run('open == null')).toBe(true);
  });

  it('of the reader matches nobody\'s null: without a department one does not see what has none', () => {
    const nowhere = { ...reader, department: null };
    expect(run('department == reader.department', { department: 'd-1' })).toBe(true);
    expect(run('department == reader.department', { department: null }, nowhere)).toBe(false);
    expect(run('department != reader.department', { department: null }, nowhere)).toBe(true);
    expect(run('reader.department == null', {}, nowhere)).toBe(true);
    // Two fields that are both empty are alike.
    expect(run('number == customer.name')).toBe(true);
  });
});

describe('text, dates and links', () => {
  it('orders text by code point', () => {
    expect(run('number < "𠮷"', { number: '豈' })).toBe(true);
    expect(run('number < "a"', { number: 'B' })).toBe(true);
  });

  it('takes % and _ for themselves, and knows upper from lower case', () => {
    expect(run('number.contains("%")', { number: 'SO-1' })).toBe(false);
    expect(run('number.startsWith("S_")', { number: 'SO-1' })).toBe(false);
    expect(run('number.startsWith("so")', { number: 'SO-1' })).toBe(false);
    expect(run('number.lower().startsWith("so")', { number: 'SO-1' })).toBe(true);
    expect(run('number.endsWith("公司")', { number: '磐石公司' })).toBe(true);
    expect(run('size(number)', { number: '𠮷a' })).toBe(2);
  });

  it('reads literals as the dates and times they are compared with', () => {
    expect(run('date >= "2026-02-28" && date < today()', { date: '2026-02-28' })).toBe(true);
    expect(run('posted == "2026-03-01T10:00:00+08:00"', { posted: '2026-03-01T02:00:00.000Z' })).toBe(true);
    expect(run('posted < now()', { posted: '2026-03-01T02:00:00.000Z' })).toBe(false);
    expect(run('posted >= "2026-03-01"', { posted: '2026-03-01T00:00:00.000Z' })).toBe(true);
    expect(run('date in ["2026-02-28", "2026-03-01"]', { date: '2026-03-01' })).toBe(true);
  });

  it('finds linked records by dotted name or nested, and a link by its id', () => {
    expect(run('customer.name', { 'customer.name': '上海贸易' })).toBe('上海贸易');
    expect(run('customer.name', { customer: { id: 'k-1', name: '上海贸易' } })).toBe('上海贸易');
    expect(run('customer == "k-1"', { customer: { id: 'k-1', name: '上海贸易' } })).toBe(true);
    expect(run('customer.name', { customer: 'k-1' })).toBeNull();
    expect(run('department in reader.departments', { department: 'd-11' })).toBe(true);
    expect(run('"vip" in tags', { tags: ['new', 'vip'] })).toBe(true);
  });

  it('does not reach what every JavaScript object has', () => {
    const open: FieldTypes = () => ({ kind: 'text' });
    expect(evaluate(parseExpression('name == null'), Object.create({ name: 'inherited' }), open, reader)).toBe(true);
    expect(refusalOf(() => evaluate(parseExpression('constructor.name == null'), {}, open, reader)).details?.fields).toEqual(['constructor.name']);
    expect(refusalOf(() => evaluate(parseExpression('customer.toString == null'), {}, open, reader)).code).toBe('malformed');
  });
});

it('refuses a record whose values are not of their fields\' types, naming the field', () => {
  for (const [source, record, field] of [
    ['net > 1', { net: 'a lot' }, 'net'],
    ['net > 1', { net: '1.005' }, 'net'],
    ['lines > 1', { lines: 1.5 }, 'lines'],
    ['open', { open: 'yes' }, 'open'],
    ['number == "1"', { number: 1 }, 'number'],
  ] as const) {
    const error = refusalOf(() => run(source, record));
    expect(error.code).toBe('invalid');
    expect(Object.keys(error.details?.problems ?? {})).toEqual([field]);
  }
});
