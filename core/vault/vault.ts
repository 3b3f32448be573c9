import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { refuse } from '#common/errors';
import { createDurably, writeDurably } from './durable-file.ts';
import { requireOpen, vaultFromRoot, vaultSeal } from './open-vault.ts';
import type { Vault } from './open-vault.ts';
import { newRecoveryKey } from './recovery-key.ts';
import { VAULT_VERSION, damaged, readVaultFile, vaultFileText, vaultPath } from './vault-file.ts';
import type { Unlocker, UnlockerType, VaultContent } from './vault-file.ts';
import {
  requirePassphrase, unwrapByKeychain, unwrapByPassphrase, unwrapByRecoveryKey, wrapByKeychain, wrapByPassphrase, wrapByRecoveryKey,
} from './wrapping.ts';

export type UnlockWith =
  | { readonly passphrase: string }
  | { readonly recoveryKey: string }
  /** The 32 bytes that `addKeychain` gave; the caller zeroes them. */
  | { readonly keychainSecret: Buffer };

export interface UnlockerStatus {
  readonly id: string;
  readonly type: UnlockerType;
  /** ISO UTC time. */
  readonly createdAt: string;
  readonly label: string;
}

export interface VaultStatus {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly unlockers: readonly UnlockerStatus[];
}

interface Clock {
  readonly now?: () => Date;
}

/**
 * Makes the data folder's vault: a new random root key, opened by a passphrase and by a recovery key that is shown this once.
 * @throws PanshiError `wrong_state` when the folder has a vault; `invalid` for a passphrase under 8 characters
 */
