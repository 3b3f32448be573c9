import { readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { suite } from '#modules';
import type { Context } from '#core/context';
import { testCore, type TestCore } from '#core/testing';
import { withStores } from '#db/testing';
import { GiftCard } from '../docs/recipes/example/gift-card.ts';
import { giftCards } from '../docs/recipes/example/posting-rule.ts';
import { giftCardSeller } from '../docs/recipes/example/roles.ts';

/* The newcomer's measure: an object with five fields, a role that may see four of them, and a posting rule, in three files. */

const EXAMPLE = new URL('../docs/recipes/example/', import.meta.url);

it('takes three files, five fields and one role', async () => {
  expect((await readdir(EXAMPLE)).toSorted()).toEqual(['gift-card.ts', 'posting-rule.ts', 'roles.ts']);
  expect(Object.keys(GiftCard.fields)).toEqual(['customer', 'date', 'faceValue', 'message', 'pin']);
});

withStores((open) => {
  let test: TestCore;
  let owner: Context;
  let seller: Context;
  let customer: string;

  beforeAll(async () => {
    test = await testCore((await open()).store, [...suite, giftCards]);
    const can = ['read', 'create', 'update', 'export', 'action:*'] as const;
    await test.role('owner', {
      'gift-card': { can },
      customer: { can },
      voucher: { can },
      account: { can },
      'ledger-balance': { can },
      period: { can },
    });
    await test.role(giftCardSeller.name, giftCardSeller.grants);
    owner = await test.person('owner', ['owner']);
    seller = await test.person('seller', [giftCardSeller.name]);
    customer = (await test.core.gate.create(owner, 'customer', { code: 'C1', name: '王小姐' })).id;
  });

  describe('a seller of gift cards', () => {
    it('sees four of the five fields, wherever they could show', async () => {
      const { gate } = test.core;
      const described = await gate.object(seller, 'gift-card');
      const own = Object.keys(GiftCard.fields);
      expect(described.fields.map((field) => field.name).filter((name) => own.includes(name))).toEqual([
        'customer',
        'date',
        'faceValue',
        'message',
      ]);
      const card = await gate.create(seller, 'gift-card', { customer, date: '2026-03-08', faceValue: '200', message: '生日快乐' });
      await gate.update(owner, 'gift-card', card.id, { version: 1, pin: '7391' });
      const seen = await gate.read(seller, 'gift-card', card.id);
      expect(seen).toMatchObject({ customer, date: '2026-03-08', faceValue: '200.00', message: '生日快乐' });
      expect(
        JSON.stringify([seen, await gate.list(seller, 'gift-card', {}), await gate.history(seller, 'gift-card', card.id)]),
      ).not.toMatch(/pin|7391/);
      for (const request of [{ fields: ['pin'] }, { filter: 'pin == "7391"' }, { sort: ['pin'] }]) {
        await expect(gate.list(seller, 'gift-card', request)).rejects.toMatchObject({ code: 'field_denied', details: { fields: ['pin'] } });
      }
      await expect(gate.create(seller, 'gift-card', { customer, date: '2026-03-08', faceValue: '1', pin: '1' })).rejects.toMatchObject({
        code: 'field_denied',
      });
    });

    it('sells one, and the books have a numbered, balanced voucher', async () => {
      const { gate } = test.core;
      const card = await gate.create(seller, 'gift-card', { customer, date: '2026-03-09', faceValue: '500' });
      const sold = await gate.act(seller, 'gift-card', card.id, 'sell', {});
      expect(sold).toMatchObject({ state: 'sold', number: 'GC-2026-000001' });
      // The seller may not see vouchers, and is not told of one.
      expect(sold).not.toHaveProperty('_created');
      const { rows } = await gate.query(owner, {
        object: 'voucher.lines',
        select: ['account.code', 'debit', 'credit', 'customer', 'parent.state'],
        filter: `parent.sourceId == "${card.id}"`,
        order: ['account.code'],
      });
      expect(rows).toEqual([
        { 'account.code': '1002', debit: '500.00', credit: '0.00', customer, 'parent.state': 'posted' },
        { 'account.code': '2203', debit: '0.00', credit: '500.00', customer, 'parent.state': 'posted' },
      ]);
      const { totals } = await gate.report(owner, 'trial-balance', {});
      expect(totals).toMatchObject({ debit: '500.00', credit: '500.00' });
    });

    it('cannot sell one twice, or change it afterwards', async () => {
      const { gate } = test.core;
      const [card] = (await gate.list(seller, 'gift-card', { filter: 'state == "sold"' })).records;
      await expect(gate.act(seller, 'gift-card', card?.id ?? '', 'sell', {})).rejects.toMatchObject({ code: 'wrong_state' });
      await expect(
        gate.update(seller, 'gift-card', card?.id ?? '', { version: card?.['version'], faceValue: '900' }),
      ).rejects.toMatchObject({ code: 'wrong_state' });
    });
  });
});
