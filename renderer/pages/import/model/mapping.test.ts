import { describe, expect, it } from 'vitest';
import type { FieldView } from '#renderer/host';
import { hasHeadings, headings, importable, isNeeded, propose } from './mapping.ts';

const field = (name: string, zh: string, en: string, more: Partial<FieldView> = {}): FieldView => ({
  name, type: 'text', label: { zh, en }, level: 'write', writable: ['create', 'update'], required: false, options: {}, ...more,
});
const fields = [
  field('code', '编码', 'Code', { required: true }), field('name', '名称', 'Name', { required: true }), field('phone', '电话', 'Phone'),
  field('creditLimit', '信用额度', 'Credit limit', { type: 'decimal' }), field('tier', '等级', 'Tier', { required: true, options: { default: 'standard' } }),
];

describe('columns find their fields', () => {
  it('by label in either language, by name, by what was chosen the last time, each field once', () => {
    expect(propose(['编码*', 'NAME', '联系电话', '信用额度（元）', '备注'], fields)).toEqual(['code', 'name', 'phone', 'creditLimit', '']);
    expect(propose(['credit_limit', 'Code', 'code'], fields)).toEqual(['creditLimit', 'code', '']);
    expect(propose(['客户号'], fields, { 客户号: 'code' })).toEqual(['code']);
    expect(propose(['客户号'], fields, { 客户号: 'gone' })).toEqual(['']);
  });

  it('not by a word that fits several', () => {
    expect(propose(['电话'], [field('phone', '办公电话', 'Office phone'), field('mobile', '手机电话', 'Mobile phone')])).toEqual(['']);
  });

  it('and tell headings from values', () => {
    expect(hasHeadings([['编码', '名称'], ['1', 'a']], fields)).toBe(true);
    expect(hasHeadings([['C001', '1,200.00'], ['C002', '5']], fields)).toBe(false);
    expect(hasHeadings([], fields)).toBe(false);
  });
});

it('templates star what cannot be left out, and hold nothing that cannot be given', () => {
  expect(headings(importable([...fields, field('total', '合计', 'Total', { writable: [] }), field('grants', '授权', 'Grants', { type: 'json' })]), 'zh')).toEqual(['编码*', '名称*', '电话', '信用额度', '等级']);
  expect(fields.filter(isNeeded).map(({ name }) => name)).toEqual(['code', 'name']);
});
