import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultDataFolder } from './data-folder.ts';

describe('the data folder that nobody has named', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'panshi-home-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('follows the system: XDG on Linux, the part of the profile that does not roam on Windows', () => {
    expect(defaultDataFolder({ XDG_DATA_HOME: join(home, 'share') }, 'linux')).toBe(join(home, 'share', 'panshi'));
    expect(defaultDataFolder({ APPDATA: join(home, 'Roaming'), LOCALAPPDATA: join(home, 'Local') }, 'win32')).toBe(join(home, 'Local', 'Panshi'));
  });

  it('is on Windows where the data already lies, and not where a program has only left a folder', () => {
    const env = { APPDATA: join(home, 'Roaming'), LOCALAPPDATA: join(home, 'Local') };
    const before = join(home, 'Roaming', 'Panshi');
    mkdirSync(before, { recursive: true });
    expect(defaultDataFolder(env, 'win32')).toBe(join(home, 'Local', 'Panshi'));
    writeFileSync(join(before, 'config.json'), '{}');
    expect(defaultDataFolder(env, 'win32')).toBe(before);
  });
});
