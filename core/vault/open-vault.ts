import { createHmac, hkdfSync } from 'node:crypto';
import { refuse } from '#common/errors';
import { sealedPart } from './vault-file.ts';
import type { VaultContent } from './vault-file.ts';

/** An opened vault: gives keys, never the root key. */
export interface Vault {
  /** The vault's id, which is the store's id too. */
  readonly id: string;
  /**
   * The 32-byte key for one purpose (HKDF-SHA256). The same purpose gives the same key; keys of different purposes tell nothing about one
   * another.
   * The caller owns the buffer and may zero it.
   * @param purpose a fixed label such as `store` or `attachments`, never secret
   * @throws PanshiError `vault_locked` once closed
   */
  key(purpose: string): Buffer;
  /** Zeroes the root key and every key derived so far. Buffers already handed out stay with their owners. */
  close(): void;
}

interface Opened {
  readonly dir: string;
  readonly root: Buffer;
}

/** Kept apart from the object, so that logging or serialising a vault cannot show the root key. */
const opened = new WeakMap<Vault, Opened>();

export function vaultFromRoot(dir: string, id: string, root: Buffer): Vault {
  const derived = new Map<string, Buffer>();
  const vault: Vault = Object.freeze({
    id,
    key(purpose: string): Buffer {
      requireOpen(vault);
      if (purpose === '') throw new TypeError('a key needs a purpose');
      let key = derived.get(purpose);
      if (key === undefined) {
        key = Buffer.from(hkdfSync('sha256', root, id, `panshi/key/${purpose}`, 32));
        derived.set(purpose, key);
      }
      return Buffer.from(key);
    },
    close(): void {
      opened.delete(vault);
      root.fill(0);
      for (const key of derived.values()) key.fill(0);
      derived.clear();
    },
  });
  opened.set(vault, { dir, root });
  return vault;
}

/** @throws PanshiError `vault_locked` when the vault was closed */
export function requireOpen(vault: Vault): Opened {
  const state = opened.get(vault);
  if (state === undefined) throw refuse('vault_locked', '密钥库已关闭，请重新打开。', 'The vault is closed; open it again.');
  return state;
}

/** HMAC of the vault file under a key only the root gives. */
export function vaultSeal(root: Buffer, content: Omit<VaultContent, 'seal'>): string {
  const key = Buffer.from(hkdfSync('sha256', root, content.id, 'panshi/vault/seal', 32));
  return createHmac('sha256', key).update(sealedPart(content)).digest('base64');
}
