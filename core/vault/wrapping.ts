import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { refuse } from '#common/errors';
import { readRecoveryKey } from './recovery-key.ts';
import { VAULT_VERSION } from './vault-file.ts';
import type { Unlocker, UnlockerType } from './vault-file.ts';

/** OWASP's and RFC 9106's second recommendation, above the floor of 64 MiB and three passes that the file format sets. */
const ARGON2ID = { memoryKiB: 64 * 1024, passes: 3, lanes: 1 };
/** The numbers of Argon2id and of version 0x13 in the library's const enums, which isolated modules cannot import. */
const ALGORITHM_ARGON2ID = 2;
const VERSION_0X13 = 1;

const SHORTEST_PASSPHRASE = 8;

interface NewUnlocker {
  readonly vaultId: string;
  readonly id: string;
  readonly label: string;
  readonly createdAt: string;
}

export async function wrapByPassphrase(root: Buffer, unlocker: NewUnlocker, passphrase: string): Promise<Unlocker> {
  const kdf = { name: 'argon2id' as const, ...ARGON2ID, salt: randomBytes(32).toString('base64') };
  const key = await passphraseKey(passphrase, kdf);
  const { vaultId, ...rest } = unlocker;
  return { ...rest, type: 'passphrase', kdf, wrapped: wrap(root, key, vaultId, unlocker.id, 'passphrase') };
}

export function wrapByRecoveryKey(root: Buffer, unlocker: NewUnlocker, secret: Buffer): Unlocker {
  const kdf = { name: 'hkdf-sha256' as const, salt: randomBytes(32).toString('base64') };
  const { vaultId, ...rest } = unlocker;
  return { ...rest, type: 'recovery-key', kdf,
    wrapped: wrap(root, recoveryWrapKey(secret, kdf.salt), vaultId, unlocker.id, 'recovery-key') };
}

/** The root key, or nothing when the passphrase does not fit this unlocker. */
export async function unwrapByPassphrase(vaultId: string, unlocker: Unlocker, passphrase: string): Promise<Buffer | undefined> {
  if (unlocker.type !== 'passphrase') return undefined;
  return unwrap(unlocker, await passphraseKey(passphrase, unlocker.kdf), vaultId);
}

/** The root key, or nothing when the recovery key does not fit this unlocker. */
export function unwrapByRecoveryKey(vaultId: string, unlocker: Unlocker, typed: string): Buffer | undefined {
  if (unlocker.type !== 'recovery-key') return undefined;
  const secret = readRecoveryKey(typed);
  try {
    return unwrap(unlocker, recoveryWrapKey(secret, unlocker.kdf.salt), vaultId);
  } finally {
    secret.fill(0);
  }
}

/** @param secret 32 random bytes that a keychain keeps */
export function wrapByKeychain(root: Buffer, unlocker: NewUnlocker, secret: Buffer): Unlocker {
  const kdf = { name: 'hkdf-sha256' as const, salt: randomBytes(32).toString('base64') };
  const { vaultId, ...rest } = unlocker;
  return { ...rest, type: 'keychain', kdf, wrapped: wrap(root, keychainWrapKey(secret, kdf.salt), vaultId, unlocker.id, 'keychain') };
}

/** The root key, or nothing when the keychain's secret does not fit this unlocker. */
export function unwrapByKeychain(vaultId: string, unlocker: Unlocker, secret: Buffer): Buffer | undefined {
  if (unlocker.type !== 'keychain') return undefined;
  return unwrap(unlocker, keychainWrapKey(secret, unlocker.kdf.salt), vaultId);
}

/** @throws PanshiError `invalid` for an empty, blank or short passphrase */
export function requirePassphrase(passphrase: string): void {
  const length = [...passphrase.normalize('NFKC').trim()].length;
  if (length < SHORTEST_PASSPHRASE) {
    throw refuse('invalid', `口令至少 ${SHORTEST_PASSPHRASE} 个字符。`, `A passphrase has at least ${SHORTEST_PASSPHRASE} characters.`);
  }
}

/** The same passphrase typed on another keyboard or system may be composed differently: NFKC makes it one. */
function passphraseKey(passphrase: string, kdf: { memoryKiB: number; passes: number; lanes: number; salt: string }): Promise<Buffer> {
  return hashRaw(Buffer.from(passphrase.normalize('NFKC'), 'utf8'), {
    algorithm: ALGORITHM_ARGON2ID,
    version: VERSION_0X13,
    memoryCost: kdf.memoryKiB,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: 32,
    salt: Buffer.from(kdf.salt, 'base64'),
  });
}

/** 160 random bits need no slow derivation. */
function recoveryWrapKey(secret: Buffer, salt: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.from(salt, 'base64'), 'panshi/vault/recovery-key', 32));
}

/** Neither do 256. */
function keychainWrapKey(secret: Buffer, salt: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.from(salt, 'base64'), 'panshi/vault/keychain', 32));
}

/** What a wrapped root is bound to: moved to another vault or unlocker it does not open. */
function associated(vaultId: string, unlockerId: string, type: UnlockerType): Buffer {
  return Buffer.from(JSON.stringify(['panshi-vault', VAULT_VERSION, vaultId, unlockerId, type]), 'utf8');
}

function wrap(root: Buffer, key: Buffer, vaultId: string, unlockerId: string, type: UnlockerType): Unlocker['wrapped'] {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(associated(vaultId, unlockerId, type));
  const box = Buffer.concat([cipher.update(root), cipher.final()]);
  key.fill(0);
  return { nonce: nonce.toString('base64'), box: box.toString('base64'), tag: cipher.getAuthTag().toString('base64') };
}

function unwrap(unlocker: Unlocker, key: Buffer, vaultId: string): Buffer | undefined {
  const { nonce, box, tag } = unlocker.wrapped;
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 })
    .setAAD(associated(vaultId, unlocker.id, unlocker.type))
    .setAuthTag(Buffer.from(tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(box, 'base64')), decipher.final()]);
  } catch {
    return undefined;
  } finally {
    key.fill(0);
  }
}
