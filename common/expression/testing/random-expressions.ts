import * as fc from 'fast-check';
import type { Reader } from '../reader.ts';
import type { ValueType } from '../value-type.ts';

/* Random expressions, rows and readers for the tests that compare evaluation with SQL. */

/** The fields of the object the random expressions are about, by dotted path. */
export const FIELDS: Readonly<Record<string, ValueType>> = {
  amount: { kind: 'decimal', scale: 2 },
  price: { kind: 'decimal', scale: 4 },
  count: { kind: 'int' },
  limit: { kind: 'int' },
  name: { kind: 'text' },
  code: { kind: 'text' },
  'customer.name': { kind: 'text' },
  customer: { kind: 'link', object: 'customer' },
  due: { kind: 'date' },
  paid: { kind: 'date' },
  created: { kind: 'time' },
  active: { kind: 'bool' },
  urgent: { kind: 'bool' },
};

const WORDS = ['', 'a', 'A', 'ab', 'ABC', '%', '_', 'a%', 'a_b', "o'", '"', "';--", '\\', '上海', '上海市', '海', '豈', '𠮷', 'd1', 'd2'];
const DAYS = ['2025-12-31', '2026-01-01', '2026-01-02', '2026-02-28'];
const MOMENTS = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2026-01-02T08:30:00.000Z'];
const CENTS = ['0.00', '0.01', '-0.01', '1.00', '2.50', '100.50', '100.51', '-3.00', '99999999.99'];
const PRICES = ['0.0000', '0.0001', '1.0000', '2.5000', '100.5050', '-3.0000', '123456.7891'];
const COUNTS = [0, 1, -1, 2, 3, 100, 101, 1000000];
const FIGURES = ['0', '1', '-1', '3', '100', '1.0', '0.001', '2.50', '100.5', '100.505', '100.50500', '-3', '1e2'];
/** Beyond what 64 bits hold. */
const GREAT = ['99999999999999999999', '-99999999999999999999.5'];

export type Row = Readonly<Record<string, string | number | boolean | null>>;

const orNull = <T>(values: readonly T[]): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.constant(null) });

export const row: fc.Arbitrary<Row> = fc.record({
  amount: orNull(CENTS),
  price: orNull(PRICES),
  count: orNull(COUNTS),
  limit: orNull(COUNTS),
  name: orNull(WORDS),
  code: orNull(WORDS),
  'customer.name': orNull(WORDS),
  customer: orNull(WORDS),
  due: orNull(DAYS),
  paid: orNull(DAYS),
  created: orNull(MOMENTS),
  active: orNull([true, false]),
  urgent: orNull([true, false]),
});

export const reader: fc.Arbitrary<Reader> = fc.record({
  id: fc.constantFrom('a', 'd1', '上海'),
  department: orNull(['d1', 'd2']),
  departments: fc.subarray(['d1', 'd2', 'a', "o'"]),
  company: orNull(['ab', 'A']),
  today: fc.constantFrom(...DAYS),
  now: fc.constantFrom(...MOMENTS),
});

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const written = (texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts.map(quoted));
const template = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((texts) => texts.join(''));

const SYMBOLS = fc.constantFrom(' < ', ' <= ', ' > ', ' >= ', ' == ', ' != ');
const EQUALITY = fc.constantFrom(' == ', ' != ');

const grammar = fc.letrec<Record<'truth' | 'number' | 'text' | 'day', string>>((tie) => {
  const ofReader = fc.constantFrom('reader.id', 'reader.department', 'reader.company');
  const simpleText = fc.oneof(fc.constantFrom('name', 'code', 'customer.name', 'customer'), ofReader, written(WORDS));
  const orderable = fc.oneof(fc.constantFrom('name', 'code', 'customer.name'), written(WORDS));
  const list = (entry: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(entry, { maxLength: 4 }).map((entries) => `[${entries.join(', ')}]`);
  const anyField = fc.constantFrom(...Object.keys(FIELDS));
  return {
    truth: fc.oneof(
      { maxDepth: 4 },
      template('(', orderable, SYMBOLS, orderable, ')'),
      template('(', fc.constantFrom('amount', 'price', 'count'), SYMBOLS, fc.constantFrom(...FIGURES, ...GREAT), ')'),
      fc.constantFrom('active', 'urgent', 'true', 'false'),
      template('(', anyField, EQUALITY, 'null)'),
      template('(', tie('number'), SYMBOLS, tie('number'), ')'),
      template('(', tie('text'), EQUALITY, tie('text'), ')'),
      template('(', tie('day'), SYMBOLS, tie('day'), ')'),
      template('(created', SYMBOLS, fc.oneof(written(MOMENTS), written(DAYS), fc.constant('now()')), ')'),
      template(simpleText, fc.constantFrom('.startsWith(', '.endsWith(', '.contains('), simpleText, ')'),
      template('lower(', fc.constantFrom('name', 'code'), ').startsWith(', written(WORDS), ')'),
      template('(', simpleText, ' in ', list(simpleText), ')'),
      template('(', tie('number'), ' in ', list(fc.oneof(fc.constantFrom(...FIGURES), fc.constant('price'))), ')'),
      template('(', fc.oneof(fc.constantFrom('due', 'paid')), ' in ', list(written(DAYS)), ')'),
      template('(', simpleText, ' in reader.departments)'),
      template('!', tie('truth')),
      template('(', tie('truth'), fc.constantFrom(' && ', ' || ', ' == ', ' != '), tie('truth'), ')'),
      template('!(', tie('truth'), fc.constantFrom(' && ', ' || '), tie('truth'), ')'),
      template('(', tie('truth'), ' ? ', tie('truth'), ' : ', tie('truth'), ')'),
    ),
    number: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom('amount', 'price', 'count', 'limit'),
      fc.constantFrom(...FIGURES),
      fc.constantFrom('size(name)', 'size(customer.name)'),
      template('(', tie('number'), fc.constantFrom(' + ', ' - ', ' * '), tie('number'), ')'),
      template('(-(', tie('number'), '))'),
      template('(', tie('truth'), ' ? ', tie('number'), ' : ', fc.oneof(tie('number'), fc.constant('null')), ')'),
    ),
    text: fc.oneof(
      { maxDepth: 2 },
      simpleText,
      template('(', tie('text'), ' + ', tie('text'), ')'),
      template('lower(', tie('text'), ')'),
      template('(', tie('truth'), ' ? ', tie('text'), ' : ', fc.oneof(tie('text'), fc.constant('null')), ')'),
    ),
    day: fc.oneof(
      { maxDepth: 1 },
      fc.constantFrom('due', 'paid', 'today()'),
      template('(', tie('truth'), ' ? due : ', written(DAYS), ')'),
    ),
  };
});

/** Conditions over FIELDS, well typed. */
export const condition: fc.Arbitrary<string> = grammar.truth;
