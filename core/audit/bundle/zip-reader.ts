import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** A file inside a zip, as the central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** Size of the content in bytes. */
  readonly size: number;
  readonly method: 'stored' | 'deflated';
  readonly start: number;
  readonly compressedSize: number;
}

/** The zip is not one that a bundle may be. The message is for the check's detail, in English. */
export class ZipFault extends Error {}

const END = { signature: 0x06054b50, size: 22 };
const CENTRAL = { signature: 0x02014b50, size: 46 };
const LOCAL = { signature: 0x04034b50, size: 30 };
const DESCRIPTOR_SIGNATURE = 0x08074b50;
const METHODS = { stored: 0, deflated: 8 } as const;
const MOST_FILES = 16;
const LARGEST_DIRECTORY = 64 * 1024;
/** Bits a writer may set: compression hints, sizes after the data, UTF-8 names. Encryption and the rest are refused. */
const ALLOWED_FLAGS = 0b1000_0000_1110;

/**
 * Reads a zip strictly and without unpacking anything to the disk. The central directory must account for every byte: nothing before,
 * between or after the files, no overlaps, no doubled names; so two programs cannot see different content in it. Contents are streamed
 * and never longer than announced.
 */
export class ZipReader {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly #file: FileHandle;

  /** @throws ZipFault when the container is not sound */
  static async open(path: string): Promise<ZipReader> {
    const file = await open(path, 'r');
    try {
      return new ZipReader(file, await readDirectory(file));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private constructor(file: FileHandle, entries: ReadonlyMap<string, ZipEntry>) {
    this.#file = file;
    this.entries = entries;
  }

  /** The content of a file as a stream of at most the announced size. @throws ZipFault for damaged compression or a wrong size */
  async* read(entry: ZipEntry): AsyncIterable<Uint8Array> {
    const { start, compressedSize } = entry;
    if (compressedSize === 0) {
      if (entry.method === 'stored' && entry.size === 0) return;
      throw new ZipFault(`${entry.name} is damaged`);
    }
    const source = this.#file.createReadStream({ start, end: start + compressedSize - 1, autoClose: false, highWaterMark: 256 * 1024 });
    const inflate = entry.method === 'deflated' ? createInflateRaw() : undefined;
    let size = 0;
    try {
      if (inflate !== undefined) pipeline(source, inflate, () => undefined);
      for await (const piece of inflate ?? source) {
        if (!(piece instanceof Uint8Array)) throw new ZipFault(`${entry.name} is damaged`);
        size += piece.length;
        if (size > entry.size) throw new ZipFault(`${entry.name} is longer than announced`);
        yield piece;
      }
    } catch (error) {
      throw error instanceof ZipFault ? error : new ZipFault(`${entry.name} is damaged`);
    }
    if (size !== entry.size || (inflate !== undefined && inflate.bytesWritten !== compressedSize)) {
      throw new ZipFault(`${entry.name} is shorter than announced`);
    }
  }

  /** A small file as a whole. @throws ZipFault beyond `limit` bytes */
  async readWhole(entry: ZipEntry, limit: number): Promise<Buffer> {
    if (entry.size > limit) throw new ZipFault(`${entry.name} is too large`);
    const pieces: Uint8Array[] = [];
    for await (const piece of this.read(entry)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

async function readDirectory(file: FileHandle): Promise<Map<string, ZipEntry>> {
  const { size: fileSize } = await file.stat();
  if (fileSize < END.size) throw new ZipFault('not a zip file');
  const end = await readAt(file, fileSize - END.size, END.size);
  const count = end.readUInt16LE(10);
  const directorySize = end.readUInt32LE(12);
  const directoryStart = end.readUInt32LE(16);
  const sound = end.readUInt32LE(0) === END.signature && end.readUInt32LE(4) === 0 && end.readUInt16LE(8) === count
    && end.readUInt16LE(20) === 0 && directoryStart + directorySize === fileSize - END.size;
  if (!sound) throw new ZipFault('not a zip file, or cut, or lengthened');
  if (count > MOST_FILES || directorySize > LARGEST_DIRECTORY) throw new ZipFault('too many files');
  const listed = listCentral(await readAt(file, directoryStart, directorySize), count);
  const entries = new Map<string, ZipEntry>();
  let position = 0;
  for (const entry of listed.sort((one, other) => one.offset - other.offset)) {
    const { name, size, method, compressedSize } = entry;
    if (entries.has(name)) throw new ZipFault(`${name} is there twice`);
    if (entry.offset !== position) throw new ZipFault('unaccounted bytes or overlapping files');
    const header = await readAt(file, position, LOCAL.size);
    const nameLength = header.readUInt16LE(26);
    const localName = await readAt(file, position + LOCAL.size, nameLength);
    if (header.readUInt32LE(0) !== LOCAL.signature || localName.toString('utf8') !== name || header.readUInt16LE(8) !== METHODS[method]) {
      throw new ZipFault('file header and directory disagree');
    }
    const start = position + LOCAL.size + nameLength + header.readUInt16LE(28);
    entries.set(name, { name, size, method, start, compressedSize });
    position = start + compressedSize;
    if (entry.descriptor) position += await descriptorSize(file, position);
    if (position > directoryStart) throw new ZipFault('a file reaches into the directory');
  }
  if (position !== directoryStart) throw new ZipFault('unaccounted bytes');
  return entries;
}

interface Listed extends Omit<ZipEntry, 'start'> {
  /** Where the file's own header stands. */
  readonly offset: number;
  /** Sizes stand after the data too. */
  readonly descriptor: boolean;
}

function listCentral(directory: Buffer, count: number): Listed[] {
  const listed: Listed[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL.size > directory.length || directory.readUInt32LE(at) !== CENTRAL.signature) {
      throw new ZipFault('the directory is damaged');
    }
    const flags = directory.readUInt16LE(at + 8);
    const methodNumber = directory.readUInt16LE(at + 10);
    const compressedSize = directory.readUInt32LE(at + 20);
    const size = directory.readUInt32LE(at + 24);
    const nameEnd = at + CENTRAL.size + directory.readUInt16LE(at + 28);
    const next = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    const method = methodNumber === METHODS.stored ? 'stored' : methodNumber === METHODS.deflated ? 'deflated' : undefined;
    if (next > directory.length) throw new ZipFault('the directory is damaged');
    if (method === undefined || (flags & ~ALLOWED_FLAGS) !== 0) throw new ZipFault('encrypted, or of an unknown compression');
    if (compressedSize === 0xffff_ffff || size === 0xffff_ffff) throw new ZipFault('64-bit zip');
    const name = directory.toString('utf8', at + CENTRAL.size, nameEnd);
    listed.push({ name, size, method, compressedSize, offset: directory.readUInt32LE(at + 42), descriptor: (flags & 8) !== 0 });
    at = next;
  }
  if (at !== directory.length) throw new ZipFault('the directory is damaged');
  return listed;
}

async function descriptorSize(file: FileHandle, position: number): Promise<number> {
  const start = await readAt(file, position, 4);
  return start.readUInt32LE(0) === DESCRIPTOR_SIGNATURE ? 16 : 12;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw new ZipFault('cut short');
  return bytes;
}
