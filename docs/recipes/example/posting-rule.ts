import type { Module, Seed } from '#core/module';
import type { Program } from '#core/records';
import { Account, PostingRule } from '#modules/finance';
import { GiftCard } from './gift-card.ts';
import { giftCardSeller } from './roles.ts';

const program: Program = { name: 'gift-card', may: { account: ['read'], 'posting-rule': ['create'] } };

/** Selling a card: the bank 银行存款 owes us the money, and we owe it to the customer in goods 预收账款. */
const rules: Seed = {
  name: 'gift-card',
  program,
  async run(work) {
    for (const [side, code] of [
      ['debit', '1002'],
      ['credit', '2203'],
    ] as const) {
      const account = await work.first(Account, { code });
      await work.create(PostingRule, {
        object: GiftCard.name,
        action: 'sell',
        side,
        account: account?.id,
        amount: 'faceValue',
        customerField: 'customer',
      });
    }
  },
};

/** What goes into the suite's list of modules, after finance, whose accounts the rules name. */
export const giftCards: Module = { name: 'gift-card', objects: [GiftCard], roles: [giftCardSeller], seeds: [rules] };
