import type { Reader, Transaction } from '#db';

/**
 * Counters that tell every host, whichever process made the change, that what it remembers is out of date: of people, roles and sessions (`security`),
 * or of object definitions (`definitions`). They are looked at on every request.
 */
export interface Epochs {
  readonly security: number;
  readonly definitions: number;
}

/** In the transaction of the change: hosts forget at their next request, or not at all. */
export async function raiseEpoch(transaction: Transaction, name: keyof Epochs): Promise<void> {
  await transaction.run('UPDATE epoch SET value = value + 1 WHERE name = ?', [name]);
}

export async function readEpochs(reader: Reader): Promise<Epochs> {
  const values = new Map((await reader.rows('SELECT name, value FROM epoch')).map(([name, value]) => [String(name), Number(value)]));
  return { security: values.get('security') ?? 0, definitions: values.get('definitions') ?? 0 };
}
