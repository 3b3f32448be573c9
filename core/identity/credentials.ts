import type { Reader, Transaction } from '#db';
import { asFlag, asNumber, asText, asTextOrNull, asTexts } from './stored.ts';

/** What is kept of a person's password. */
export interface Credential {
  readonly userId: string;
  readonly passwordHash: string;
  readonly changedAt: string;
  /** Earlier hashes, newest first, the present one not among them. */
  readonly previous: readonly string[];
  readonly failures: number;
  readonly firstFailureAt: string | null;
  readonly lockedUntil: string | null;
  readonly mustChange: boolean;
}

const COLUMNS = 'user_id, password_hash, changed_at, previous, failures, first_failure_at, locked_until, must_change';

export async function readCredential(reader: Reader, userId: string): Promise<Credential | undefined> {
  const [row] = await reader.rows(`SELECT ${COLUMNS} FROM credential WHERE user_id = ?`, [userId]);
  if (row === undefined) return undefined;
  return {
    userId: asText(row[0]),
    passwordHash: asText(row[1]),
    changedAt: asText(row[2]),
    previous: asTexts(row[3]),
    failures: asNumber(row[4]),
    firstFailureAt: asTextOrNull(row[5]),
    lockedUntil: asTextOrNull(row[6]),
    mustChange: asFlag(row[7]),
  };
}

export async function writeCredential(transaction: Transaction, credential: Credential): Promise<void> {
  const values = [
    credential.passwordHash,
    credential.changedAt,
    JSON.stringify(credential.previous),
    credential.failures,
    credential.firstFailureAt,
    credential.lockedUntil,
    credential.mustChange,
  ];
  const changed = await transaction.run(
    `UPDATE credential SET password_hash = ?, changed_at = ?, previous = ?, failures = ?, first_failure_at = ?, locked_until = ?,
       must_change = ?
     WHERE user_id = ?`,
    [...values, credential.userId],
  );
  if (changed > 0) return;
  await transaction.run(
    `INSERT INTO credential (password_hash, changed_at, previous, failures, first_failure_at, locked_until, must_change, user_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [...values, credential.userId],
  );
}

/** Forgets failed attempts on names that nobody has, once their time is over; the table cannot be filled by guessing. */
export async function forgetStrangers(transaction: Transaction, before: string): Promise<void> {
  await transaction.run(`DELETE FROM credential WHERE user_id LIKE '?%' AND (first_failure_at IS NULL OR first_failure_at < ?)`, [before]);
}
