import { z } from 'zod';
import { decimal, round, sum } from '#common/decimal';
import { defineReport } from '#core/module';
import { asks, daysOfMonth, monthParam } from '#modules/terms';
import { accountSums } from './balances.ts';

/** The entries of one account in order, with the balance after each 明细账. */
export const generalLedger = defineReport({
  name: 'general-ledger',
  label: { zh: '明细账', en: 'General ledger' },
  params: z.strictObject({ account: z.string().regex(/^\d{4,20}$/), from: monthParam, to: monthParam }),
  questions: [
    { name: 'account', label: { zh: '科目', en: 'Account' }, type: 'link', required: true, object: 'account', by: 'code', initial: 'none' },
    asks.fromMonth,
    asks.toMonth,
  ],
  drill: { to: 'record', object: 'voucher', id: 'row.voucher' },
  latest: { object: 'ledger-balance', select: 'max(month)' },
  async run(reader, { account = '', from, to }) {
    const days = [
      ...(from === undefined ? [] : [`parent.date >= "${from}-01"`]),
      ...(to === undefined ? [] : [`parent.date <= "${daysOfMonth(to).last}"`]),
    ];
    const before = from === undefined ? [] : await accountSums(reader, `account.code == "${account}" && month < "${from}"`);
    const opening = before.reduce((total, row) => total.plus(row.debit).minus(row.credit), decimal(0));
    const entries = await reader.query({
      object: 'voucher.lines',
      select: [
        'id',
        'parentId as voucher',
        'parent.date as date',
        'parent.number as number',
        'parent.summary as summary',
        'parent.sourceNumber as sourceNumber',
        'debit',
        'credit',
      ],
      filter: [`account.code == "${account}"`, 'parent.state == "posted"', ...days].join(' && '),
      order: ['date', 'number', 'id'],
      limit: 10_000,
    });
    let balance = opening;
    const rows = entries.map((entry) => {
      balance = balance.plus(decimal(String(entry['debit'] ?? '0'))).minus(decimal(String(entry['credit'] ?? '0')));
      return { ...entry, balance: round(balance, 2) };
    });
    const of = (side: 'debit' | 'credit'): string => round(sum(entries.map((entry) => String(entry[side] ?? '0'))), 2);
    return {
      columns: [
        { name: 'date', label: { zh: '日期', en: 'Date' }, type: 'date' },
        { name: 'number', label: { zh: '凭证号', en: 'Voucher' }, type: 'text' },
        { name: 'summary', label: { zh: '摘要', en: 'Summary' }, type: 'text' },
        { name: 'sourceNumber', label: { zh: '来源单号', en: 'Source' }, type: 'text' },
        { name: 'debit', label: { zh: '借方', en: 'Debit' }, type: 'amount' },
        { name: 'credit', label: { zh: '贷方', en: 'Credit' }, type: 'amount' },
        { name: 'balance', label: { zh: '余额', en: 'Balance' }, type: 'amount' },
      ],
      rows,
      totals: { opening: round(opening, 2), debit: of('debit'), credit: of('credit'), closing: round(balance, 2) },
      totalLabels: { opening: { zh: '期初余额', en: 'Opening balance' }, closing: { zh: '期末余额', en: 'Closing balance' } },
    };
  },
});
