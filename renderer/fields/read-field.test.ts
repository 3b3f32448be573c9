import { describe, expect, it } from 'vitest';
import { evaluate } from './read-number.ts';
import { readField, writeField } from './read-field.ts';
import { readDate, readTime } from './read-date.ts';

const amount = { type: 'decimal', options: { scale: 2, shown: 2, unit: 'amount' } };
const rate = { type: 'decimal', options: { scale: 6, shown: 0, unit: 'rate', min: '0', max: '1' } };
const quantity = { type: 'decimal', options: { scale: 4, shown: 0, unit: 'quantity', min: '0.0001' } };
const tier = { type: 'choice', options: { values: { key: { zh: '重点', en: 'Key' }, standard: { zh: '普通', en: 'Standard' }, small: { zh: '小型', en: 'Small' } } } };
const TODAY = '2026-11-22';
const bad = expect.objectContaining({ reason: expect.anything() });

describe('numbers as clerks type them', () => {
  it.each([
    ['1,234.50', '1234.5'], ['１２３４．５', '1234.5'], ['¥30', '30'], ['－5', '-5'], ['(5)', '-5'], ['=12*3', '36'], ['12*3+1', '37'], ['=10/3', '3.33'], ['12。5', '12.5'],
  ])('%s is %s', (text, value) => expect(readField(amount, text)).toBe(value));

  it.each(['abc', '1..2', '12x', '=', '=1/0'])('%s stays as it was typed, with a reason', (text) => {
    expect(readField(amount, text)).toEqual({ unread: text, reason: expect.anything() });
  });

  it('takes exactly what was typed, or not at all', () => expect(readField(amount, '1.005')).toEqual(bad));
  it('knows what is too little', () => {
    expect(readField(quantity, '0')).toMatchObject({ reason: { zh: '应大于 0' } });
    expect(readField(rate, '-1%')).toMatchObject({ reason: { zh: '不得小于 0' } });
  });
  it.each([['13%', '0.13'], ['13', '0.13'], ['0.13', '0.13'], ['13％', '0.13'], ['0', '0'], ['0.5%', '0.005']])('the rate %s is %s', (text, value) => expect(readField(rate, text)).toBe(value));
  it('writes a rate in percent, and reads it back', () => expect(readField(rate, writeField(rate, '0.13'))).toBe('0.13'));
  it('keeps brackets and the order of arithmetic', () => expect(evaluate('=(1+2)*3-4/2')?.toFixed()).toBe('7'));
});

describe('days as clerks type them', () => {
  it.each([
    ['2026-11-22', '2026-11-22'], ['2026/1/5', '2026-01-05'], ['2026年1月5日', '2026-01-05'], ['20260105', '2026-01-05'], ['260105', '2026-01-05'],
    ['0105', '2026-01-05'], ['105', '2026-01-05'], ['1-5', '2026-01-05'], ['5', '2026-11-05'], ['t', TODAY], ['+3', '2026-11-25'], ['-22', '2026-10-31'], ['２２', TODAY], ['明天', '2026-11-23'],
  ])('%s is %s', (text, day) => expect(readDate(text, TODAY)).toBe(day));

  it.each(['2026-02-30', '1399', 'soon', '2026-13-01', '1-2-3-4'])('%s is no day', (text) => expect(readDate(text, TODAY)).toEqual(bad));

  it('reads a moment of a day', () => expect(readTime('1122 14:30', TODAY)).toBe(new Date(2026, 10, 22, 14, 30).toISOString()));
  it('has no hour 25', () => expect(readTime('25:00', TODAY)).toEqual(bad));
});

describe('choices, yes and no, texts', () => {
  it.each([['重点', 'key'], ['重', 'key'], ['Key', 'key'], ['sta', 'standard'], ['small', 'small']])('%s is %s', (text, key) => expect(readField(tier, text)).toBe(key));
  it('does not guess between two', () => expect(readField(tier, 's')).toEqual(bad));
  it('knows yes and no in both languages', () => expect([readField({ type: 'bool', options: {} }, '是'), readField({ type: 'bool', options: {} }, 'no')]).toEqual([true, false]));
  it('counts characters as people do', () => {
    expect(readField({ type: 'text', options: { max: 2 } }, '磐石')).toBe('磐石');
    expect(readField({ type: 'text', options: { max: 2 } }, '磐石坚')).toEqual(bad);
  });
  it('nothing is nothing', () => expect(readField(amount, '  ')).toBeNull());
});
