import canonicalize from 'canonicalize';
import { z } from 'zod';
import { compareVersions, VERSION } from './version.ts';

/** What stands before the signed bytes, so that a signature made for anything else never passes for one of an update. */
const CONTEXT = 'Panshi update manifest 1\n';
export const MANIFEST_NAME = 'panshi-update.json';
/** More than any manifest needs, in bytes. */
export const MOST_MANIFEST_BYTES = 65_536;
export const KEYS_NEEDED = 2;

const version = z.string().max(64).regex(VERSION);

const fileSchema = z.strictObject({
  /** A name and never a path. */
  name: z.string().max(200).regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  platform: z.enum(['win32', 'linux']),
  arch: z.enum(['x64', 'arm64']),
  /** Bytes. */
  size: z.int().positive(),
  /** Of the content, in base64: 64 bytes. */
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});

export const manifestSchema = z.strictObject({
  product: z.literal('panshi'),
  version,
  /** The oldest version that may go straight to this one. */
  minimumVersion: version,
  /** UTC. */
  releasedAt: z.iso.datetime(),
  files: z.array(fileSchema).min(1).max(50),
}).refine((one) => compareVersions(one.minimumVersion, one.version) <= 0, { error: 'minimumVersion is newer than version', path: ['minimumVersion'] });

/** What a release consists of. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];

/** A manifest with its signatures, as it lies beside the release's files. */
export const signedManifestSchema = z.strictObject({
  manifest: z.unknown(),
  signatures: z.array(z.strictObject({
    /** Which key: the first 32 hex digits of the SHA-256 of its public half (SPKI, DER). */
    key: z.string().regex(/^[0-9a-f]{32}$/),
    /** Ed25519, in base64: 64 bytes. */
    signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  })).max(8),
});

export type SignedManifest = z.infer<typeof signedManifestSchema>;

/** The bytes that are signed: canonical JSON (RFC 8785), so that spaces and the order of members do not matter, and nothing else is left open. */
export function signedBytes(manifest: unknown): Buffer {
  return Buffer.from(CONTEXT + (canonicalize(manifest) ?? ''), 'utf8');
}
