import { refuse } from '#common/errors';
import type { Seed } from '#core/module';
import { Account } from '../account.ts';
import { PostingRule } from '../posting-rule.ts';
import { FINANCE } from '../program.ts';
import { readChart } from './chart.ts';
import { RULE_ACCOUNTS, shippedRules, type RuleAccounts } from './shipped-rules.ts';

/** A new company's chart of accounts and posting rules. Periods are made when first posted to. */
export const financeSeed: Seed = {
  name: 'finance',
  program: FINANCE,
  async run(work, { chart }) {
    const ids = new Map<string, string>();
    for (const { code, name, element, side, parent, postable, official, aux } of await readChart(chart)) {
      const account = await work.create(Account, {
        code,
        name: name.zh,
        nameEn: name.en,
        element,
        side,
        parent: parent === null ? null : ids.get(parent),
        postable,
        official,
        dimensions: aux,
      });
      ids.set(code, account.id);
    }
    const codes = RULE_ACCOUNTS[chart];
    if (!codes)
      throw refuse('invalid', `科目表“${chart}”没有记账规则。`, `There are no posting rules for the chart "${chart}".`, {
        fields: ['chart'],
      });
    for (const rule of shippedRules(byId(codes, ids))) await work.create(PostingRule, rule);
  },
};

function byId(codes: RuleAccounts, ids: ReadonlyMap<string, string>): RuleAccounts {
  const id = (code: string): string => {
    const found = ids.get(code);
    if (found === undefined) throw new Error(`the chart has no account ${code}, which a shipped posting rule names`);
    return found;
  };
  return {
    bank: id(codes.bank),
    receivable: id(codes.receivable),
    stock: id(codes.stock),
    payable: id(codes.payable),
    estimatedPayable: id(codes.estimatedPayable),
    inputTax: id(codes.inputTax),
    outputTax: id(codes.outputTax),
    revenue: id(codes.revenue),
    freight: id(codes.freight),
    costOfSales: id(codes.costOfSales),
  };
}
