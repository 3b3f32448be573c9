import { hash, verify } from '@node-rs/argon2';
import { isBreached } from './breached.ts';
import { normalPassword, requirePassword, weak, type PasswordPolicy } from './password-policy.ts';

/** What one hash costs. */
export interface HashCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. */
export const USUAL_COST: HashCost = { memoryKiB: 19 * 1024, passes: 2, lanes: 1 };

/** The number of Argon2id in the library's const enum, which isolated modules cannot import. */
const ARGON2ID = 2;

export async function hashPassword(typed: string, cost: HashCost): Promise<string> {
  return await hash(normalPassword(typed), {
    algorithm: ARGON2ID,
    memoryCost: cost.memoryKiB,
    timeCost: cost.passes,
    parallelism: cost.lanes,
  });
}

/** Compares in constant time; a hash that cannot be read fits nothing. */
export async function fitsHash(typed: string, passwordHash: string): Promise<boolean> {
  try {
    return await verify(passwordHash, normalPassword(typed));
  } catch {
    return false;
  }
}

/**
 * Everything a new password must pass: the policy, the list of breached passwords, and the person's earlier ones.
 * @param earlier hashes, newest first
 * @throws PanshiError `invalid` with the reason at `password`
 */
export async function requireNewPassword(
  policy: PasswordPolicy,
  typed: string,
  username: string,
  earlier: readonly string[],
): Promise<void> {
  requirePassword(policy, typed, username);
  if (await isBreached(normalPassword(typed))) {
    throw weak('该密码已出现在公开的泄露密码名单中，请另选一个。', 'This password is on the list of breached passwords; choose another.');
  }
  for (const old of earlier.slice(0, policy.remembers)) {
    if (await fitsHash(typed, old)) {
      throw weak(`不能使用最近 ${policy.remembers} 次用过的密码。`, `The last ${policy.remembers} passwords cannot be used again.`);
    }
  }
}
