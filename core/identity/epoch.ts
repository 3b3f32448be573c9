import type { Transaction } from '#db';

/** Raises the security epoch: every host forgets what it knows of people, roles and sessions, and reads it again at the next request. */
export async function bumpSecurity(transaction: Transaction): Promise<void> {
  const changed = await transaction.run(`UPDATE epoch SET value = value + 1 WHERE name = 'security'`);
  if (changed === 0) await transaction.run(`INSERT INTO epoch (name, value) VALUES ('security', 1)`);
}
