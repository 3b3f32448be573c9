import { describe, expect, it } from 'vitest';
import { maskText } from './mask.ts';

describe('a masked value', () => {
  it('keeps the last four of a number, if that leaves enough unsaid', () => {
    expect(maskText('13912345678', 'phone')).toBe('****5678');
    expect(maskText('12345678', 'phone')).toBe('****');
    expect(maskText('0755-26001234', 'tail')).toBe('****1234');
  });

  it('keeps the family name, and the domain of an address', () => {
    expect(maskText('王小明', 'name')).toBe('王****');
    expect(maskText('𠮷野', 'name')).toBe('𠮷****');
    expect(maskText('王', 'name')).toBe('****');
    expect(maskText('someone@example.cn', 'email')).toBe('****@example.cn');
    expect(maskText('no address', 'email')).toBe('****');
  });

  it('tells neither length nor content otherwise', () => {
    expect(maskText('a')).toBe(maskText('a much longer secret'));
  });

  it('never ends in half a character', () => {
    expect(maskText('12345678𠮷999', 'tail').isWellFormed()).toBe(true);
  });
});
