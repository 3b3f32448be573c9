import type { Database } from 'better-sqlite3';
import { refuse } from '#common/errors';
import type { Cipher } from '../store.ts';

/** Bytes of a store's key. */
export const KEY_BYTES = 32;

/**
 * Tells SQLite how the file is encrypted, before anything else is said to it, and reads one page to see that the key fits.
 * The key is used as it is (no derivation): it is 32 random bytes already. It is handed over as bytes, so that no statement ever holds it.
 * @throws PanshiError vault_locked when the key is empty, or is not this store's
 */
export function unlock(database: Keyed, cipher: Cipher, key: Buffer): void {
  if (key.length !== KEY_BYTES) throw refuse('vault_locked', '存储密钥应为 32 字节', 'the key of a store is 32 bytes');
  if (cipher === 'aegis256') {
    database.pragma("cipher = 'aegis'");
    database.pragma("algorithm = 'aegis-256'");
  } else {
    database.pragma("cipher = 'sqlcipher'");
    database.pragma('legacy = 4');
  }
  const raw = Buffer.concat([Buffer.from('raw:'), key]);
  database.key(raw);
  raw.fill(0);
  try {
    database.prepare('SELECT count(*) FROM sqlite_master').get();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB')) throw error;
    throw refuse(
      'vault_locked',
      '密钥与存储文件不符：密钥错误、加密方式不同，或文件已损坏',
      'the key does not open this store: it is the wrong key or cipher, or the file is damaged',
    );
  }
}

/** A database of the encrypting build. */
export interface Keyed extends Database {
  key(key: Buffer): number;
}
