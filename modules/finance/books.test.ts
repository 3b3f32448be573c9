import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { made, tradingCompany, type TradingCompany } from '#modules/testing';
import { withStores } from '#db/testing';

withStores((open) => {
  let company: TradingCompany;
  let bank: string;
  let capital: string;

  const fresh = async (): Promise<void> => {
    company = await tradingCompany((await open()).store);
    bank = await account('1002');
    capital = await account('3001');
  };

  async function account(code: string): Promise<string> {
    const { records } = await company.test.core.gate.list(company.boss, 'account', { filter: `code == "${code}"` });
    return records[0]!.id;
  }

  const voucher = (date: string, debit: string, credit = debit) =>
    company.create('voucher', {
      date,
      summary: '投入资本',
      lines: [
        { account: bank, debit, credit: '0' },
        { account: capital, debit: '0', credit },
      ],
    });
  const posted = async (date: string, amount = '100.00') => company.act('voucher', (await voucher(date, amount)).id, 'post');
  const period = async (code: string) => {
    const { records } = await company.test.core.gate.list(company.boss, 'period', { filter: `code == "${code}"` });
    return records[0]!;
  };

  describe('vouchers', () => {
    beforeAll(fresh);

    it('are numbered without gaps by month at posting; a refused posting leaves none', async () => {
      expect(await posted('2025-01-05')).toMatchObject({ number: '记-2025-01-0001', state: 'posted', debit: '100.00', credit: '100.00' });
      const wrong = await voucher('2025-01-06', '100.00', '99.99');
      await expect(company.act('voucher', wrong.id, 'post')).rejects.toMatchObject({ code: 'unbalanced' });
      const numbers = await Promise.all(Array.from({ length: 8 }, async () => String((await posted('2025-01-07'))['number'])));
      expect(numbers.toSorted()).toEqual(Array.from({ length: 8 }, (_, index) => `记-2025-01-000${index + 2}`));
      expect(await posted('2025-02-01')).toMatchObject({ number: '记-2025-02-0001' });
      await company.test.core.gate.remove(company.boss, 'voucher', wrong.id);
    });

    it('have an amount on exactly one side of each entry, and post to postable accounts only', async () => {
      const both = { date: '2025-01-08', summary: 'x', lines: [{ account: bank, debit: '1', credit: '1' }] };
      await expect(company.create('voucher', both)).rejects.toMatchObject({ code: 'unbalanced' });
      const none = { date: '2025-01-08', summary: 'x', lines: [{ account: bank, debit: '0', credit: '0' }] };
      await expect(company.create('voucher', none)).rejects.toMatchObject({ code: 'unbalanced' });
      const parent = await company.create('voucher', {
        date: '2025-01-08',
        summary: 'x',
        lines: [
          { account: await account('2202'), debit: '1', credit: '0' },
          { account: bank, debit: '0', credit: '1' },
        ],
      });
      await expect(company.act('voucher', parent.id, 'post')).rejects.toMatchObject({ code: 'rule' });
      await company.test.core.gate.remove(company.boss, 'voucher', parent.id);
    });

    it('cannot be changed or deleted once posted, only reversed in red, once, both naming each other', async () => {
      const one = await posted('2025-01-09', '12.34');
      await expect(
        company.test.core.gate.update(company.boss, 'voucher', one.id, { version: one['version'], summary: 'y' }),
      ).rejects.toMatchObject({ code: 'wrong_state' });
      await expect(company.test.core.gate.remove(company.boss, 'voucher', one.id)).rejects.toMatchObject({ code: 'wrong_state' });
      const before = await company.balance('1002');
      const reversed = await company.act('voucher', one.id, 'reverse', { date: '2025-02-03' });
      const red = await company.read('voucher', made(reversed, 'voucher'));
      expect(red).toMatchObject({ reverses: one.id, state: 'posted', date: '2025-02-03', debit: '-12.34', credit: '-12.34' });
      expect(reversed).toMatchObject({ reversedBy: red.id });
      expect(Number(before) - Number(await company.balance('1002'))).toBeCloseTo(12.34, 9);
      await expect(company.act('voucher', one.id, 'reverse', { date: '2025-02-03' })).rejects.toMatchObject({ code: 'rule' });
      await expect(company.act('voucher', red.id, 'reverse', { date: '2025-02-03' })).rejects.toMatchObject({ code: 'rule' });
    });

    it('are reviewed by somebody else than who prepared them', async () => {
      const draft = await voucher('2025-01-10', '5.00');
      await expect(company.act('voucher', draft.id, 'review')).rejects.toMatchObject({ code: 'rule' });
      const other = await company.test.person('reviewer', ['boss']);
      const reviewed = await company.test.core.gate.act(other, 'voucher', draft.id, 'review', {});
      expect(reviewed).toMatchObject({ state: 'reviewed', reviewedBy: other.principal.userId });
      await expect(
        company.test.core.gate.update(company.boss, 'voucher', draft.id, { version: reviewed['version'], summary: 'y' }),
      ).rejects.toMatchObject({ code: 'wrong_state' });
      expect(await company.act('voucher', draft.id, 'post')).toMatchObject({ state: 'posted', postedBy: company.boss.principal.userId });
    });
  });

  describe('a draft of a colleague', () => {
    beforeAll(fresh);

    it('is not reviewed by who has changed it last: nobody approves entries of the own making', async () => {
      const { gate } = company.test.core;
      const draft = await voucher('2025-01-10', '5.00');
      const other = await company.test.person('second.pen', ['boss']);
      const lines = [
        { account: bank, debit: '1000000', credit: '0' },
        { account: capital, debit: '0', credit: '1000000' },
      ];
      const changed = await gate.update(other, 'voucher', draft.id, { version: draft['version'], lines });
      await expect(gate.act(other, 'voucher', draft.id, 'review', {})).rejects.toMatchObject({ code: 'rule' });
      // Once who prepared it has taken it up again, there are four eyes.
      await gate.update(company.boss, 'voucher', draft.id, { version: changed['version'], summary: '核对后' });
      expect(await gate.act(other, 'voucher', draft.id, 'review', {})).toMatchObject({ state: 'reviewed' });
    });
  });

  describe('periods', () => {
    beforeEach(fresh);

    it('close in order, not while a voucher is unposted, and then take nothing by any path', async () => {
      await posted('2025-01-05');
      await posted('2025-02-05');
      const [january, february] = [await period('2025-01'), await period('2025-02')];
      await expect(company.act('period', february.id, 'close')).rejects.toMatchObject({ code: 'rule' });
      const open = await voucher('2025-01-20', '1.00');
      await expect(company.act('period', january.id, 'close')).rejects.toMatchObject({ code: 'rule', details: { facts: { unposted: 1 } } });
      await company.test.core.gate.remove(company.boss, 'voucher', open.id);
      const kept = await posted('2025-01-21', '2.00');
      const later = await voucher('2025-02-10', '3.00');
      expect(await company.act('period', january.id, 'close')).toMatchObject({ state: 'closed' });

      const closed = { code: 'period_closed', status: 422 };
      await expect(voucher('2025-01-31', '1.00')).rejects.toMatchObject(closed);
      // Earlier months that never had a row are shut as well.
      await expect(voucher('2024-12-31', '1.00')).rejects.toMatchObject(closed);
      await expect(
        company.test.core.gate.update(company.boss, 'voucher', later.id, { version: 1, date: '2025-01-15' }),
      ).rejects.toMatchObject(closed);
      await expect(company.act('voucher', kept.id, 'reverse', { date: '2025-01-31' })).rejects.toMatchObject(closed);
      await company.act('voucher', kept.id, 'reverse', { date: '2025-02-11' });
      await company.act('voucher', later.id, 'post');
      await expect(company.act('period', january.id, 'close')).rejects.toMatchObject({ code: 'wrong_state' });
    });

    it('do not close over a ledger that differs from the vouchers', async () => {
      await posted('2025-01-05');
      const january = await period('2025-01');
      const { store } = company.test.core;
      await store.write((transaction) => transaction.run('UPDATE ledger_balance SET debit = debit + 1'));
      await expect(company.act('period', january.id, 'close')).rejects.toMatchObject({ code: 'rule' });
      await store.write((transaction) => transaction.run('UPDATE ledger_balance SET debit = debit - 1'));
      expect(await company.act('period', january.id, 'close')).toMatchObject({ state: 'closed' });
    });

    it('refuse documents of a closed month whole, free goods too, and cancellations dated into it', async () => {
      await posted('2025-01-05');
      await company.act('period', (await period('2025-01')).id, 'close');
      const supplier = await company.supplier('旧账');
      const [paid, free] = [await company.product('Paid'), await company.product('Free')];
      const draft = await company.create('purchase-order', {
        supplier,
        date: '2025-01-02',
        warehouse: company.warehouse,
        lines: [
          { product: paid, quantity: '1', price: '5' },
          { product: free, quantity: '1', price: '0' },
        ],
      });
      const order = await company.act('purchase-order', draft.id, 'submit');
      const [, line] = order['lines'] as { id: string }[];
      for (const lines of [undefined, [{ line: line!.id, quantity: '1' }]]) {
        await expect(
          company.act('purchase-order', order.id, 'receive', { date: '2025-01-15', ...(lines ? { lines } : {}) }),
        ).rejects.toMatchObject({ code: 'period_closed' });
      }
      expect(await company.onHand(free)).toEqual({ quantity: '0', value: '0.00' });
      const receipt = made(await company.act('purchase-order', order.id, 'receive', { date: '2025-02-15' }), 'goods-receipt');
      await expect(company.act('goods-receipt', receipt, 'cancel', { date: '2025-01-31' })).rejects.toMatchObject({
        code: 'period_closed',
      });
      expect(await company.onHand(paid)).toEqual({ quantity: '1', value: '5.00' });
    });
  });

  describe('a closed month', () => {
    beforeAll(fresh);

    it('takes no documents either when their posting rules are switched off, or made to look at another day', async () => {
      const { gate } = company.test.core;
      await posted('2025-01-05');
      const product = await company.product('Late');
      const draft = await company.create('purchase-order', {
        supplier: await company.supplier('晚到'), date: '2025-01-02', warehouse: company.warehouse, lines: [{ product, quantity: '9', price: '5' }],
      });
      const order = await company.act('purchase-order', draft.id, 'submit');
      const line = (order['lines'] as { id: string }[])[0]!.id;
      const receive = async (date: string) =>
        made(await company.act('purchase-order', order.id, 'receive', { date, lines: [{ line, quantity: '1' }] }), 'goods-receipt');
      const open = await receive('2025-02-01');
      await company.act('period', (await period('2025-01')).id, 'close');
      const { records: rules } = await gate.list(company.boss, 'posting-rule', { filter: 'object == "goods-receipt"' });
      for (const change of [{ dateField: 'nonsense' }, { active: false }]) {
        for (const rule of rules) {
          const { version } = await gate.read(company.boss, 'posting-rule', rule.id, ['version']);
          await gate.update(company.boss, 'posting-rule', rule.id, { version, ...change });
        }
        await expect(receive('2025-01-15'), JSON.stringify(change)).rejects.toMatchObject({ code: 'period_closed' });
        await expect(company.act('goods-receipt', open, 'cancel', { date: '2025-01-31' }), JSON.stringify(change)).rejects.toMatchObject({ code: 'period_closed' });
      }
      expect(await company.onHand(product)).toEqual({ quantity: '1', value: '5.00' });
    });
  });

  describe('accounts', () => {
    beforeAll(fresh);

    it('of the official chart can be extended, not changed', async () => {
      const { gate } = company.test.core;
      const official = await gate.read(company.boss, 'account', bank);
      expect(official).toMatchObject({ code: '1002', official: true });
      await expect(gate.update(company.boss, 'account', bank, { version: official['version'], name: '我的银行' })).rejects.toMatchObject({
        code: 'rule',
      });
      await expect(gate.update(company.boss, 'account', bank, { version: official['version'], archived: true })).rejects.toMatchObject({
        code: 'rule',
      });
      const below = { name: '工商银行', element: 'asset', side: 'debit', parent: bank };
      expect(await company.create('account', { ...below, code: '100201' })).toMatchObject({ official: false });
      await expect(company.create('account', { ...below, code: '9901' })).rejects.toMatchObject({ code: 'rule' });
    });
  });

  describe('reports', () => {
    beforeEach(fresh);

    it('show opening, movement and closing that balance', async () => {
      const { gate } = company.test.core;
      await posted('2025-01-05', '100.00');
      const wrong = await posted('2025-01-31', '12.34');
      await company.act('voucher', wrong.id, 'reverse', { date: '2025-02-03' });
      await posted('2025-02-28', '3.00');
      const report = await gate.report(company.boss, 'trial-balance', { from: '2025-02', to: '2025-02' });
      const totals = report.totals!;
      expect(totals['debit']).toBe(totals['credit']);
      expect(totals['openingDebit']).toBe(totals['openingCredit']);
      expect(totals['closingDebit']).toBe(totals['closingCredit']);
      // January: 100.00 + 12.34; February: −12.34 in red, + 3.00.
      expect(report.rows.find((row) => row['code'] === '1002')).toMatchObject({
        openingDebit: '112.34',
        debit: '-9.34',
        closingDebit: '103.00',
      });
      const ledger = await gate.report(company.boss, 'general-ledger', { account: '1002', from: '2025-02', to: '2025-02' });
      expect(ledger.totals).toEqual({ opening: '112.34', debit: '-9.34', credit: '0.00', closing: '103.00' });
      expect(ledger.rows.at(-1)).toMatchObject({ balance: '103.00' });
      const sheet = await gate.report(company.boss, 'balance-sheet', {});
      const { assets, liabilities, equity } = sheet.totals as Record<string, string>;
      expect(Number(assets)).toBeCloseTo(Number(liabilities) + Number(equity), 9);
      await expect(gate.report(company.boss, 'trial-balance', { from: 'x' })).rejects.toMatchObject({ status: 400 });
    });

    it('stand beside the period before, the same months of the year before, or the start of the year', async () => {
      const { gate } = company.test.core;
      const [income, cost] = [await account('5001'), await account('5401')];
      const entry = async (date: string, debit: string, credit: string, amount: string) => {
        const { id } = await company.create('voucher', { date, summary: '比较', lines: [{ account: debit, debit: amount, credit: '0' }, { account: credit, debit: '0', credit: amount }] });
        await company.act('voucher', id, 'post');
      };
      await entry('2024-03-10', bank, income, '80.00');
      await entry('2024-12-31', cost, bank, '20.00');
      await entry('2025-02-10', bank, income, '50.00');
      await entry('2025-03-10', bank, income, '100.00');
      const rowsOf = async (name: string, params: Record<string, string>) => (await gate.report(company.boss, name, params)).rows;
      const march = { from: '2025-03', to: '2025-03' };

      // 100.00 beside February's 50.00: doubled. Beside March 2024's 80.00: a quarter more.
      expect(await rowsOf('income-statement', { ...march, compare: 'previous' })).toMatchObject([{ code: '5001', amount: '100.00', compared: '50.00', change: '50.00', changeRate: '1.0000' }]);
      expect(await rowsOf('income-statement', { ...march, compare: 'year-before' })).toMatchObject([{ code: '5001', compared: '80.00', change: '20.00', changeRate: '0.2500' }]);
      // January to March after October to December, in which there was a cost alone: what is gone stands there with nothing.
      expect(await rowsOf('income-statement', { from: '2025-01', to: '2025-03', compare: 'previous' })).toMatchObject([
        { element: 'income', code: '5001', amount: '150.00', compared: '0.00', changeRate: null },
        { element: 'expense', code: '5401', amount: '0.00', compared: '20.00', change: '-20.00', changeRate: '-1.0000' },
      ]);
      expect((await gate.report(company.boss, 'income-statement', { ...march, compare: 'year-before' })).totals).toEqual({ income: '100.00', expense: '0.00', profit: '100.00', comparedProfit: '80.00' });
      // 80.00 − 20.00 on the bank at the end of 2024, 210.00 at the end of March, 110.00 at the end of February.
      const bankRow = async (compare: string) => (await rowsOf('balance-sheet', { month: '2025-03', compare })).find(({ code }) => code === '1002');
      expect(await bankRow('year-start')).toMatchObject({ amount: '210.00', compared: '60.00', change: '150.00', changeRate: '2.5000' });
      expect(await bankRow('previous')).toMatchObject({ compared: '110.00' });
      expect(await bankRow('year-before')).toMatchObject({ compared: '80.00' });

      await expect(gate.report(company.boss, 'income-statement', { from: '2025-03', compare: 'previous' })).rejects.toMatchObject({ code: 'invalid', details: { fields: ['to'] } });
      await expect(gate.report(company.boss, 'income-statement', { ...march, compare: 'year-start' })).rejects.toMatchObject({ code: 'malformed' });
      expect((await rowsOf('income-statement', march))[0]).not.toHaveProperty('compared');
    });
  });
});
