import { describe, expect, it } from 'vitest';
import { amount } from '../build.ts';
import { decimalKind } from './decimal.ts';

const field = amount('金额', 'Amount');

function parsed(input: unknown): unknown {
  const result = decimalKind.parse(input, field);
  return result.ok ? result.value : undefined;
}

describe('a decimal as people write it', () => {
  it('is taken with thousands separators, full-width digits and spaces', () => {
    expect(['1234.5', '1,234.50', '1,234,567', '-1,234', '１，２３４．５', ' 12 ', 12].map(parsed)).toEqual([
      '1234.50', '1234.50', '1234567.00', '-1234.00', '1234.50', '12.00', '12.00',
    ]);
  });

  it('is refused where a comma could be a decimal point, and where it is no number at all', () => {
    for (const wrong of ['1,5', '1,50', '12,34', '1,2345', ',5', '1,', '1,,000', '0,000,0', '1.234,50', '1e5', '0x1', 'NaN', '--1', 1.5, 1e300, true, null, {}]) {
      expect(parsed(wrong), JSON.stringify(wrong)).toBeUndefined();
    }
  });
});
