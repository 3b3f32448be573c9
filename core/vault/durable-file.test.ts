import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeDurably } from './durable-file.ts';

vi.mock('node:fs', async (original) => {
  const real = await original<Record<string, unknown> & { renameSync: typeof renameSync }>();
  return { ...real, renameSync: vi.fn(real.renameSync) };
});

describe('a file that is replaced while another program looks at it', () => {
  const { platform } = process;
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'panshi-durable-'));
    file = join(folder, 'vault.json');
    writeDurably(file, 'old');
    vi.mocked(renameSync).mockClear();
  });
  afterEach(() => {
    on(platform);
    rmSync(folder, { recursive: true });
  });

  const on = (system: NodeJS.Platform): unknown => Object.defineProperty(process, 'platform', { value: system });
  function held(code: string, times: number): void {
    for (let at = 0; at < times; at += 1) {
      vi.mocked(renameSync).mockImplementationOnce(() => {
        throw Object.assign(new Error(code), { code });
      });
    }
  }

  it.each(['EPERM', 'EACCES', 'EBUSY'])('is tried again on Windows, which says %s then', (code) => {
    on('win32');
    held(code, 2);
    writeDurably(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(renameSync).toHaveBeenCalledTimes(3);
  });

  it('keeps its old content, and leaves nothing beside it, when that does not end or something else is wrong', () => {
    for (const [system, code, times] of [['win32', 'EPERM', 20], ['win32', 'ENOSPC', 1], ['linux', 'EPERM', 1]] as const) {
      on(system);
      held(code, times);
      expect(() => writeDurably(file, 'new')).toThrow(code);
      on(platform);
      expect(readFileSync(file, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['vault.json']);
    }
  });
});
