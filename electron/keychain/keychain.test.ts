import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { KeptSecret, type Sealer } from './kept-secret.ts';
import { isFresh, whyNot } from './verdict.ts';

const folder = mkdtempSync(join(tmpdir(), 'panshi-keychain-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  [{ platform: 'win32', available: true }, true], [{ platform: 'win32', available: false }, false], [{ platform: 'darwin', available: true }, true],
  [{ platform: 'linux', available: true, backend: 'gnome_libsecret' }, true], [{ platform: 'linux', available: true, backend: 'kwallet6' }, true],
  [{ platform: 'linux', available: true, backend: 'basic_text' }, false], [{ platform: 'linux', available: true, backend: 'unknown' }, false],
  [{ platform: 'linux', available: true }, false], [{ platform: 'linux', available: false, backend: 'gnome_libsecret' }, false],
] as const)('%j is trusted: %s; if not, a sentence says why', (facts, trusted) => {
  const why = whyNot(facts);
  expect(why === undefined).toBe(trusted);
  if (why !== undefined) expect([why.zh, why.en]).toEqual([expect.stringMatching(/不能自动解锁。$/), expect.stringMatching(/cannot unlock by itself\.$/)]);
});

it('is let in only soon after the passphrase was given', () => {
  expect(isFresh(undefined, 0)).toBe(false);
  expect(isFresh(1000, 1000 + 5 * 60_000)).toBe(true);
  expect(isFresh(1000, 1001 + 5 * 60_000)).toBe(false);
  expect(isFresh(1000, 0)).toBe(false);
});

/** As the operating system does: another account's key does not open it. */
function sealer(): Sealer {
  const key = randomBytes(32);
  return {
    encryptString(text) {
      const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12));
      return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    decryptString(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAuthTag(sealed.subarray(-16));
      return decipher.update(sealed.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}

it('is kept sealed, read back by the same account, and by no other; a damaged file is as good as none', () => {
  const file = join(folder, 'keychain.json');
  const mine = new KeptSecret(file, sealer());
  expect(mine.read()).toBeUndefined();
  const unlocker = '01a20137-6344-41c2-9741-b8fa45cf4728';
  const secret = randomBytes(32).toString('base64');
  mine.keep(unlocker, secret);
  expect(readFileSync(file, 'utf8')).not.toContain(secret);
  expect(mine.read()).toEqual({ unlocker, secret });
  expect(new KeptSecret(file, sealer()).read()).toBeUndefined();
  for (const bad of ['', '{}', readFileSync(file, 'utf8').replace('"version":1', '"version":2')]) {
    writeFileSync(file, bad);
    expect(mine.read()).toBeUndefined();
  }
  mine.drop();
  expect(mine.isThere).toBe(false);
});
