import { describe, expect, it } from 'vitest';
import { fitted, textWidth } from './paper.ts';
import { capitals, grouped, valueCell, writtenValue } from './written.ts';

describe('a sum in capitals', () => {
  // Forms and the use of 整 and 零 as in 支付结算办法, annex 1.
  it.each([
    ['1234.56', '壹仟贰佰叁拾肆元伍角陆分'],
    ['1409.50', '壹仟肆佰零玖元伍角整'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['500000.00', '伍拾万元整'],
    ['100000001.00', '壹亿零壹元整'],
    ['0.05', '伍分'],
    ['0.00', '零元整'],
    ['-85.30', '负捌拾伍元叁角整'],
  ])('%s is %s', (amount, words) => {
    expect(capitals(amount)).toBe(words);
  });
});

describe('values on paper', () => {
  it('have thousands apart, whatever their sign', () => {
    expect(grouped('1234567.5')).toBe('1,234,567.5');
    expect(grouped('-1234')).toBe('-1,234');
    expect(grouped('123')).toBe('123');
  });

  it('are exact beyond what floating numbers hold', () => {
    expect(writtenValue('90071992547409930.10', 'amount', 'zh')).toBe('90,071,992,547,409,930.10');
  });

  it('show the places that their kind has', () => {
    expect(writtenValue('12.500000', 'price', 'zh')).toBe('12.50');
    expect(writtenValue('12.345600', 'price', 'zh')).toBe('12.3456');
    expect(writtenValue('3.0000', 'quantity', 'zh')).toBe('3');
    expect(writtenValue('0.1300', 'rate', 'zh')).toBe('13%');
    expect(writtenValue(true, 'bool', 'zh')).toBe('是');
    expect(writtenValue('bank', 'choice', 'en', { bank: { zh: '银行', en: 'Bank' } })).toBe('Bank');
    expect(writtenValue(null, 'amount', 'zh')).toBe('');
  });

  it('are red with their minus when negative, and to the right when numbers', () => {
    expect(valueCell('-20.00', 'amount', 'zh')).toEqual({ text: '-20.00', align: 'right', red: true });
    expect(valueCell('20.00', 'amount', 'zh')).toEqual({ text: '20.00', align: 'right' });
  });

  it('that are masked stay as they are given', () => {
    expect(writtenValue('138****8000', 'text', 'zh')).toBe('138****8000');
  });
});

describe('text that has to fit', () => {
  it('gets smaller first and is cut off last', () => {
    // Ten Chinese letters at 9 points are 90 wide.
    expect(textWidth('一二三四五六七八九十', 9)).toBe(90);
    expect(fitted('一二三四五六七八九十', 100, 1, [9, 7])).toEqual({ text: '一二三四五六七八九十', size: 9 });
    expect(fitted('一二三四五六七八九十', 80, 1, [9, 7])).toEqual({ text: '一二三四五六七八九十', size: 7 });
    const { text, size } = fitted('一二三四五六七八九十', 50, 1, [9, 7]);
    expect(size).toBe(7);
    expect(text).toMatch(/^一二三四五…$/);
  });
});
