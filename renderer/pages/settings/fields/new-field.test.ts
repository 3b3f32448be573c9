import { describe, expect, it } from 'vitest';
import { fieldOf, missingOf, type NewField } from './new-field.ts';
import { isOwnName, proposeKey, proposeName } from './propose-name.ts';

const draft: NewField = {
  type: 'text', label: { zh: '大区', en: 'Sales region' }, help: { zh: '', en: '' }, max: 40, unit: 'amount', values: [{ zh: '甲', en: 'Key account' }, { zh: '乙', en: '' }], to: 'customer', sought: true,
};

describe('a field of the firm’s own', () => {
  it('is named by its English label, and never like another', () => {
    expect(proposeName('Sales region')).toBe('xSalesRegion');
    expect(proposeName('Sales region', ['xSalesRegion', 'xSalesRegion2'])).toBe('xSalesRegion3');
    expect(proposeName('2nd e-mail')).toBe('xN2ndEMail');
    expect(proposeName('大区')).toBe('');
    expect(['xSalesRegion', 'xN2ndEMail'].every(isOwnName)).toBe(true);
    expect(['region', 'xregion', 'x', ''].some(isOwnName)).toBe(false);
  });

  it('has keys for its values that stay apart', () => {
    expect([proposeKey('Key account', 0), proposeKey('', 1), proposeKey('Key account', 2, ['keyAccount'])]).toEqual(['keyAccount', 'v2', 'keyAccount2']);
    expect(fieldOf({ ...draft, type: 'choice' })).toMatchObject({ values: { keyAccount: { zh: '甲', en: 'Key account' }, v2: { zh: '乙', en: '乙' } }, index: true });
  });

  it('says what is missing', () => {
    expect(missingOf({ ...draft, label: { zh: '大区', en: ' ' } })).toBe('label');
    expect(missingOf({ ...draft, type: 'choice', values: [{ zh: '', en: '' }] })).toBe('values');
    expect(missingOf({ ...draft, type: 'link', to: '' })).toBe('to');
    expect(missingOf(draft)).toBeUndefined();
  });
});
