import { describe, expect, it } from 'vitest';
import { amount, date, link, quantity, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { invalid } from './invalid.ts';

const NEEDED = { zh: '必须填写', en: 'must be filled in' };

const Order = defineObject({
  name: 'order',
  kind: 'document',
  label: { zh: '订单', en: 'Order' },
  module: 'test',
  title: 'number',
  fields: { customer: link('客户', 'Customer', 'customer'), date: date('日期', 'Date'), total: amount('价税合计', 'Total with VAT') },
  children: {
    lines: {
      label: { zh: '明细', en: 'Lines' },
      fields: { quantity: quantity('数量', 'Quantity'), unitPrice: amount('单价', 'Unit price'), vatRate: amount('税率', 'VAT rate') },
    },
  },
});

const Person = defineObject({
  name: 'person',
  kind: 'master',
  label: { zh: '人员', en: 'Person' },
  module: 'test',
  title: 'name',
  fields: { name: text('姓名', 'Name') },
  children: {
    phones: { label: { zh: '电话', en: 'Phones' }, fields: { digits: text('号码', 'Digits') } },
    posts: { label: { zh: '任职', en: 'Posts' }, fields: { since: date('起始', 'Since') } },
  },
});

describe('a record that cannot be stored', () => {
  it('is told by the label of the field, in both languages; programs find the field by its path', () => {
    const { code, text: said, details } = invalid(Order, { customer: NEEDED });
    expect(code).toBe('invalid');
    expect(said).toEqual({ zh: '客户：必须填写。请更正后再保存。', en: 'Customer: must be filled in. Correct it and save again.' });
    expect(details).toEqual({ fields: ['customer'], problems: { customer: NEEDED } });
  });

  it('counts lines from one, as people do', () => {
    expect(invalid(Order, { 'lines.2.quantity': NEEDED, 'lines.0.vatRate': NEEDED }).text).toEqual({
      zh: '第 3 行 数量：必须填写；第 1 行 税率：必须填写。请更正后再保存。',
      en: 'Line 3, quantity: must be filled in; line 1, VAT rate: must be filled in. Correct them and save again.',
    });
  });

  it('names the table where there are several, and where all of it is meant', () => {
    expect(invalid(Person, { 'posts.1.since': NEEDED }).text).toMatchObject({ zh: expect.stringMatching(/^任职第 2 行 起始：/), en: expect.stringMatching(/^Posts, line 2, since: /) });
    expect(invalid(Order, { lines: { zh: '至少要有一行', en: 'needs at least one row' } }).text.zh).toBe('明细：至少要有一行。请更正后再保存。');
    expect(invalid(Order, { 'lines.4': { zh: '没有这一行', en: 'there is no such row' } }).text.en).toMatch(/^Line 5: there is no such row\. /);
  });

  it('tells the first three of many problems, and how many more there are', () => {
    const problems = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`lines.${at}.quantity`, NEEDED]));
    const { text: said, details } = invalid(Order, problems);
    expect(said.zh).toBe('第 1 行 数量：必须填写；第 2 行 数量：必须填写；第 3 行 数量：必须填写；另有 9 处。请更正后再保存。');
    expect(said.en).toMatch(/; 9 more\. Correct them and save again\.$/);
    expect(details?.fields).toHaveLength(12);
  });

  it('knows the fields that every record has, ends no sentence twice, and says a name that is none as it was given', () => {
    expect(invalid(Order, { ownerId: { zh: '没有这个人。', en: 'There is no such person.' } }).text.zh).toBe('负责人：没有这个人。请更正后再保存。');
    expect(invalid({ fields: {} }, { toString: NEEDED }).text.en).toMatch(/^toString: must be filled in\. /);
    expect(invalid({}, { 'lines.0.x': NEEDED }).text.en).toMatch(/^lines\.0\.x: /);
  });
});
