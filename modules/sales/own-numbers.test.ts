import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#core/context';
import { tradingCompany, type TradingCompany } from '#modules/testing';
import { withStores } from '#db/testing';

withStores((open) => {
  let company: TradingCompany;
  let officer: Context;
  let customer: string;
  let tea: string;

  beforeAll(async () => {
    company = await tradingCompany((await open()).store);
    await company.test.role('designer', { customisation: { can: ['read', 'create'] } });
    officer = await company.test.person('officer', ['designer']);
    customer = await company.customer('客户甲');
    tea = await company.product('茶');
  });

  const number = async (date = '2026-01-10') => (await company.order(customer, [[tea, '1', '18']], { date }))['number'];
  const customise = (more: object) => company.test.core.customise.add(officer, { change: 'numbering', object: 'sales-order', prefix: 'SO', per: 'year', digits: 6, ...more });

  describe('numbers as the firm wants them', () => {
    it('begin a row of their own with the next document, and the old row goes on when they are taken back', async () => {
      expect([await number(), await number()]).toEqual(['SO-2026-000001', 'SO-2026-000002']);
      const change = await customise({ prefix: 'XS', digits: 4 });
      expect([await number(), await number(), await number('2027-01-02')]).toEqual(['XS-2026-0001', 'XS-2026-0002', 'XS-2027-0001']);
      expect((await company.test.core.gate.object(company.boss, 'sales-order')).numbering).toEqual({ prefix: 'XS', per: 'year', digits: 4, on: 'submit' });
      await company.test.core.customise.undo(officer, change);
      expect(await number()).toBe('SO-2026-000003');
    });

    it('run on through the years, or with other digits, without meeting a number that was given', async () => {
      const ever = await customise({ per: 'ever', digits: 5 });
      expect([await number(), await number('2031-05-01')]).toEqual(['SO-00001', 'SO-00002']);
      const yearly = await customise({ digits: 3 });
      expect(await number()).toBe('SO-2026-004');
      await company.test.core.customise.undo(officer, yearly);
      await company.test.core.customise.undo(officer, ever);
      expect(await number()).toBe('SO-2026-000005');
    });

    it('are not given where nothing is numbered, nor by who may not customise', async () => {
      await expect(customise({ object: 'customer' })).rejects.toMatchObject({ code: 'invalid' });
      await expect(customise({ prefix: 'SO-2026' })).rejects.toMatchObject({ code: 'invalid' });
      await expect(company.test.core.customise.add(company.boss, { change: 'numbering', object: 'sales-order', prefix: 'XS', per: 'year', digits: 4 })).rejects.toMatchObject({ code: 'forbidden' });
    });
  });
});
