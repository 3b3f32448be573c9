import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addSignature, checkFile, checkSignatures, keyName, MANIFEST_NAME, measureFile, releaseKeys, unsigned, type ManifestFile } from '../../electron/update/index.ts';

export const USAGE = [
  '用法 usage: npm run sign-update -- COMMAND',
  '  key --out NAME                                          NAME.pem (private, 私钥) + NAME.pub.pem; passphrase in PANSHI_KEY_PASSPHRASE',
  '  manifest --folder RELEASE --version V --minimum V       writes panshi-update.json for the packages in the folder',
  '  sign --folder RELEASE --key NAME.pem                    adds one signature; two people sign, on two machines',
  '  verify --folder RELEASE --keys A.pub.pem --keys B.pub.pem',
].join('\n');

/** Names that electron-builder.yml gives to packages which update themselves. */
const PACKAGE = /^Panshi-(?<version>.+)-(?<os>win|linux)-(?<arch>x64|arm64|x86_64)\.(?:exe|AppImage)$/;

/** Makes a release key; the private half is sealed with a passphrase. */
export function makeKey(out: string): string {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(`${out}.pem`, privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: passphrase() }), { mode: 0o600, flag: 'wx' });
  writeFileSync(`${out}.pub.pem`, publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
  return keyName(publicKey);
}

/** Writes down what a release consists of, not yet signed. @throws Error when the folder has no package of that version */
export async function makeManifest(folder: string, version: string, minimum: string): Promise<string> {
  const files: ManifestFile[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    const found = PACKAGE.exec(name)?.groups;
    if (found?.['version'] !== version) continue;
    const arch = found['arch'] === 'arm64' ? 'arm64' : 'x64';
    files.push({ name, platform: found['os'] === 'win' ? 'win32' : 'linux', arch, ...(await measureFile(join(folder, name))) });
  }
  if (files.length === 0) throw new Error(`${folder} 中没有 ${version} 版的安装包。 There is no package of ${version} in ${folder}.`);
  const releasedAt = new Date().toISOString();
  writeFileSync(join(folder, MANIFEST_NAME), text(unsigned({ product: 'panshi', version, minimumVersion: minimum, releasedAt, files })));
  return files.map(({ name, size }) => `${name} ${size}`).join('\n');
}

/** Adds one person's signature. */
export function signManifest(folder: string, keyFile: string): string {
  const path = join(folder, MANIFEST_NAME);
  const sealed = readFileSync(keyFile, 'utf8');
  const key = createPrivateKey(sealed.includes('ENCRYPTED') ? { key: sealed, passphrase: passphrase() } : sealed);
  const signed = addSignature(readFileSync(path, 'utf8'), key);
  writeFileSync(path, text(signed));
  return signed.signatures.map((one) => one.key).join('\n');
}

/** Judges a release as a desktop would, with every file of it. */
export async function verifyRelease(folder: string, publicKeys: readonly string[]): Promise<string> {
  const keys = releaseKeys(publicKeys.map((path) => readFileSync(path, 'utf8')));
  const { version, files } = checkSignatures(readFileSync(join(folder, MANIFEST_NAME), 'utf8'), keys);
  for (const file of files) await checkFile(join(folder, file.name), file);
  return `ok ${version}: ${files.map(({ name }) => name).join(', ')}`;
}

function passphrase(): string {
  const given = process.env['PANSHI_KEY_PASSPHRASE'] ?? '';
  if (given.length < 12) throw new Error('请用环境变量 PANSHI_KEY_PASSPHRASE 给出至少 12 个字符的口令。 Give a passphrase of 12 characters or more in PANSHI_KEY_PASSPHRASE.');
  return given;
}

function text(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
