import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { manifestSchema, signedBytes, signedManifestSchema, type Manifest, type SignedManifest } from './manifest.ts';
import { keyName } from './release-keys.ts';

/** A manifest that nobody has signed yet. @throws ZodError for one that could never be accepted */
export function unsigned(manifest: Manifest): SignedManifest {
  return { manifest: manifestSchema.parse(manifest), signatures: [] };
}

/**
 * Adds one person's signature; the other one's stays. The two keys are kept by two people, and never on one machine.
 * @param text the file as the one before has left it
 */
export function addSignature(text: string, key: KeyObject): SignedManifest {
  const { manifest, signatures } = signedManifestSchema.parse(JSON.parse(text));
  const name = keyName(createPublicKey(key));
  const signature = sign(null, signedBytes(manifestSchema.parse(manifest)), key).toString('base64');
  return { manifest, signatures: [...signatures.filter((one) => one.key !== name), { key: name, signature }] };
}
