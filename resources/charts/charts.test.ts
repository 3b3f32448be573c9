import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const Chart = z.strictObject({
  standard: z.string(),
  title: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  source: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  accounts: z.array(z.strictObject({
    code: z.string().regex(/^\d{4}(\d{2})*$/),
    name: z.strictObject({ zh: z.string().regex(/\p{Script=Han}/u), en: z.string().regex(/^[A-Z]/) }),
    element: z.enum(['asset', 'liability', 'equity', 'cost', 'income', 'expense']),
    side: z.enum(['debit', 'credit']),
    parent: z.string().nullable(),
    postable: z.boolean(),
    official: z.boolean(),
    aux: z.array(z.enum(['customer', 'supplier', 'department', 'employee'])),
  })),
});

function load(name: string): z.infer<typeof Chart> {
  return Chart.parse(JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8')));
}

/** First digit of a code for each element; both standards give each element its own block of numbers. */
const BLOCKS = {
  'small-enterprise': { asset: '1', liability: '2', equity: '3', cost: '4', income: '5', expense: '5' },
  enterprise: { asset: '1', liability: '2', equity: '4', cost: '5', income: '6', expense: '6' },
} as const;

describe.each(['small-enterprise', 'enterprise'] as const)('%s', (name) => {
  const chart = load(name);
  const byCode = new Map(chart.accounts.map((account) => [account.code, account]));

  test('says which standard it is, and lists each code once, in order', () => {
    const codes = chart.accounts.map((account) => account.code);
    expect(chart.standard).toBe(name);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(codes.toSorted());
  });

  test('a sub-account extends the code of its parent by two digits and keeps its element', () => {
    for (const account of chart.accounts) {
      expect(account.parent, account.code).toBe(account.code.length === 4 ? null : account.code.slice(0, -2));
      if (account.parent !== null) expect(byCode.get(account.parent)?.element, account.code).toBe(account.element);
    }
  });

  test('exactly the accounts without sub-accounts can be posted to', () => {
    const parents = new Set(chart.accounts.map((account) => account.parent));
    for (const account of chart.accounts) expect(account.postable, account.code).toBe(!parents.has(account.code));
  });

  test('an account is in the block of numbers of its element, and names beside one another differ', () => {
    for (const account of chart.accounts) expect(account.code[0], account.code).toBe(BLOCKS[name][account.element]);
    const names = chart.accounts.map((account) => `${account.parent} ${account.name.zh}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('has what trading posts to', () => {
    expect(byCode.get('22210101')).toMatchObject({ name: { zh: '进项税额' }, side: 'debit' });
    expect(byCode.get('22210106')).toMatchObject({ name: { zh: '销项税额' }, side: 'credit' });
    expect(byCode.get('222102')).toMatchObject({ name: { zh: '未交增值税' }, postable: true });
    expect(byCode.get('1122')).toMatchObject({ name: { zh: '应收账款' }, postable: true, aux: ['customer'] });
    expect(byCode.get('220201')).toMatchObject({ name: { zh: '货款' }, aux: ['supplier'] });
    expect(byCode.get('220202')).toMatchObject({ name: { zh: '暂估应付账款' }, aux: ['supplier'] });
    expect(byCode.get('1405')).toMatchObject({ name: { zh: '库存商品' }, side: 'debit', postable: true });
  });
});

test('小企业会计准则 has 66 first-level accounts: 32 assets, 12 liabilities, 5 equity, 5 cost, 12 profit and loss', () => {
  const official = load('small-enterprise').accounts.filter((account) => account.official);
  expect(official).toHaveLength(66);
  expect(official.every((account) => account.parent === null)).toBe(true);
  const count = (...elements: string[]): number => official.filter((account) => elements.includes(account.element)).length;
  expect([count('asset'), count('liability'), count('equity'), count('cost'), count('income', 'expense')]).toEqual([32, 12, 5, 5, 12]);
});

test('contra accounts stand on the other side of their element', () => {
  const assets = load('small-enterprise').accounts.filter((account) => account.official && account.element === 'asset');
  const contra = assets.filter((account) => account.side === 'credit');
  expect(contra.map((account) => account.name.zh)).toEqual(['商品进销差价', '累计折旧', '生产性生物资产累计折旧', '累计摊销']);
});
