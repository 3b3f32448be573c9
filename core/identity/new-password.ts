import type { Store, Transaction } from '#db';
import { refuse, type PanshiError } from '#common/errors';
import type { Proof } from './attempt.ts';
import { readCredential, writeCredential } from './credentials.ts';
import { raiseEpoch } from '#core/epoch';
import { NO_ATTEMPTS } from './lockout.ts';
import type { PasswordPolicy } from './password-policy.ts';
import { fitsHash, hashPassword, requireNewPassword, type HashCost } from './passwords.ts';

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

export interface PasswordChange {
  readonly present: string;
  readonly next: string;
  /** The session that goes on. */
  readonly session: string | null;
}

/** Proves a person once more by the present password, and sets the next one: who sits down at somebody's open window guesses no further than at the door. */
export function byPresentPassword(
  { present, next, session }: PasswordChange,
  { store, rules, clock, strangerHash }: { readonly store: Store; readonly rules: PasswordRules; readonly clock: () => Date; readonly strangerHash: Promise<string> },
): Proof<void> {
  return {
    event: 'user.change-password',
    wrong: 'wrong present password',
    refusal: wrongPresent,
    holds: async (_key, credential) => await fitsHash(present, credential?.passwordHash ?? (await strangerHash)),
    async prepare(userId, username) {
      const write = await newPassword(store, rules, userId, username, next);
      return async (transaction) => {
        await write(transaction, clock().toISOString(), session);
        return { value: undefined, session };
      };
    },
  };
}

function wrongPresent(): PanshiError {
  const [zh, en] = ['当前密码不正确。', 'The present password is wrong.'];
  return refuse('invalid', zh, en, { fields: ['present'], problems: { present: { zh, en } } });
}
