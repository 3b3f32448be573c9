import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Zip, ZipDeflate } from 'fflate';
import { refuse } from '#common/errors';
import type { FileDigest } from './manifest.ts';

/** A zip without its 64-bit extension ends here. */
const LARGEST = 0xffff_fffe;

/** Writes a zip file by file, each as a stream; memory stays flat. */
export class ZipWriter {
  readonly #file: FileHandle;
  readonly #zip: Zip;
  readonly #modified: Date;
  #pending: Uint8Array[] = [];
  #written = 0;
  #error: Error | null = null;

  /** @param modified the time every file in the zip carries */
  static async create(path: string, modified: Date): Promise<ZipWriter> {
    return new ZipWriter(await open(path, 'wx', 0o600), modified);
  }

  private constructor(file: FileHandle, modified: Date) {
    this.#file = file;
    this.#modified = modified;
    this.#zip = new Zip((error, piece) => {
      if (error) this.#error = error;
      else this.#pending.push(piece);
    });
  }

  /** @throws PanshiError `too_large` beyond 4 GiB */
  async add(name: string, content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<FileDigest> {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = this.#modified;
    this.#zip.add(entry);
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const piece of content) {
      digest.update(piece);
      bytes += piece.length;
      if (bytes > LARGEST) throw tooLarge();
      entry.push(piece);
      await this.#flush();
    }
    entry.push(new Uint8Array(0), true);
    await this.#flush();
    return { bytes, sha256: digest.digest('hex') };
  }

  /** Ends the zip and brings it to the disk. @returns its size in bytes */
  async end(): Promise<number> {
    this.#zip.end();
    await this.#flush();
    await this.#file.sync();
    await this.#file.close();
    return this.#written;
  }

  /** Lets go of the file without ending the zip. */
  async abandon(): Promise<void> {
    this.#zip.terminate();
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    if (this.#error !== null) throw this.#error;
    const pieces = this.#pending;
    this.#pending = [];
    for (const piece of pieces) {
      await this.#file.writeFile(piece);
      this.#written += piece.length;
    }
    if (this.#written > LARGEST) throw tooLarge();
  }
}

function tooLarge() {
  return refuse('too_large', '审计导出超过 4 GiB，请缩小时间范围分次导出。', 'The audit export exceeds 4 GiB; export shorter periods.');
}
