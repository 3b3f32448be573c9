import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeKey, makeManifest, signManifest, verifyRelease } from './index.ts';

describe('a release', () => {
  let folder = '';
  const key = (name: string): string => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'panshi-release-'));
    vi.stubEnv('PANSHI_KEY_PASSPHRASE', 'two cranes over the lake');
    for (const name of ['zhao', 'qian']) makeKey(key(name));
    writeFileSync(key('Panshi-1.5.0-win-x64.exe'), 'windows');
    writeFileSync(key('Panshi-1.5.0-linux-x86_64.AppImage'), 'linux');
    writeFileSync(key('Panshi-1.4.0-win-x64.exe'), 'older');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  const publicKeys = (): string[] => ['zhao.pub.pem', 'qian.pub.pem'].map(key);

  it('is good when two people have signed it and its files are the ones they signed', async () => {
    await makeManifest(folder, '1.5.0', '1.2.0');
    signManifest(folder, key('zhao.pem'));
    await expect(verifyRelease(folder, publicKeys())).rejects.toMatchObject({ code: 'forbidden' });
    signManifest(folder, key('qian.pem'));
    expect(await verifyRelease(folder, publicKeys())).toBe('ok 1.5.0: Panshi-1.5.0-linux-x86_64.AppImage, Panshi-1.5.0-win-x64.exe');
    writeFileSync(key('Panshi-1.5.0-win-x64.exe'), 'wind0ws');
    await expect(verifyRelease(folder, publicKeys())).rejects.toThrow('not the file that was signed');
  });

  it('needs packages, and keys their passphrase', async () => {
    await expect(makeManifest(folder, '1.6.0', '1.2.0')).rejects.toThrow('no package of 1.6.0');
    await expect(makeManifest(folder, '1.5.0', '1.6.0')).rejects.toThrow('minimumVersion is newer');
    await makeManifest(folder, '1.5.0', '1.2.0');
    vi.stubEnv('PANSHI_KEY_PASSPHRASE', 'not the right one');
    expect(() => signManifest(folder, key('zhao.pem'))).toThrow(/bad decrypt|decrypt/i);
    vi.stubEnv('PANSHI_KEY_PASSPHRASE', '');
    expect(() => makeKey(key('sun'))).toThrow('12 characters');
    vi.stubEnv('PANSHI_KEY_PASSPHRASE', 'two cranes over the lake');
    expect(() => makeKey(key('zhao')), 'no key is written over').toThrow('EEXIST');
    
  });
});
