import { isPanshiError } from '#common/errors';
import { readRecoveryKey, type UnlockWith } from '#core/vault';

const DASHED = /^[0-9A-Za-z]{5}(-[0-9A-Za-z]{5}){7}$/;

/**
 * What somebody typed to open the data. Eight dashed groups of five are a recovery key, so that a slip in one is told as such. In any other
 * spelling only a sound key is one: eight words of five letters, or forty digits, may be a passphrase.
 */
export function unlockOf(secret: string): UnlockWith {
  const typed = secret.trim();
  return DASHED.test(typed) || isSoundKey(typed) ? { recoveryKey: typed } : { passphrase: secret };
}

function isSoundKey(typed: string): boolean {
  try {
    readRecoveryKey(typed).fill(0);
    return true;
  } catch (error) {
    if (isPanshiError(error)) return false;
    throw error;
  }
}
