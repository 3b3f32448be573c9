import { describe, expect, it } from 'vitest';
import { amount, link, text } from '#common/fields';
import { defineObject } from '#common/objects';
import { entriesByRule, type Rule } from './entries-by-rule.ts';

const Bill = defineObject({
  name: 'bill',
  kind: 'document',
  module: 'test',
  title: 'number',
  label: { zh: '账单', en: 'Bill' },
  fields: {
    customer: link('客户', 'Customer', 'customer'),
    account: link('账户', 'Account', 'account'),
    kind: text('类别', 'Kind'),
    total: amount('合计', 'Total'),
    discount: amount('折扣', 'Discount'),
  },
  children: {
    lines: { label: { zh: '行', en: 'Lines' }, fields: { service: text('服务', 'Service'), net: amount('净额', 'Net') } },
  },
});

const reader = { id: '', department: null, departments: [], company: null, today: '2026-01-01', now: '2026-01-01T00:00:00.000Z' };
const bill = {
  customer: 'c1',
  account: null,
  kind: 'export',
  total: '30.00',
  discount: '0.00',
  lines: [
    { service: 'yes', net: '10.00' },
    { service: 'no', net: '15.00' },
    { service: 'yes', net: '5.00' },
  ],
};
const rule = (more: Partial<Rule>): Rule => ({
  object: 'bill',
  action: 'post',
  side: 'debit',
  account: 'a1',
  accountField: null,
  amount: 'total',
  per: null,
  condition: null,
  customerField: null,
  supplierField: null,
  ...more,
});
const made = (rules: readonly Rule[], document: Readonly<Record<string, unknown>> = bill) => entriesByRule(rules, Bill, document, reader);

describe('entries by rule', () => {
  it('takes amounts from the document or from its rows, with the party', () => {
    expect(made([rule({ customerField: 'customer' }), rule({ side: 'credit', account: 'a2', amount: 'net', per: 'lines' })])).toEqual([
      { account: 'a1', debit: '30.00', credit: '0.00', customer: 'c1', supplier: null },
      { account: 'a2', debit: '0.00', credit: '30.00', customer: null, supplier: null },
    ]);
  });

  it('asks the condition of the document, or of each row', () => {
    expect(made([rule({ condition: 'kind == "home"' })])).toEqual([]);
    expect(made([rule({ condition: 'kind == "export"' })])).toHaveLength(1);
    expect(made([rule({ amount: 'net', per: 'lines', condition: 'service == "yes"' })])).toMatchObject([{ debit: '15.00' }]);
  });

  it('leaves out entries of no amount, and keeps negative ones on their side', () => {
    expect(made([rule({ amount: 'discount' })])).toEqual([]);
    expect(made([rule({ side: 'credit' })], { ...bill, total: '-3.00' })).toMatchObject([{ debit: '0.00', credit: '-3.00' }]);
  });

  it("prefers the document's own account", () => {
    expect(made([rule({ accountField: 'account' })])).toMatchObject([{ account: 'a1' }]);
    expect(made([rule({ accountField: 'account' })], { ...bill, account: 'a9' })).toMatchObject([{ account: 'a9' }]);
  });

  it('refuses a rule that names no amount field of the document', () => {
    expect(() => made([rule({ amount: 'kind' })])).toThrow(expect.objectContaining({ code: 'rule' }));
    expect(() => made([rule({ amount: 'nonsense' })])).toThrow(expect.objectContaining({ code: 'rule' }));
    expect(() => made([rule({ account: null })])).toThrow(expect.objectContaining({ code: 'rule' }));
  });
});
