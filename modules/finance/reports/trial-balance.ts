import { z } from 'zod';
import { decimal, round, sum } from '#common/decimal';
import { defineReport } from '#core/module';
import { asks, monthParam } from '#modules/terms';
import { accountSums, onSides } from './balances.ts';

const AMOUNTS = ['openingDebit', 'openingCredit', 'debit', 'credit', 'closingDebit', 'closingCredit'] as const;

/** Opening, movement and closing of every account 试算平衡表; from the first month ever to the last when no months are given. */
export const trialBalance = defineReport({
  name: 'trial-balance',
  label: { zh: '试算平衡表', en: 'Trial balance' },
  params: z.strictObject({ from: monthParam, to: monthParam }),
  questions: [asks.fromMonth, asks.toMonth],
  drill: { to: 'report', report: 'general-ledger', params: { account: 'row.code', from: 'param.from', to: 'param.to' } },
  latest: { object: 'ledger-balance', select: 'max(month)' },
  async run(reader, { from, to }) {
    const within = [...(from === undefined ? [] : [`month >= "${from}"`]), ...(to === undefined ? [] : [`month <= "${to}"`])].join(' && ');
    const opening = from === undefined ? [] : await accountSums(reader, `month < "${from}"`);
    const moved = await accountSums(reader, within === '' ? undefined : within);
    const accounts = new Map([...opening, ...moved].map((row) => [row.account, row]));
    const before = new Map(opening.map((row) => [row.account, row.debit.minus(row.credit)]));
    const during = new Map(moved.map((row) => [row.account, row]));
    const rows = [...accounts.values()]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ account, code, name }) => {
        const start = decimal(before.get(account));
        const debit = decimal(during.get(account)?.debit);
        const credit = decimal(during.get(account)?.credit);
        const first = onSides(start);
        const last = onSides(start.plus(debit).minus(credit));
        return {
          account,
          code,
          name,
          openingDebit: first.debit,
          openingCredit: first.credit,
          debit: round(debit, 2),
          credit: round(credit, 2),
          closingDebit: last.debit,
          closingCredit: last.credit,
        };
      });
    return {
      columns: [
        { name: 'code', label: { zh: '科目编码', en: 'Code' }, type: 'text' },
        { name: 'name', label: { zh: '科目', en: 'Account' }, type: 'text' },
        { name: 'openingDebit', label: { zh: '期初借方', en: 'Opening debit' }, type: 'amount' },
        { name: 'openingCredit', label: { zh: '期初贷方', en: 'Opening credit' }, type: 'amount' },
        { name: 'debit', label: { zh: '本期借方', en: 'Debit' }, type: 'amount' },
        { name: 'credit', label: { zh: '本期贷方', en: 'Credit' }, type: 'amount' },
        { name: 'closingDebit', label: { zh: '期末借方', en: 'Closing debit' }, type: 'amount' },
        { name: 'closingCredit', label: { zh: '期末贷方', en: 'Closing credit' }, type: 'amount' },
      ],
      rows,
      totals: Object.fromEntries(AMOUNTS.map((name) => [name, round(sum(rows.map((row) => row[name])), 2)])),
    };
  },
});
