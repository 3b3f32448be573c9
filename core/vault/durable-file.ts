import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { refuse } from '#common/errors';

/** Makes a rename in `dir` survive a power cut. Windows cannot open a folder for this and does not need it. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Writes a small file so that after a crash either the old or the new content is there, never a mixture: temporary file, fsync, rename.
 * @param mode permission bits; 0600 unless told, as nearly all of it is key material
 */
export function writeDurably(path: string, content: string | Uint8Array, mode = 0o600): void {
  const temporary = writeBeside(path, content, mode);
  try {
    renameOver(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/**
 * As `writeDurably`, but never replaces a file, even when two programs try at the same moment.
 * @throws PanshiError `wrong_state` when the file exists
 */
export function createDurably(path: string, content: string | Uint8Array, mode = 0o600): void {
  const temporary = writeBeside(path, content, mode);
  try {
    try {
      linkSync(temporary, path);
    } catch (error) {
      if (errorCode(error) === 'EEXIST' || existsSync(path)) throw alreadyThere(path);
      // Some file systems (FAT, a few network shares) know no hard links.
      renameSync(temporary, path);
    }
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
}

/** What Windows says while a virus scanner or an indexer looks at one of the two files, which it does whenever a file has just been written. */
const HELD = new Set<unknown>(['EPERM', 'EACCES', 'EBUSY']);
const ATTEMPTS = 20;
const PAUSE_MS = 50;

function renameOver(from: string, to: string): void {
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (process.platform !== 'win32' || left === 1 || !HELD.has(errorCode(error))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

function writeBeside(path: string, content: string | Uint8Array, mode: number): string {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const handle = openSync(temporary, 'wx', mode);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  return temporary;
}

function alreadyThere(path: string) {
  return refuse('wrong_state', `文件已存在，不会覆盖：${path}`, `This file exists and is not replaced: ${path}`);
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
