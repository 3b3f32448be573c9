import { randomBytes } from 'node:crypto';
import { refuse } from '#common/errors';

/**
 * A recovery key is 160 random bits on paper: eight groups of five characters, four of data and one check character.
 * The alphabet is Crockford's base 32 (no I, L, O, U), so that it can be read aloud and typed back.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 8;
const DATA_PER_GROUP = 4;

export interface RecoveryKey {
  /** What the person writes down: `XXXXX-XXXXX-…`, eight groups. */
  readonly shown: string;
  /** The 20 secret bytes; the caller zeroes them. */
  readonly secret: Buffer;
}

export function newRecoveryKey(): RecoveryKey {
  const secret = randomBytes(20);
  const groups: string[] = [];
  let bits = BigInt(`0x${secret.toString('hex')}`);
  for (let group = GROUPS - 1; group >= 0; group--) {
    const digits: number[] = [];
    for (let i = 0; i < DATA_PER_GROUP; i++) {
      digits.unshift(Number(bits & 31n));
      bits >>= 5n;
    }
    groups.unshift([...digits, checkDigit(group, digits)].map((digit) => ALPHABET.charAt(digit)).join(''));
  }
  return { shown: groups.join('-'), secret };
}

/**
 * Reads a typed recovery key: case, spaces and dashes do not matter, O counts as 0, I and L as 1.
 * @returns the 20 secret bytes
 * @throws PanshiError `vault_locked` saying which group was mistyped
 */
export function readRecoveryKey(typed: string): Buffer {
  const clean = typed.normalize('NFKC').toUpperCase().replace(/[\s\-‐-―−]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (clean.length !== GROUPS * (DATA_PER_GROUP + 1)) {
    throw refuse('vault_locked', '恢复密钥应为 8 组、每组 5 个字符，请对照纸面重新输入。',
      'A recovery key has 8 groups of 5 characters; type it again from the paper.');
  }
  let bits = 0n;
  for (let group = 0; group < GROUPS; group++) {
    const digits = [...clean.slice(group * 5, group * 5 + 5)].map((character) => ALPHABET.indexOf(character));
    const data = digits.slice(0, DATA_PER_GROUP);
    if (digits.includes(-1) || digits[DATA_PER_GROUP] !== checkDigit(group, data)) {
      throw refuse('vault_locked', `恢复密钥第 ${group + 1} 组输入有误，请对照纸面检查。`,
        `Group ${group + 1} of the recovery key is mistyped; check it against the paper.`, { facts: { group: group + 1 } });
    }
    for (const digit of data) bits = (bits << 5n) | BigInt(digit);
  }
  return Buffer.from(bits.toString(16).padStart(40, '0'), 'hex');
}

/**
 * Check character over GF(32) (x^5 + x^2 + 1): finds every single wrong character, every swap of two characters in a group and,
 * as the group's place goes in, every swap of two groups.
 */
function checkDigit(group: number, data: readonly number[]): number {
  let sum = group + 1;
  for (const digit of data) sum = timesAlpha(sum) ^ digit;
  return timesAlpha(sum);
}

function timesAlpha(value: number): number {
  const shifted = value << 1;
  return (shifted & 32) === 0 ? shifted : shifted ^ 0b100101;
}
