import { X509Certificate, createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '#common/errors';
import { openCell, sealCell, writeDurably } from '#core/vault';
import type { Vault } from '#core/vault';
import type { Authority } from './authority.ts';
import type { KeyedCertificate } from './certificate.ts';
import { serverIdentity } from './server-certificate.ts';
import type { ServerIdentity } from './server-certificate.ts';
import type { Signer } from './signer.ts';

/** The data folder's certificates and keys. */
export interface Keys {
  readonly authority: Authority;
  readonly server: ServerIdentity;
  readonly signer: Signer;
}

const FOLDER = 'keys';
type Holder = keyof Keys;

/**
 * Writes certificates (PEM, readable by anyone who may read the folder) and private keys (sealed by the vault) to `keys/`, replacing what
 * was there.
 * A private key's file is named after its certificate and written first, so that a crash in between leaves the old pair working.
 */
export function saveKeys(dir: string, vault: Vault, keys: Keys): void {
  const folder = join(dir, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const holder of ['authority', 'server', 'signer'] as const) {
    const { certificatePem, privateKeyPem } = keys[holder];
    const keyFile = keyFileName(holder, certificatePem);
    writeDurably(join(folder, keyFile), `${sealCell(vault, placeOf(keyFile), privateKeyPem)}\n`);
    writeDurably(join(folder, `${holder}.pem`), certificatePem, 0o644);
    for (const name of readdirSync(folder)) {
      if (name !== keyFile && name.startsWith(`${holder}-`) && name.endsWith('.key')) rmSync(join(folder, name));
    }
  }
}

/**
 * Reads them back.
 * @throws PanshiError `not_found` when a file is missing, `store_broken` when a key was changed or does not belong to its certificate
 */
export function loadKeys(dir: string, vault: Vault): Keys {
  const authority = load(dir, vault, 'authority');
  const server = load(dir, vault, 'server');
  const signer = load(dir, vault, 'signer');
  const caPem = authority.certificatePem;
  return {
    authority: { organisation: subjectPart(authority, 'O'), ...authority },
    server: serverIdentity({ ...server, caPem }),
    signer: { name: subjectPart(signer, 'CN'), caPem, ...signer },
  };
}

function load(dir: string, vault: Vault, holder: Holder): KeyedCertificate {
  const certificatePem = read(join(dir, FOLDER, `${holder}.pem`));
  let keyFile: string;
  try {
    keyFile = keyFileName(holder, certificatePem);
  } catch {
    throw broken(holder);
  }
  const privateKeyPem = openCell(vault, placeOf(keyFile), read(join(dir, FOLDER, keyFile)).trim());
  if (!new X509Certificate(certificatePem).checkPrivateKey(createPrivateKey(privateKeyPem))) throw broken(holder);
  return { certificatePem, privateKeyPem };
}

function keyFileName(holder: Holder, certificatePem: string): string {
  return `${holder}-${new X509Certificate(certificatePem).fingerprint256.replaceAll(':', '').slice(0, 16).toLowerCase()}.key`;
}

function placeOf(keyFile: string) {
  return { table: 'keys', column: 'private-key', row: keyFile };
}

function subjectPart(certificate: KeyedCertificate, part: 'O' | 'CN'): string {
  const value: unknown = new X509Certificate(certificate.certificatePem).toLegacyObject().subject[part];
  return typeof value === 'string' ? value : '';
}

function read(path: string): string {
  if (!existsSync(path)) throw refuse('not_found', `缺少证书或密钥文件：${path}`, `A certificate or key file is missing: ${path}`);
  return readFileSync(path, 'utf8');
}

function broken(holder: Holder) {
  return refuse('store_broken', `证书与私钥不符或已损坏（${holder}）。`, `The certificate and key of ${holder} are damaged or do not belong together.`);
}
