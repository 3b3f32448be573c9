import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refuse } from '#common/errors';

/*
 * What is sealed inside a backup: one line of JSON, the manifest, then the bytes of its files one after another, each as long as the
 * manifest says.
 */

/** A file of the archive; the name is its place in the data folder, with `/`. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

const LONGEST_MANIFEST = 16 * 1024 * 1024;
const NAME = /^(config\.json|store\/panshi\.db|(keys|files)\/[\w.-]+)$/;

export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    digest.update(part);
    bytes += part.length;
  }
  return { bytes, sha256: digest.digest('hex') };
}

/** @param files where each file of the manifest is now */
export async function* archiveStream(
  manifest: object,
  files: readonly { readonly file: ArchiveFile; readonly path: string }[],
): AsyncIterable<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(manifest)}\n`, 'utf8');
  for (const { file, path } of files) {
    let bytes = 0;
    for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
      bytes += part.length;
      yield part;
    }
    if (bytes !== file.bytes)
      throw refuse('conflict', `备份期间文件发生变化：${file.name}`, `A file changed while it was copied: ${file.name}`);
  }
}

/** Reads an archive front to back: first the manifest, then each file as it stands there. */
export class ArchiveReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  async manifest(): Promise<unknown> {
    let end = this.#held.indexOf(10);
    while (end < 0) {
      if (this.#held.length > LONGEST_MANIFEST || !(await this.#more())) throw damaged();
      end = this.#held.indexOf(10);
    }
    const line = this.#held.subarray(0, end).toString('utf8');
    this.#held = this.#held.subarray(end + 1);
    try {
      return JSON.parse(line);
    } catch {
      throw damaged();
    }
  }

  /** Writes the next file below a folder. @throws PanshiError `store_broken` when it is not what the manifest says */
  async extract(file: ArchiveFile, root: string): Promise<void> {
    if (!NAME.test(file.name)) throw damaged();
    const path = join(root, file.name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const digest = createHash('sha256');
    await pipeline(Readable.from(this.#take(file.bytes, digest)), createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
    if (digest.digest('hex') !== file.sha256) throw damaged();
  }

  /** Nothing may stand behind the last file; reading on also proves that the seal was whole. */
  async end(): Promise<void> {
    if (this.#held.length > 0 || (await this.#more())) throw damaged();
  }

  async *#take(bytes: number, digest: { update(part: Uint8Array): unknown }): AsyncIterable<Uint8Array> {
    let left = bytes;
    while (left > 0) {
      if (this.#held.length === 0 && !(await this.#more())) throw damaged();
      const part = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(part.length);
      left -= part.length;
      digest.update(part);
      yield part;
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#iterator.next();
    if (next.done === true) return false;
    this.#held = this.#held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#held, next.value]);
    return true;
  }
}

export function damaged() {
  return refuse('store_broken', '备份文件已损坏或不完整。', 'The backup is damaged or not whole.');
}
