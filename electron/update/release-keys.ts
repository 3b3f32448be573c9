import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS_NEEDED } from './manifest.ts';

/** The public halves of the keys that sign releases, by their names. */
export type ReleaseKeys = ReadonlyMap<string, KeyObject>;

/** @returns as a manifest names the key */
export function keyName(key: KeyObject): string {
  return createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, 32);
}

/** @throws Error for a key of another kind */
export function releaseKeys(pems: readonly string[]): ReleaseKeys {
  const keys = pems.map((pem) => createPublicKey(pem));
  for (const key of keys) if (key.asymmetricKeyType !== 'ed25519') throw new Error(`a release key has to be Ed25519, and one is ${String(key.asymmetricKeyType)}`);
  return new Map(keys.map((key) => [keyName(key), key]));
}

/**
 * The keys that were packed into the program.
 * @param folder with one PEM file for each
 * @returns nothing when it was packed without them: such a program does not update itself
 */
export function packedReleaseKeys(folder: string): ReleaseKeys | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((name) => name.endsWith('.pem')).toSorted();
  const keys = releaseKeys(files.map((name) => readFileSync(join(folder, name), 'utf8')));
  if (keys.size !== KEYS_NEEDED) throw new Error(`${KEYS_NEEDED} different release keys are expected in ${folder}, and ${keys.size} are there`);
  return keys;
}
