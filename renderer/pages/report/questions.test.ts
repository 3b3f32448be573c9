import { describe, expect, it } from 'vitest';
import type { ReportParam } from '#common/api';
import { leadOf } from './drill.ts';
import { askedValues, firstValues, missingParams } from './first-values.ts';

const label = { zh: '科目', en: 'Account' };
const account: ReportParam = { name: 'account', label, type: 'link', required: true, object: 'account', by: 'code', initial: 'none' };
const month = (name: string, initial: ReportParam['initial']): ReportParam => ({ name, label, type: 'month', required: false, initial });
const day = (name: string, initial: ReportParam['initial']): ReportParam => ({ name, label, type: 'day', required: false, initial });
const TODAY = '2026-11-22';

describe('what a report is asked first', () => {
  it('is what it says itself', () => {
    expect(firstValues([account, month('from', 'year-start'), month('to', 'this-month')], TODAY)).toEqual({ from: '2026-01', to: '2026-11' });
    expect(firstValues([day('from', 'this-month'), day('asOf', 'today'), day('to', 'none')], TODAY)).toEqual({ from: '2026-11-01', asOf: TODAY });
  });

  it('does not run without what it needs', () => {
    expect(missingParams([account, month('to', 'none')], { account: '' })).toEqual([account]);
    expect(missingParams([account], { account: '1122' })).toEqual([]);
  });

  it('takes of an address what it asks, and nothing else', () => {
    expect(askedValues([account], { account: '1122', from: '1998-05', report: 'x' })).toEqual({ account: '1122' });
  });
});

describe('where a row leads', () => {
  const ledger = { to: 'report', report: 'general-ledger', params: { account: 'row.code', from: 'param.from', to: 'param.to' } } as const;

  it('an account to its ledger, for the months that were asked', () => {
    expect(leadOf(ledger, { code: '1122' }, { from: '1998-05', to: '1998-05' })).toEqual({ to: 'report', report: 'general-ledger', params: { account: '1122', from: '1998-05', to: '1998-05' } });
    expect(leadOf(ledger, { code: '1122' }, { to: '1998-05', from: '' })).toEqual({ to: 'report', report: 'general-ledger', params: { account: '1122', to: '1998-05' } });
  });

  it('a row without an account nowhere: the profit that is not yet carried forward', () => {
    expect(leadOf(ledger, { code: '', name: '未结转利润' }, {})).toBeUndefined();
    expect(leadOf(null, { code: '1122' }, {})).toBeUndefined();
  });

  it('an entry to its voucher, a move to the document that the row names', () => {
    expect(leadOf({ to: 'record', object: 'voucher', id: 'row.voucher' }, { voucher: 'v1' }, {})).toEqual({ to: 'record', object: 'voucher', id: 'v1' });
    const source = { to: 'record', object: 'row.sourceObject', id: 'row.sourceId' } as const;
    expect(leadOf(source, { sourceObject: 'delivery', sourceId: 'd1' }, {})).toEqual({ to: 'record', object: 'delivery', id: 'd1' });
    expect(leadOf(source, { sourceObject: 'delivery', sourceId: null }, {})).toBeUndefined();
  });
});
