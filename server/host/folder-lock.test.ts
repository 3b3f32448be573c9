import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lockFolder } from './folder-lock.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'panshi-lock-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('holds a folder for one process until it is given back', () => {
  const path = join(folder, 'a.lock');
  const release = lockFolder(path);
  expect(() => lockFolder(path)).toThrow(/Another host/);
  release();
  lockFolder(path)();
});

it('takes over from a process that is gone, a number that somebody else has now, and half a lock', () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  for (const left of [
    JSON.stringify({ pid: gone, started: 'x' }),
    JSON.stringify({ pid: process.pid, started: 'an earlier boot/1' }),
    '{"pi',
    '',
  ]) {
    const path = join(folder, 'b.lock');
    writeFileSync(path, left);
    lockFolder(path)();
  }
});
