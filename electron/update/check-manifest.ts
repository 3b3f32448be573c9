import { verify } from 'node:crypto';
import { refuse } from '#common/errors';
import { KEYS_NEEDED, manifestSchema, MOST_MANIFEST_BYTES, signedBytes, signedManifestSchema, type Manifest, type SignedManifest } from './manifest.ts';
import type { ReleaseKeys } from './release-keys.ts';
import { compareVersions } from './version.ts';

export interface Installed {
  /** The version that runs. */
  readonly version: string;
  /** The newest version that a manifest has ever named here: whoever has seen it is not offered an older one. */
  readonly newestSeen?: string;
}

/**
 * Judges a manifest before anything that it names is fetched or opened.
 * @param text the file as it came
 * @returns what has been signed by every one of the keys, and is newer than what runs
 * @throws PanshiError `malformed`; `forbidden` when a signature is missing or wrong; `wrong_state` when it is no step forward from here
 */
export function checkManifest(text: string, keys: ReleaseKeys, installed: Installed): Manifest {
  const manifest = checkSignatures(text, keys);
  const { version, minimumVersion } = manifest;
  if (compareVersions(version, installed.version) <= 0) {
    throw refuse('wrong_state', `更新版本 ${version} 并不比当前版本 ${installed.version} 新，已拒绝。`, `The update is ${version}, which is not newer than ${installed.version}; refused.`);
  }
  if (installed.newestSeen !== undefined && compareVersions(version, installed.newestSeen) < 0) {
    const seen = installed.newestSeen;
    throw refuse('wrong_state', `曾见过更新的版本 ${seen}，不再接受 ${version}。`, `A newer version, ${seen}, has been seen before; ${version} is refused.`);
  }
  if (compareVersions(installed.version, minimumVersion) < 0) {
    throw refuse(
      'wrong_state',
      `当前版本 ${installed.version} 过旧，请先升级到 ${minimumVersion}，再升级到 ${version}。`,
      `${installed.version} is too old for this update. Go to ${minimumVersion} first, then to ${version}.`,
    );
  }
  return manifest;
}

/** The first half of `checkManifest`: who signed it, whatever runs here. */
export function checkSignatures(text: string, keys: ReleaseKeys): Manifest {
  if (keys.size < KEYS_NEEDED) throw new Error(`an update is judged by ${KEYS_NEEDED} keys, and ${keys.size} were given`);
  const signed = parse(text);
  const bytes = signedBytes(signed.manifest);
  for (const [name, key] of keys) {
    const found = signed.signatures.filter((one) => one.key === name);
    if (found.length === 0) throw refuse('forbidden', `更新清单缺少发布密钥 ${name} 的签名。`, `The update's manifest lacks the signature of the release key ${name}.`);
    if (!found.every(({ signature }) => verify(null, bytes, key, Buffer.from(signature, 'base64')))) {
      throw refuse('forbidden', `更新清单的签名（密钥 ${name}）不正确，内容可能被改动。`, `The signature of the release key ${name} does not fit the update's manifest; it may have been altered.`);
    }
  }
  const read = manifestSchema.safeParse(signed.manifest);
  if (!read.success) throw malformed();
  return read.data;
}

function parse(text: string): SignedManifest {
  if (Buffer.byteLength(text) > MOST_MANIFEST_BYTES) throw malformed();
  try {
    return signedManifestSchema.parse(JSON.parse(text));
  } catch {
    throw malformed();
  }
}

function malformed(): Error {
  return refuse('malformed', '这不是磐石的更新清单。', 'This is no update manifest of Panshi.');
}
