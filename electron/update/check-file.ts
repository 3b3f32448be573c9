import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { refuse } from '#common/errors';
import type { ManifestFile } from './manifest.ts';

/** @returns size in bytes, and SHA-512 in base64 */
export async function measureFile(path: string): Promise<Pick<ManifestFile, 'size' | 'sha512'>> {
  const hash = createHash('sha512');
  let size = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha512: hash.digest('base64') };
}

/** Compares a file with what was signed. @throws PanshiError `forbidden` when it is another one */
export async function checkFile(path: string, expected: ManifestFile): Promise<void> {
  // The size first: whoever sends something endless is not read to the end.
  const { size } = await stat(path);
  const found = size === expected.size ? await measureFile(path) : undefined;
  if (found?.sha512 === expected.sha512) return;
  throw refuse('forbidden', `${expected.name} 与签名的清单不符，不会安装。`, `${expected.name} is not the file that was signed; it will not be installed.`);
}
