import { describe, expect, it } from 'vitest';
import { parseExpression, toSql, type Fragment, type SqlTarget } from './index.ts';
import { plainCell } from './testing/document-table.ts';
import { refusalOf } from './testing/refusal.ts';

const compile = (source: string, dialect: SqlTarget['dialect'] = 'sqlite'): Fragment =>
  toSql(parseExpression(source), { dialect, cell: plainCell });

describe('toSql', () => {
  it('keeps the column bare, so that its index serves', () => {
    expect(compile('amount >= 100.5')).toEqual({ text: '"amount" >= ?', params: [{ value: 10050n }] });
    expect(compile('100.5 > amount')).toEqual({ text: '"amount" < ?', params: [{ value: 10050n }] });
    expect(compile('name == "上海"')).toEqual({ text: '"name" = ?', params: [{ value: '上海' }] });
    expect(compile('name.startsWith("上海")')).toEqual({ text: '("name" >= ? AND "name" < ?)', params: [{ value: '上海' }, { value: '上浸' }] });
    expect(compile('code in ["a", "b"]').text).toBe('"code" IN (?, ?)');
    expect(compile('customer == reader.department')).toEqual({ text: '"customer" = ?', params: [{ reader: 'department' }] });
    expect(compile('due < today() && active').text).toBe('("due" < ? AND "active" = 1)');
    expect(compile('due < today() && active', 'postgres').text).toBe('("due" < CAST(? AS text) AND "active")');
  });

  it.each([
    // Over cents, nothing lies between 100.50 and 100.51.
    ['amount > 100.505', '"amount" > ?', 10050n],
    ['amount >= 100.505', '"amount" >= ?', 10051n],
    ['amount < 100.505', '"amount" < ?', 10051n],
    ['amount <= 100.505', '"amount" <= ?', 10050n],
    ['amount > -100.505', '"amount" > ?', -10051n],
    ['amount >= -100.505', '"amount" >= ?', -10050n],
    ['count < 2.5', '"count" < ?', 3n],
  ])('brings a finer figure to the places of the column: %s', (source, text, value) => {
    expect(compile(source)).toEqual({ text, params: [{ value }] });
  });

  it('answers at once for figures that no column can hold', () => {
    expect(compile('amount == 100.505').text).toBe('0');
    expect(compile('amount != 100.505', 'postgres').text).toBe('TRUE');
    expect(compile('amount < 1e30').text).toBe('"amount" IS NOT NULL');
    expect(compile('amount > 1e30').text).toBe('0');
    expect(compile('amount > -1e30').text).toBe('"amount" IS NOT NULL');
  });

  it('scales columns of different places to each other', () => {
    expect(compile('amount > price').text).toBe('("amount" * 100) > "price"');
    expect(compile('amount * count >= 9.5')).toEqual({ text: '("amount" * "count") >= ?', params: [{ value: 950n }] });
    expect(compile('amount + count == price').text).toBe('(("amount" + ("count" * 100)) * 100) IS "price"');
  });

  it('orders text by code point on PostgreSQL whatever the collation of the cluster', () => {
    expect(compile('name < code', 'postgres').text).toBe('"name" COLLATE "C" < "code"');
  });

  it('passes the parameters of cells on, in order', () => {
    const cell: SqlTarget['cell'] = (path) => ({
      sql: { text: `CASE WHEN owner = ? THEN ${path.join('_')} END`, params: [{ reader: 'id' }] }, type: { kind: 'text' },
    });
    expect(toSql(parseExpression('a == "1" && b != null'), { dialect: 'sqlite', cell })).toEqual({
      text: '(CASE WHEN owner = ? THEN a END = ? AND CASE WHEN owner = ? THEN b END IS NOT NULL)',
      params: [{ reader: 'id' }, { value: '1' }, { reader: 'id' }],
    });
  });

  it.each([
    ['amount', 'yes or no'],
    ['null', 'yes or no'],
    ['amount / 3 > 1', 'divide'],
    ['size(reader.departments) > 1', 'reader.departments'],
    ['(name + code).startsWith("a")', 'startsWith'],
    ['price * price * price * price * price > price', '18 decimal places'],
    ['amount + 1e30 > 1', 'beyond what a database holds'],
  ])('refuses %s as a filter that a database cannot run', (source, reason) => {
    const error = refusalOf(() => compile(source));
    expect(error.code).toBe('unsupported_filter');
    expect(error.text.en).toContain(reason);
  });
});
