import { describe, expect, it } from 'vitest';
import allSyllables from 'virtual:label-syllables';
import { matchLabel } from './match-label.ts';

const syllables = { 客: ['ke'], 户: ['hu'], 销: ['xiao'], 售: ['shou'], 订: ['ding'], 单: ['dan'], 银: ['yin'], 行: ['hang', 'xing'], 安: ['an'], 全: ['quan'] };

describe('labels are found by', () => {
  it.each([
    ['客户', '客户', 0],
    ['客', '客户', 1],
    ['kh', '客户', 2],
    ['keh', '客户', 2],
    ['kehu', '客户', 2],
    ["ke'hu", '客户', 2],
    ['xsdd', '销售订单', 2],
    ['dd', '销售订单', 5],
    ['dingdan', '销售订单', 5],
    ['订单', '销售订单', 4],
    ['yh', '银行', 2],
    ['yx', '银行', 2],
    ['anq', '安全', 2],
    ['sales', 'Sales order', 1],
    ['order', 'Sales order', 3],
    ['les', 'Sales order', 4],
  ])('%s in %s', (query, label, rank) => {
    expect(matchLabel(query, label, syllables)).toBe(rank);
  });

  it.each([['hk', '客户'], ['kehuu', '客户'], ['kx', '客户'], ['e', '客户'], ['', '客户'], ['purchase', 'Sales order']])('not by %s in %s', (query, label) => {
    expect(matchLabel(query, label, syllables)).toBeUndefined();
  });
});

it('every label of the business can be found by its initials', () => {
  for (const [initials, label] of [['xsdd', '销售订单'], ['cgrkd', '采购入库单'], ['jzpz', '记账凭证'], ['kjkm', '会计科目'], ['zcfzb', '资产负债表'], ['yszl', '应收账龄']] as const) {
    expect(matchLabel(initials, label, allSyllables), label).toBe(2);
  }
});
