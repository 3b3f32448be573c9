import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UpdateDesk } from '../update/index.ts';
import { offerUpdate, openUpdateDesk, type UpdatesPlace } from './updates.ts';

describe('updates', () => {
  let program = '';
  beforeEach(() => {
    program = mkdtempSync(join(tmpdir(), 'panshi-updates-'));
  });
  afterEach(() => rmSync(program, { recursive: true, force: true }));

  it('are there only for a program with two keys, a place to look, and a way to replace itself', () => {
    const place: UpdatesPlace = {
      program, address: 'https://updates.example.lan/', version: '1.0.0', seenFile: join(program, 'seen.json'), env: { APPIMAGE: '/opt/Panshi.AppImage' },
      fetch: () => Promise.reject(new Error('nobody looks yet')),
    };
    expect(openUpdateDesk(place)).toBeUndefined();
    const folder = join(program, 'resources', 'release');
    mkdirSync(folder, { recursive: true });
    for (const name of ['1.pem', '2.pem']) writeFileSync(join(folder, name), generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
    expect(openUpdateDesk({ ...place, address: undefined })).toBeUndefined();
    expect(openUpdateDesk(place) !== undefined).toBe(process.platform === 'win32' || process.platform === 'linux');
    if (process.platform === 'linux') expect(openUpdateDesk({ ...place, env: {} }), 'a package that the system has installed').toBeUndefined();
  });

  /** What a person is shown, who says yes so many times. */
  async function gone(version: string | undefined, yes: number): Promise<string[]> {
    const done: string[] = [];
    const desk = { look: () => Promise.resolve(version), fetch: () => Promise.resolve(void done.push('fetch')), install: () => void done.push('install') };
    await offerUpdate(desk as unknown as UpdateDesk, {
      lang: () => 'en',
      tell: (message) => Promise.resolve(void done.push(message)),
      ask: (message, button) => {
        done.push(`${message.split('.')[0]} [${button}]`);
        return Promise.resolve((yes -= 1) >= 0);
      },
      leave: () => Promise.resolve(void done.push('leave')),
    });
    return done;
  }

  it('are fetched and installed only as a person says, one step after the other', async () => {
    expect(await gone(undefined, 9)).toEqual(['This is the newest version.']);
    const found = 'There is a new version, 1 [Download]';
    expect(await gone('1.5.0', 0)).toEqual([found]);
    expect(await gone('1.5.0', 1)).toEqual([found, 'fetch', 'Version 1 [Quit and install]']);
    expect(await gone('1.5.0', 2)).toEqual([found, 'fetch', 'Version 1 [Quit and install]', 'leave', 'install']);
  });
});
