import { expect, it } from 'vitest';
import { csvCell, csvLine } from './csv.ts';
import { languageOf } from './language.ts';
import { tokenOf } from './cookie.ts';
import { PositionSeal } from './position-seal.ts';
import { randomBytes } from 'node:crypto';

it('writes formulas as text, and numbers as numbers', () => {
  expect(['=1+1', '+cmd', '@SUM(A1)', '-2+3', '\t=1', '＝1'].map(csvCell)).toEqual([
    `'=1+1`,
    `'+cmd`,
    `'@SUM(A1)`,
    `'-2+3`,
    `'\t=1`,
    `'＝1`,
  ]);
  expect(csvCell('-12.50')).toBe('-12.50');
  expect(csvLine(['a,b', 'say "hi"', null, 7])).toBe('"a,b","say ""hi""",,7\r\n');
  expect(csvCell('=1,2')).toBe(`"'=1,2"`);
});

it('speaks Chinese unless English is preferred', () => {
  expect([null, 'en', 'en-GB,zh;q=0.5', 'zh-CN,en;q=0.9', 'en;q=0.3,zh;q=0.8', 'fr'].map(languageOf)).toEqual([
    'zh',
    'en',
    'en',
    'zh',
    'zh',
    'zh',
  ]);
});

it('takes the token from the header before the cookie, and no broken header for none', () => {
  expect(tokenOf(new Headers({ authorization: 'Bearer abc', cookie: '__Host-panshi=def' }))).toEqual({ token: 'abc', from: 'header' });
  expect(tokenOf(new Headers({ cookie: 'x=1; __Host-panshi=def' }))).toEqual({ token: 'def', from: 'cookie' });
  expect(tokenOf(new Headers({ authorization: 'Basic abc', cookie: '__Host-panshi=def' }))).toEqual({ token: '', from: 'header' });
  expect(tokenOf(new Headers())).toBeUndefined();
});

it('gives event positions that only this host reads', () => {
  const seal = new PositionSeal(randomBytes(32));
  expect(seal.open(seal.seal(1234))).toBe(1234);
  expect(() => new PositionSeal(randomBytes(32)).open(seal.seal(1234))).toThrow(/not known/);
  expect(() => seal.open('1234')).toThrow(/not known/);
});
