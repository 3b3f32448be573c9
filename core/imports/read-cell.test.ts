import { describe, expect, it } from 'vitest';
import { amount, bool, choice, date, int, link, rate, text } from '#common/fields';
import { readCell } from './read-cell.ts';

const tier = choice('等级', 'Tier', { key: { zh: '重点', en: 'Key' }, standard: { zh: '普通', en: 'Standard' } });
const value = (field: Parameters<typeof readCell>[0], given: unknown): unknown => {
  const read = readCell(field, given);
  return read && 'value' in read ? read.value : read;
};

describe('a cell of a spreadsheet', () => {
  it('may be empty, and then its field takes its default', () => {
    for (const empty of [null, undefined, '', '  ', '\u3000']) expect(readCell(text('名', 'n'), empty)).toBeUndefined();
  });

  it('names a choice by its key or its label, in either language', () => {
    for (const given of ['key', '重点', 'Key', ' KEY ']) expect(value(tier, given)).toBe('key');
    expect(value(tier, '特级')).toEqual({ problem: { zh: '应为其中之一：重点、普通', en: 'must be one of: Key, Standard' } });
  });

  it('writes numbers, rates and days as people do', () => {
    expect([value(amount('额', 'a'), '￥１，２３４．５'), value(amount('额', 'a'), 0.1), value(amount('额', 'a'), -3e-7)]).toEqual(['1,234.5', '0.1', '-0.0000003']);
    expect([value(rate('率', 'r'), '13%'), value(rate('率', 'r'), '0.13'), value(amount('额', 'a'), '13%')]).toEqual(['0.13', '0.13', '13%']);
    expect([value(int('天', 'd'), '１，０００'), value(int('天', 'd'), 30), value(int('天', 'd'), '1,5')]).toEqual(['1000', 30, '1,5']);
    expect(['2026/11/22', '2026年3月9日', '20260309', '2026-03-09 00:00:00', '２０２６-３-９'].map((given) => value(date('日', 'd'), given))).toEqual([
      '2026/11/22', '2026-3-9', '2026-03-09', '2026-03-09', '2026-3-9',
    ]);
    expect(['是', 'YES', 1, '否', false].map((given) => value(bool('是', 'b'), given))).toEqual([true, true, true, false, false]);
    // 2026-11-22 is day 46348 of a workbook.
    expect(['2026/1/5', '2026-01-05', '2026年1月5日', '2026 年 1 月 5 号', '46348', 46_348, '46348.0', '４６３４８', '1.5', '25569', '73050', '20261', '73051'].map((given) => value(date('日', 'd'), given))).toEqual([
      '2026/1/5', '2026-01-05', '2026-1-5', '2026-1-5', '2026-11-22', '2026-11-22', '2026-11-22', '2026-11-22', '1.5', '1970-01-01', '2099-12-31', '20261', '73051',
    ]);
    expect(value(bool('是', 'b'), '也许')).toHaveProperty('problem');
  });

  it('of an amount may be an accountant’s: in brackets it is negative', () => {
    const amounts = ['(1,234.50)', '（１，２３４．５０）', '(¥5)', '¥(5.00)', '\u22127', '-¥8', ' ( 9 ) ', '1,200.00元', '(-5)', '()', '(1)(2)'];
    expect(amounts.map((given) => value(amount('额', 'a'), given))).toEqual(['-1,234.50', '-1,234.50', '-5', '-5.00', '-7', '-8', '-9', '1,200.00', '(-5)', '()', '(1)(2)']);
    expect([value(rate('率', 'r'), '(5%)'), value(int('天', 'd'), '(1,000)')]).toEqual(['-0.05', '-1000']);
  });

  it('of a code that looks like a number stays a text', () => {
    expect([value(text('码', 'c'), 1001), value(link('客', 'c', 'customer'), 1001)]).toEqual(['1001', '1001']);
  });
});
