import { describe, expect, it } from 'vitest';
import { hasHeadings, headings, propose } from './mapping.ts';
import { isNeeded, lineTablesOf, missingFrom, takenFromLines, targetsOf } from './targets.ts';
import { field, INVOICE, ORDER, VOUCHER } from './testing.ts';

const fields = [
  field('code', '编码', 'Code', { required: true }), field('name', '名称', 'Name', { required: true }), field('phone', '电话', 'Phone'),
  field('creditLimit', '信用额度', 'Credit limit', { type: 'decimal' }), field('tier', '等级', 'Tier', { required: true, options: { default: 'standard' } }),
];
const targets = targetsOf({ fields, children: [] });
const order = targetsOf(ORDER);

describe('columns find their fields', () => {
  it('by label in either language, by name, by what was chosen the last time, each field once', () => {
    expect(propose(['编码*', 'NAME', '联系电话', '信用额度（元）', '备注'], targets)).toEqual(['code', 'name', 'phone', 'creditLimit', '']);
    expect(propose(['credit_limit', 'Code', 'code'], targets)).toEqual(['creditLimit', 'code', '']);
    expect(propose(['客户号'], targets, { 客户号: 'code' })).toEqual(['code']);
    expect(propose(['客户号'], targets, { 客户号: 'gone' })).toEqual(['']);
  });

  it('not by a word that fits several', () => {
    expect(propose(['电话'], targetsOf({ fields: [field('phone', '办公电话', 'Office phone'), field('mobile', '手机电话', 'Mobile phone')], children: [] }))).toEqual(['']);
  });

  it('among those of lines too, which bear the name of their table', () => {
    expect(propose(['单号', '客户名称', '日期', '产品编码', '数量', '单价', '金额'], order)).toEqual(['reference', 'customer', 'date', 'lines.product', 'lines.quantity', 'lines.price', '']);
    expect(propose(['明细 · 备注', '备注'], order)).toEqual(['lines.note', 'note']);
    // Of two with one heading, the first is the document's; alone, it is too.
    expect([propose(['备注', '备注'], order), propose(['备注'], order)]).toEqual([['note', 'lines.note'], ['note']]);
    expect(propose(['Lines · Product*', 'lines.quantity'], order)).toEqual(['lines.product', 'lines.quantity']);
  });

  it('of lines rather than among those that every record has', () => {
    const department = { type: 'link' } as const;
    const both = targetsOf({ fields: [field('departmentId', '部门', 'Department', department)], children: [{ name: 'lines', label: { zh: '分录', en: 'Entries' }, fields: [field('department', '部门', 'Department', department)] }] });
    expect([propose(['部门'], both), propose(['部门', '部门'], both), propose(['部门'], both.slice(0, 1))]).toEqual([['lines.department'], ['lines.department', 'departmentId'], ['departmentId']]);
  });

  it('by the product, where lines name lines of another document', () => {
    const invoice = targetsOf(INVOICE);
    for (const heading of ['产品', '产品编码', '订单行', '订单行号']) expect(propose(['销售订单号', heading, '数量'], invoice)).toEqual(['order', 'lines.orderLine', 'lines.quantity']);
    expect(targetsOf(ORDER).some(({ also }) => also !== undefined)).toBe(false);
  });

  it('and tell headings from values', () => {
    expect(hasHeadings([['编码', '名称'], ['1', 'a']], targets)).toBe(true);
    expect(hasHeadings([['C001', '1,200.00'], ['C002', '5']], targets)).toBe(false);
    expect(hasHeadings([['2026', '产品'], ['1', '2']], order)).toBe(true);
    expect(hasHeadings([], targets)).toBe(false);
  });
});

describe('what a record needs', () => {
  it('is what its lines need too, where it needs lines or brings some', () => {
    const tables = lineTablesOf(ORDER);
    const lacking = (mapping: readonly string[], some = tables) => missingFrom(order, some, mapping).map(({ path }) => path);
    expect(lacking(['customer', 'lines.product'])).toEqual(['date', 'lines.quantity']);
    expect(lacking(['customer', 'date'])).toEqual(['lines.product', 'lines.quantity']);
    const optional = tables.map((table) => ({ ...table, required: false }));
    expect([lacking(['customer', 'date'], optional), lacking(['customer', 'date', 'lines.price'], optional)]).toEqual([[], ['lines.product', 'lines.quantity']]);
  });

  it('is taken from its first line where both have it and there is one column', () => {
    const voucher = targetsOf(VOUCHER);
    const mapping = propose(['日期', '摘要', '科目', '借方'], voucher);
    expect(mapping).toEqual(['date', 'lines.summary', 'lines.account', 'lines.debit']);
    expect([...takenFromLines(voucher, mapping)]).toEqual([['summary', 'lines.summary']]);
    expect(missingFrom(voucher, lineTablesOf(VOUCHER), mapping)).toEqual([]);
    expect(propose(['摘要', '摘要'], voucher)).toEqual(['summary', 'lines.summary']);
    // A note that nothing needs is not taken from anywhere.
    expect([...takenFromLines(order, ['lines.note'])]).toEqual([]);
  });
});

it('templates star what cannot be left out, and hold nothing that cannot be given', () => {
  const all = targetsOf({ fields: [...fields, field('total', '合计', 'Total', { writable: [] }), field('grants', '授权', 'Grants', { type: 'json' })], children: [] });
  expect(headings(all, 'zh')).toEqual(['编码*', '名称*', '电话', '信用额度', '等级']);
  expect(headings(order, 'en')).toEqual(['Customer*', 'Date*', "Customer's reference", 'Note', 'Lines · Product*', 'Lines · Quantity*', 'Lines · Price', 'Lines · Note']);
  expect(fields.filter(isNeeded).map(({ name }) => name)).toEqual(['code', 'name']);
});
