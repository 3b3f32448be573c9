import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { refuse } from '#common/errors';

/** Says who holds the folder: a process, told apart from a later one of the same number by when it started. */
interface Holder {
  readonly pid: number;
  readonly started: string;
}

/**
 * Takes a data folder for this process, so that no second host opens it. The lock of a process that is gone does not count.
 * @returns a function that gives it back
 * @throws PanshiError `conflict` when a host has it open
 */
export function lockFolder(path: string): () => void {
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? '' } satisfies Holder);
  for (let attempt = 0; attempt < 5; attempt++) {
    if (create(path, mine)) {
      return () => {
        if (read(path) === mine) rmSync(path, { force: true });
      };
    }
    const found = read(path);
    if (found === undefined) continue;
    if (isAlive(found)) break;
    removeStale(path, found);
  }
  throw refuse('conflict', '另一个程序正在使用该数据文件夹。', 'Another host has this data folder open.');
}

function create(path: string, content: string): boolean {
  let handle: number;
  try {
    handle = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  writeSync(handle, content);
  closeSync(handle);
  return true;
}

/** Takes a stale lock away, and puts it back if it was somebody's new one after all. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== stale) {
    try {
      linkSync(aside, path);
    } catch {
      // Somebody else has it already.
    }
  }
  rmSync(aside, { force: true });
}

function isAlive(content: string): boolean {
  try {
    const holder: unknown = JSON.parse(content);
    if (typeof holder !== 'object' || holder === null || !('pid' in holder) || typeof holder.pid !== 'number' || !('started' in holder))
      return false;
    const started = startOf(holder.pid);
    return started !== undefined && (started === '' || started === holder.started);
  } catch {
    // Half-written by a process that was killed; a living one writes it at once.
    return false;
  }
}

/** When a process started, as far as the system tells; empty where it does not; undefined when it is gone. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return undefined;
  }
  if (process.platform !== 'linux') return '';
  try {
    // Field 22 of /proc/PID/stat, counted after the command's closing bracket; ticks since boot, so the boot counts too.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
  } catch {
    return undefined;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
