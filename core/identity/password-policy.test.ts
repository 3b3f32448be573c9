import { expect, it } from 'vitest';
import { isPanshiError } from '#common/errors';
import { ASVS, classesOf, hasExpired, MLPS3, requirePassword } from './password-policy.ts';
import { requireNewPassword, hashPassword } from './passwords.ts';

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };

function codeOf(work: () => void): string {
  try {
    work();
    return 'ok';
  } catch (error) {
    return isPanshiError(error) ? error.code : 'thrown';
  }
}

it('asks for ten characters of three kinds under MLPS3, twelve of any kind under ASVS', () => {
  expect(codeOf(() => requirePassword(MLPS3, 'Abcdef12!', 'clerk'))).toBe('invalid'); // nine
  expect(codeOf(() => requirePassword(MLPS3, 'Abcdef123!', 'clerk'))).toBe('ok');
  expect(codeOf(() => requirePassword(MLPS3, 'abcdefgh12', 'clerk'))).toBe('invalid'); // two kinds
  expect(codeOf(() => requirePassword(ASVS, 'elevenchars', 'clerk'))).toBe('invalid');
  expect(codeOf(() => requirePassword(ASVS, 'twelve chars', 'clerk'))).toBe('ok');
  expect(classesOf('aA1磐')).toBe(4);
});

it('refuses the user name inside the password, in any case', () => {
  expect(codeOf(() => requirePassword(MLPS3, 'xx-Sales.Clerk-12', 'sales.clerk'))).toBe('invalid');
});

it('expires after 90 days under MLPS3 and never under ASVS', () => {
  const changed = new Date('2026-01-01T00:00:00Z');
  expect(hasExpired(MLPS3, changed, new Date('2026-03-31T23:59:59Z'))).toBe(false);
  expect(hasExpired(MLPS3, changed, new Date('2026-04-01T00:00:00Z'))).toBe(true);
  expect(hasExpired(ASVS, changed, new Date('2036-01-01T00:00:00Z'))).toBe(false);
});

it('refuses breached passwords and the last five of the person', async () => {
  await expect(requireNewPassword({ ...ASVS, shortest: 8 }, '!QAZ2wsx', '', [])).rejects.toMatchObject({ code: 'invalid' });
  const earlier = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => hashPassword(`Old-Lantern-${n}x`, CHEAP)));
  await expect(requireNewPassword(MLPS3, 'Old-Lantern-5x', '', earlier)).rejects.toMatchObject({ code: 'invalid' });
  await expect(requireNewPassword(MLPS3, 'Old-Lantern-6x', '', earlier)).resolves.toBeUndefined();
});
