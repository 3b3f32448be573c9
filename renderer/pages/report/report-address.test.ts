import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from './report-address.ts';

describe('addresses of reports', () => {
  const step = { report: 'general-ledger', params: { account: '1122', from: '1998-05' } };
  const before = [{ report: 'trial-balance', params: { from: '1998-05', to: '1998-05' } }];

  it('hold what was asked and the way there', () => {
    expect(readAddress(writeAddress(step, before))).toEqual({ step, before, asked: true });
  });

  it('leave out what is empty, and know that nothing was asked', () => {
    expect(writeAddress({ report: 'trial-balance', params: { from: '', to: '' } })).toBe('/report/trial-balance');
    expect(readAddress('/report/trial-balance').asked).toBe(false);
    expect(readAddress(writeAddress({ report: 'general-ledger', params: {} }, before)).asked).toBe(false);
  });

  it.each(['[', '{}', '[1]', '[["x"]]', 'null'])('a broken way %s leads to the report all the same', (way) => {
    expect(readAddress(`/report/trial-balance?from=1998-05&_way=${encodeURIComponent(way)}`)).toMatchObject({ step: { report: 'trial-balance', params: { from: '1998-05' } }, before: [] });
  });
});