export async function createVault(dir: string, options: { readonly passphrase: string } & Clock):
  Promise<{ vault: Vault; recoveryKey: string }> {
  requirePassphrase(options.passphrase);
  if (existsSync(vaultPath(dir))) {
    throw refuse('wrong_state', '该数据文件夹已有密钥库，不会另建新密钥。', 'This data folder has a vault; no new key is made.');
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const createdAt = (options.now?.() ?? new Date()).toISOString();
  const vaultId = randomUUID();
  const root = randomBytes(32);
  const recovery = newRecoveryKey();
  const unlockers = [
    await wrapByPassphrase(root, { vaultId, id: randomUUID(), label: '', createdAt }, options.passphrase),
    wrapByRecoveryKey(root, { vaultId, id: randomUUID(), label: '', createdAt }, recovery.secret),
  ];
  recovery.secret.fill(0);
  const content = { format: 'panshi-vault' as const, version: VAULT_VERSION as 1, id: vaultId, createdAt, unlockers };
  createDurably(vaultPath(dir), vaultFileText({ ...content, seal: vaultSeal(root, content) }));
  return { vault: vaultFromRoot(dir, vaultId, root), recoveryKey: recovery.shown };
}

/**
 * Opens the data folder's vault.
 * @throws PanshiError `vault_locked` for a wrong passphrase or recovery key; `not_found` without a vault; `store_broken` for a damaged,
 *   edited or newer file. Never makes a new key.
 */
export async function openVault(dir: string, unlock: UnlockWith): Promise<Vault> {
  const content = readVaultFile(dir);
  const root = await rootOf(content, unlock);
  if (root === undefined) {
    throw refuse('vault_locked', '口令或恢复密钥不正确，数据未打开。', 'The passphrase or recovery key is wrong; the data stays closed.');
  }
  const expected = Buffer.from(vaultSeal(root, content), 'base64');
  const found = Buffer.from(content.seal, 'base64');
  if (!timingSafeEqual(expected, found)) {
    root.fill(0);
    throw damaged(vaultPath(dir));
  }
  return vaultFromRoot(dir, content.id, root);
}

/** What can be said of the vault without opening it. Same errors about the file as `openVault`. */
export function vaultStatus(dir: string): VaultStatus {
  const { id, version, createdAt, unlockers } = readVaultFile(dir);
  return {
    id,
    version,
    createdAt,
    unlockers: unlockers.map((unlocker) => ({ id: unlocker.id, type: unlocker.type, createdAt: unlocker.createdAt,
      label: unlocker.label })),
  };
}

/**
 * Adds a passphrase to an open vault.
 * @returns the new unlocker's id
 * @throws PanshiError `invalid` for a short passphrase, `vault_locked` when the vault is closed
 */
export async function addUnlocker(vault: Vault,
  unlocker: { readonly passphrase: string; readonly label: string } & Clock): Promise<string> {
  requirePassphrase(unlocker.passphrase);
  const id = randomUUID();
  const createdAt = (unlocker.now?.() ?? new Date()).toISOString();
  const { root } = requireOpen(vault);
  const added = await wrapByPassphrase(root, { vaultId: vault.id, id, label: unlocker.label, createdAt }, unlocker.passphrase);
  rewrite(vault, (unlockers) => [...unlockers, added]);
  return id;
}

/** Adds one more recovery key, shown this once. @throws PanshiError `vault_locked` when the vault is closed */
export function addRecoveryKey(vault: Vault, unlocker: { readonly label: string } & Clock): { id: string; recoveryKey: string } {
  const id = randomUUID();
  const createdAt = (unlocker.now?.() ?? new Date()).toISOString();
  const recovery = newRecoveryKey();
  const { root } = requireOpen(vault);
  const added = wrapByRecoveryKey(root, { vaultId: vault.id, id, label: unlocker.label, createdAt }, recovery.secret);
  recovery.secret.fill(0);
  rewrite(vault, (unlockers) => [...unlockers, added]);
  return { id, recoveryKey: recovery.shown };
}

/**
 * Adds a secret for an operating system's keychain to keep, so that one person's account on one machine opens the data.
 * @returns the new unlocker's id and its 32 secret bytes; the caller zeroes them
 * @throws PanshiError `vault_locked` when the vault is closed
 */
export function addKeychain(vault: Vault, unlocker: { readonly label: string } & Clock): { id: string; secret: Buffer } {
  const id = randomUUID();
  const createdAt = (unlocker.now?.() ?? new Date()).toISOString();
  const secret = randomBytes(32);
  const { root } = requireOpen(vault);
  const added = wrapByKeychain(root, { vaultId: vault.id, id, label: unlocker.label, createdAt }, secret);
  rewrite(vault, (unlockers) => [...unlockers, added]);
  return { id, secret };
}

/**
 * Takes an unlocker away. Whoever kept a copy of the old file can still open that copy with it.
 * @throws PanshiError `not_found` for an unknown id; `rule` for the last one that a person holds: a
 *   keychain goes with its machine
 */
export function removeUnlocker(vault: Vault, id: string): void {
  rewrite(vault, (unlockers) => {
    const rest = unlockers.filter((unlocker) => unlocker.id !== id);
    if (rest.length === unlockers.length) throw refuse('not_found', '没有这个解锁方式。', 'There is no such unlocker.');
    if (rest.every(({ type }) => type === 'keychain')) {
      throw refuse('rule', '不能移除最后一个解锁方式，否则数据将无法打开。', 'The last unlocker stays: without it nobody could open the data.');
    }
    return rest;
  });
}

/** Reads and writes without a pause between, so that two changes in one program cannot lose one. */
function rewrite(vault: Vault, change: (unlockers: Unlocker[]) => Unlocker[]): void {
  const { dir, root } = requireOpen(vault);
  const { seal, ...content }: VaultContent = readVaultFile(dir);
  if (content.id !== vault.id || seal !== vaultSeal(root, content)) throw damaged(vaultPath(dir));
  const next = { ...content, unlockers: change(content.unlockers) };
  writeDurably(vaultPath(dir), vaultFileText({ ...next, seal: vaultSeal(root, next) }));
}

async function rootOf(content: VaultContent, unlock: UnlockWith): Promise<Buffer | undefined> {
  for (const unlocker of content.unlockers) {
    const root = await unwrapWith(content.id, unlocker, unlock);
    if (root !== undefined) return root;
  }
  return undefined;
}

async function unwrapWith(vaultId: string, unlocker: Unlocker, unlock: UnlockWith): Promise<Buffer | undefined> {
  if ('passphrase' in unlock) return await unwrapByPassphrase(vaultId, unlocker, unlock.passphrase);
  if ('recoveryKey' in unlock) return unwrapByRecoveryKey(vaultId, unlocker, unlock.recoveryKey);
  return unwrapByKeychain(vaultId, unlocker, unlock.keychainSecret);
}
