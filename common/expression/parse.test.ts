import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPanshiError } from '#common/errors';
import { checkExpression, evaluate, fieldsOf, parseExpression, toSql } from './index.ts';
import { compiled, plainCell, types } from './testing/document-table.ts';
import { condition, reader, row } from './testing/random-expressions.ts';
import { refusalOf } from './testing/refusal.ts';

describe('parseExpression', () => {
  it('says which fields an expression reads, once each and without the reader', () => {
    const expression = parseExpression('amount > 1 && (customer.name == "a" || amount < 9) && owner == reader.id && due < today()');
    expect(fieldsOf(expression)).toEqual([['amount'], ['customer', 'name'], ['owner'], ['due']]);
  });

  it('sees fields in every corner: lists, branches, arguments, and after a condition that never holds', () => {
    const paths = parseExpression('false && ((a ? b : c) in [d, e.f] || g.startsWith(lower(h)) || size(i) > -(j * k))').paths;
    expect(paths.map((path) => path.join('.'))).toEqual(['a', 'b', 'c', 'd', 'e.f', 'g', 'h', 'i', 'j', 'k']);
  });

  it('tells the place of a fault in characters, in both languages', () => {
    const error = refusalOf(() => parseExpression('name == "𠮷𠮷" && )'));
    expect(error.code).toBe('malformed');
    expect(error.details?.facts).toEqual({ position: 17 });
    expect(error.text.zh).toContain('第 17 个字符');
    expect(error.text.en).toContain('character 17');
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['客户 == 1', 'unknown character'],
    ['name.matches("(a+)+$")', 'regular expressions'],
    ['tags.exists(t, t == "a")', 'walking through a list'],
    ['[1, 2].map(x, x * 2)', 'walking through a list'],
    ['has(customer.name)', 'write field != null'],
    ['{"a": 1}', 'too complex'],
    ['{}', 'not supported'],
    ['tags[0] == "a"', 'not supported'],
    ['count % 2 == 0', 'not supported'],
    ['b"bytes" == name', 'literal'],
    ['count == 5u', 'literal'],
    ['reader == "u1"', 'reader has only'],
    ['reader.password == "x"', 'reader has only'],
    ['reader.id.length == 1', 'reader has only'],
    ['"a".b == 1', 'only a field'],
    ['today(1) == due', 'no such function'],
    ['eval("1")', 'no such function'],
    ['constructor()', 'no such function'],
    ['"a" == "\\u0000"', 'not allowed'],
    ['name == "\ud800"', 'not allowed'],
    ['amount > 1e400', 'no number'],
    ['amount > 12345678901234567890123456789012345678901', 'more than 40 digits'],
    ['if == 1', 'reserved'],
    ['name == "a', 'closing quote'],
    ['name == "\\q"', 'backslash'],
    ['a == 1 b', 'wrong'],
  ])('refuses %j as malformed: %s', (source, reason) => {
    const error = refusalOf(() => parseExpression(source));
    expect(error.code).toBe('malformed');
    expect(error.text.en).toContain(reason);
  });

  it('refuses what is too long, too deep or too large, and takes what is just within', () => {
    const long = (length: number): string => `name == "${'x'.repeat(length - 10)}"`;
    expect(long(4000)).toHaveLength(4000);
    parseExpression(long(4000));
    expect(refusalOf(() => parseExpression(long(4001))).code).toBe('malformed');

    const deep = (levels: number): string => `${'!'.repeat(levels - 1)}active`;
    parseExpression(deep(50));
    expect(refusalOf(() => parseExpression(deep(51))).code).toBe('malformed');
    expect(refusalOf(() => parseExpression(deep(3900))).code).toBe('malformed');
    expect(refusalOf(() => parseExpression(`${'('.repeat(1900)}1${')'.repeat(1900)}`)).code).toBe('malformed');

    // n + 2 nodes: the field, the list, its entries; one more for `in`.
    const large = (entries: number): string => `count in [${Array.from({ length: entries }, (_, index) => index).join(',')}]`;
    parseExpression(large(497));
    expect(refusalOf(() => parseExpression(large(498))).code).toBe('malformed');
  });

  it('takes a long chain of alternatives, which is wide and not deep', () => {
    const source = Array.from({ length: 100 }, (_, index) => `count == ${index}`).join(' || ');
    const nobody = { id: 'u', department: null, departments: [], company: null, today: '', now: '' };
    expect(evaluate(parseExpression(source), { count: 99 }, types, nobody)).toBe(true);
  });

  const token = fc.constantFrom(
    'amount', 'count', 'name', 'active', 'due', 'customer.name', 'nothing', 'reader.id', 'reader.departments', 'reader', 'today()', 'now(',
    'null', 'true',
    '1', '-1', '0.1', '1e9', '0xff', '7u', '"a"', "'上海'", 'r"\\"', 'b"x"', '"""', '"', "'", '\\', '(', ')', '[', ']', '{', '}', ',', '.',
    '?', ':', '??',
    '&&', '||', '!', '==', '!=', '<', '>=', '+', '-', '*', '/', '%', 'in', 'startsWith(', '.contains(', '.size()', 'size(', '.matches(',
    'has(', '.all(x,',
    '.map(', '//', '\n', '__proto__', 'constructor', '.toString()', 'if', '\u0000', '\ud83d', '；', '#', '$', '`',
  );
  const garbage = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(token, { maxLength: 14 }).map((tokens) => tokens.join(' ')),
    fc.array(token, { maxLength: 14 }).map((tokens) => tokens.join('')),
    // A right condition with one piece taken out or put in.
    fc
      .tuple(condition, fc.nat(80), fc.nat(3), fc.oneof(token, fc.constant('')))
      .map(([text, at, cut, piece]) => text.slice(0, at) + piece + text.slice(at + cut)),
  );

  it('answers any text whatever with a value or a refusal, never with another error', () => {
    let parsed = 0;
    const refused = new Set<string>();
    fc.assert(
      fc.property(garbage, row, reader, (source, record, person) => {
        try {
          const expression = parseExpression(source);
          checkExpression(expression, types);
          parsed += 1;
          evaluate(expression, record, types, person);
          toSql(expression, { dialect: 'sqlite', cell: plainCell });
          toSql(expression, { dialect: 'postgres', cell: plainCell });
        } catch (error) {
          if (!isPanshiError(error)) throw error;
          refused.add(error.code);
        }
      }),
      { numRuns: 6000 },
    );
    expect(parsed).toBeGreaterThan(300);
    expect([...refused].sort()).toEqual(['malformed', 'unsupported_filter']);
  });

  it('puts nothing a person wrote into SQL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        fc.pre(!text.includes('\0'));
        const written = JSON.stringify(text).replaceAll('/', '\\u002f');
        const filters = [`name == ${written}`, `name.contains(${written})`, `name in [${written}, "x"]`, `name < ${written}`];
        for (const [index, dialect] of filters.flatMap((_, at) => [[at, 'sqlite'], [at, 'postgres']] as const)) {
          const other = compiled((filters[index] ?? '').replace(written, '"something else"'), dialect, plainCell);
          expect(compiled(filters[index] ?? '', dialect, plainCell)?.text).toBe(other?.text);
        }
      }),
    );
  });
});
