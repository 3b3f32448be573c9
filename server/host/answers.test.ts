import { describe, expect, it } from 'vitest';
import { parseAnswers } from './answers.ts';

const least = { company: { name: '磐石贸易' }, passphrase: 'correct horse', users: [] };

describe('answers to setup', () => {
  it('fills in what most firms would say', () => {
    expect(parseAnswers(least)).toMatchObject({
      company: { code: '01', currency: 'CNY', chart: 'small-enterprise' }, store: { dialect: 'sqlite' }, cipher: 'aegis256', hosts: [],
    });
  });

  it('takes a chart by the title of its standard', () => {
    expect(parseAnswers({ ...least, company: { name: 'A', chart: '企业会计准则' } }).company.chart).toBe('enterprise');
    expect(parseAnswers({ ...least, company: { name: 'A', chart: '小企业会计准则' } }).company.chart).toBe('small-enterprise');
  });

  it('names what is wrong, and takes nothing it does not know', () => {
    expect(() => parseAnswers({ ...least, company: { name: '', currency: 'yuan' } })).toThrow(/company\.name.*company\.currency/);
    expect(() => parseAnswers({ ...least, admin: true })).toThrow(/admin/);
  });
});
