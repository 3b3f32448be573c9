import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '#common/errors';
import type { PanshiError } from '#common/errors';
import canonicalize from 'canonicalize';
import { z } from 'zod';

export const VAULT_FILE = 'vault.json';
export const VAULT_VERSION = 1;

const bytes = (length: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === length);

/** The root key under one unlocker's key: AES-256-GCM. */
const wrapped = z.strictObject({ nonce: bytes(12), box: bytes(32), tag: bytes(16) });

const common = { id: z.uuid(), label: z.string().max(200), createdAt: z.iso.datetime(), wrapped };

const unlocker = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('passphrase'),
    // Upper bounds keep a tampered file from exhausting memory before the key is even tried.
    kdf: z.strictObject({
      name: z.literal('argon2id'),
      memoryKiB: z.int().min(64 * 1024).max(2 * 1024 * 1024),
      passes: z.int().min(3).max(32),
      lanes: z.int().min(1).max(16),
      salt: bytes(32),
    }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('recovery-key'),
    kdf: z.strictObject({ name: z.literal('hkdf-sha256'), salt: bytes(32) }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('keychain'),
    kdf: z.strictObject({ name: z.literal('hkdf-sha256'), salt: bytes(32) }),
  }),
]);

const content = z.strictObject({
  format: z.literal('panshi-vault'),
  version: z.literal(VAULT_VERSION),
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  unlockers: z.array(unlocker).min(1).max(64),
  /** HMAC-SHA256 of all above under a key from the root: an edited file is refused at opening. */
  seal: bytes(32),
});

const file = content.extend({
  /** SHA-256 of all above: tells accidental damage from a wrong passphrase before anything is tried. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Unlocker = z.infer<typeof unlocker>;
export type UnlockerType = Unlocker['type'];
export type VaultContent = z.infer<typeof content>;

export function vaultPath(dir: string): string {
  return join(dir, VAULT_FILE);
}

/**
 * @throws PanshiError `not_found` when there is none; `store_broken` when it is damaged, or written by a newer program
 */
export function readVaultFile(dir: string): VaultContent {
  const path = vaultPath(dir);
  if (!existsSync(path)) {
    throw refuse('not_found', `数据文件夹中没有密钥库（${path}）。`, `There is no vault in the data folder (${path}).`);
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refuse('store_broken', `无法读取密钥库文件，请检查权限与磁盘：${why}`, `The vault file cannot be read; check rights and disk: ${why}`);
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw damaged(path);
  }
  const head = z.looseObject({ format: z.literal('panshi-vault'), version: z.number() }).safeParse(raw);
  if (head.success && head.data.version !== VAULT_VERSION) {
    throw refuse('store_broken', `密钥库文件版本 ${head.data.version} 由其他版本的程序写成，本程序只认识版本 ${VAULT_VERSION}；请用写它的程序打开。`,
      `The vault file has version ${head.data.version}, this program knows ${VAULT_VERSION}; open it with the program that wrote it.`);
  }
  const parsed = file.safeParse(raw);
  if (!parsed.success) throw damaged(path);
  const { checksum, ...rest } = parsed.data;
  if (checksumOf(rest) !== checksum) throw damaged(path);
  return rest;
}

/** The file's text, with its checksum. */
export function vaultFileText(vault: VaultContent): string {
  return `${JSON.stringify({ ...vault, checksum: checksumOf(vault) }, null, 2)}\n`;
}

/** What the seal is computed over: everything but the seal itself. */
export function sealedPart(vault: Omit<VaultContent, 'seal'>): string {
  const { format, version, id, createdAt, unlockers } = vault;
  return canonical({ format, version, id, createdAt, unlockers });
}

export function damaged(path: string): PanshiError {
  return refuse('store_broken', `密钥库文件已损坏（${path}）；请从备份中取回该文件，没有它数据无法打开。`,
    `The vault file is damaged (${path}); bring it back from a backup, the data cannot be opened without it.`);
}

function checksumOf(vault: VaultContent): string {
  return createHash('sha256').update(canonical(vault)).digest('hex');
}

function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}
