import { expect, it } from 'vitest';
import { checkPassword, strengthOf } from './password-rules.ts';

const RULES = { shortest: 10, classes: 3, remembers: 5 };

it('tells which rules a password keeps, as the host counts them', () => {
  expect(checkPassword('Abcdef12!', 'clerk', RULES)).toEqual({ length: false, kinds: true, name: true });
  expect(checkPassword('abcdefgh12', 'clerk', RULES)).toEqual({ length: true, kinds: false, name: true });
  expect(checkPassword('xx-Sales.Clerk-12', 'sales.clerk', RULES)).toEqual({ length: true, kinds: true, name: false });
  expect(checkPassword('磐石Abcdef12', 'clerk', RULES)).toEqual({ length: true, kinds: true, name: true });
  expect(checkPassword('', '', RULES)).toEqual({ length: false, kinds: false, name: false });
});

it('follows the host: a firm may want longer passwords, of any kind', () => {
  const rules = { shortest: 12, classes: 1, remembers: 5 };
  expect(checkPassword('abcdefgh1234', 'clerk', rules)).toEqual({ length: true, kinds: true, name: true });
  expect(checkPassword('Abcdef12!xx', 'clerk', rules)).toEqual({ length: false, kinds: true, name: true });
});

it.each([
  ['1234567', 'short'],
  ['12345678901234567890', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['password', 'weak'],
  ['Kh7-pq2Lm', 'fair'],
  ['correct horse battery staple', 'strong'],
  ['今年秋天的桂花开得很晚', 'strong'],
])('a passphrase %s is %s', (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});
