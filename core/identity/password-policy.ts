import { refuse, type PanshiError } from '#common/errors';

/**
 * What a password must be. MLPS3 follows GB/T 22239-2019 level 3 as it is usually assessed, ASVS follows OWASP ASVS 5.0; the numbers are
 * the suite's defaults.
 */
export interface PasswordPolicy {
  readonly name: 'MLPS3' | 'ASVS';
  /** Characters (code points), at least. */
  readonly shortest: number;
  /** Kinds of characters, of: lower, upper, digit, other. */
  readonly classes: number;
  /** Days until it must be changed; null for never. */
  readonly expiresAfterDays: number | null;
  /** How many earlier passwords are refused. */
  readonly remembers: number;
}

export const MLPS3: PasswordPolicy = { name: 'MLPS3', shortest: 10, classes: 3, expiresAfterDays: 90, remembers: 5 };
export const ASVS: PasswordPolicy = { name: 'ASVS', shortest: 12, classes: 1, expiresAfterDays: null, remembers: 5 };

/** As much of a policy as people are told before they choose a password. */
export type ShownRules = Pick<PasswordPolicy, 'shortest' | 'classes' | 'remembers'>;

export function shownRules({ shortest, classes, remembers }: PasswordPolicy): ShownRules {
  return { shortest, classes, remembers };
}

/** Longest password taken; Argon2id would take more, but a megabyte is no password. */
const LONGEST = 256;

/** The same password typed on another keyboard may be composed differently: NFKC makes it one. */
export function normalPassword(typed: string): string {
  return typed.normalize('NFKC');
}

/**
 * Checks what can be told from the password alone.
 * @throws PanshiError `invalid` with the reason at `password`
 */
export function requirePassword(policy: PasswordPolicy, typed: string, username: string): void {
  const password = normalPassword(typed);
  const length = [...password].length;
  if (length < policy.shortest) {
    throw weak(`密码至少 ${policy.shortest} 个字符。`, `A password has at least ${policy.shortest} characters.`);
  }
  if (length > LONGEST) throw weak(`密码最多 ${LONGEST} 个字符。`, `A password has at most ${LONGEST} characters.`);
  if (classesOf(password) < policy.classes) {
    throw weak(
      `密码须包含大写字母、小写字母、数字、其他字符中的至少 ${policy.classes} 类。`,
      `A password mixes at least ${policy.classes} of: upper case, lower case, digits, other characters.`,
    );
  }
  if (username !== '' && password.toLowerCase().includes(username.toLowerCase())) {
    throw weak('密码不能包含用户名。', 'A password does not contain the user name.');
  }
}

/** How many of the four kinds of characters a password uses. */
export function classesOf(password: string): number {
  const kinds = [/\p{Lowercase}/u, /\p{Uppercase}/u, /\p{Nd}/u, /[^\p{Lowercase}\p{Uppercase}\p{Nd}]/u];
  return kinds.filter((kind) => kind.test(password)).length;
}

/** Whether a password of that day must be changed by now. */
export function hasExpired(policy: PasswordPolicy, changedAt: Date, now: Date): boolean {
  return policy.expiresAfterDays !== null && now.getTime() - changedAt.getTime() >= policy.expiresAfterDays * 86_400_000;
}

export function weak(zh: string, en: string): PanshiError {
  return refuse('invalid', zh, en, { fields: ['password'], problems: { password: { zh, en } } });
}
