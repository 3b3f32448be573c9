import type { Store, Transaction } from '#db';
import { readCredential, writeCredential } from './credentials.ts';
import { raiseEpoch } from '#core/epoch';
import { NO_ATTEMPTS } from './lockout.ts';
import type { PasswordPolicy } from './password-policy.ts';
import { hashPassword, requireNewPassword, type HashCost } from './passwords.ts';

export interface PasswordRules {
  readonly policy: PasswordPolicy;
  readonly cost: HashCost;
}

/** How a new password is written: the moment, and the session that goes on. */
export type WritePassword = (transaction: Transaction, at: string, session: string | null) => Promise<void>;

/**
 * Checks and hashes a password that a person has chosen: slow, so outside the unit of work.
 * @returns what writes it and ends the person's other sessions
 * @throws PanshiError `invalid` with the reason at `password`
 */
export async function newPassword(store: Store, { policy, cost }: PasswordRules, userId: string, username: string, typed: string): Promise<WritePassword> {
  const before = await readCredential(store.reader, userId);
  const earlier = before === undefined ? [] : [before.passwordHash, ...before.previous];
  await requireNewPassword(policy, typed, username, earlier);
  const passwordHash = await hashPassword(typed, cost);
  return async (transaction, at, session) => {
    const previous = earlier.slice(0, policy.remembers);
    await writeCredential(transaction, { userId, passwordHash, changedAt: at, previous, mustChange: false, ...NO_ATTEMPTS });
    await transaction.run(`UPDATE session SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL AND id <> ?`, [at, userId, session ?? '']);
    await raiseEpoch(transaction, 'security');
  };
}
