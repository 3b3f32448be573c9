import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after, needlesOf, orderKey, searchKey } from './keys.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const sorted = (names: readonly string[]): string[] => names.toSorted((a, b) => Buffer.compare(bytes(orderKey(a)), bytes(orderKey(b))));

describe('the order of names', () => {
  test('is that of pinyin, with Latin names among them', () => {
    const names = ['重庆', '北京', 'Chicago', '安徽', 'apple', '上海', '3M', 'Zürich', '西安', '先锋'];
    expect(sorted(names)).toEqual(['3M', '安徽', 'apple', '北京', 'Chicago', '重庆', '上海', '西安', '先锋', 'Zürich']);
  });

  test('keeps those of one character together, by tone and then character', () => {
    expect(sorted(['李四', '黎明', '李安', '黎安', '里仁', '张三', '章三', '张一'])).toEqual(['黎安', '黎明', '李安', '李四', '里仁', '张三', '张一', '章三']);
  });

  test('does not mind capitals and width, and is total all the same', () => {
    expect(sorted(['acme 2', 'ACME', 'acme', 'Ａｃｍｅ', 'Acme'])).toEqual(['acme', 'ACME', 'Acme', 'Ａｃｍｅ', 'acme 2']);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => (orderKey(a) === orderKey(b)) === (a === b)));
  });
});

describe('a name is found', () => {
  const finds = (name: string, search: string): boolean => {
    const { text, letters } = needlesOf(search);
    const key = searchKey(name);
    return key.includes(text) || (letters !== undefined && key.includes(letters));
  };

  test.each([
    ['北风贸易', 'bfmy'], ['北风贸易', 'beifeng'], ['北风贸易', 'Bei Feng'], ['北风贸易', 'maoyi'], ['北风贸易', '风贸'], ['北风贸易', 'ＢＦＭＹ'],
    ['重庆火锅', 'cqhg'], ['长沙银行', 'chang sha yin hang'], ['曾国藩', 'zgf'], ['曾国藩', 'ceng'], ['单雄信', 'shan'], ['吕布', 'lvbu'], ['吕布', 'lüb'],
    ['ABB电气（中国）', 'abbdq'], ['ABB电气（中国）', 'dianqizhongguo'], ['ＡＣＭＥ　Ltd', 'acme ltd'], ['Alfreds Futterkiste', 'FUTTER'],
  ])('%s by %s', (name, search) => expect(finds(name, search)).toBe(true));

  test.each([['北风贸易', 'bfmyb'], ['北风贸易', 'my bei'], ['北风贸易', '易 北'], ['Acme', 'ac me x']])('%s not by %s', (name, search) => expect(finds(name, search)).toBe(false));

  test('what begins with a text lies between it and what comes after', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (head, tail) => {
      fc.pre(tail !== '' && !tail.startsWith('\u{10FFFF}'));
      expect(Buffer.compare(bytes(head + tail), bytes(head))).toBe(1);
      expect(Buffer.compare(bytes(head + tail), bytes(after(head)))).toBe(-1);
    }));
  });
});
