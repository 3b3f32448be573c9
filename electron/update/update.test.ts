import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addSignature, checkFile, checkManifest, compareVersions, judgeSignature, keyName, measureFile, packedReleaseKeys, releaseKeys, signedBytes, unsigned, UpdateDesk,
  type Manifest, type UpdateDeskParts, type Updater,
} from './index.ts';

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const [zhao, qian, sun] = [0, 1, 2].map(() => generateKeyPairSync('ed25519')) as [Pair, Pair, Pair];
type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
const keys = releaseKeys([pem(zhao.publicKey), pem(qian.publicKey)]);

const manifest: Manifest = {
  product: 'panshi',
  version: '1.5.0',
  minimumVersion: '1.2.0',
  releasedAt: '2026-11-20T02:00:00Z',
  files: [{ name: 'Panshi-1.5.0-win-x64.exe', platform: 'win32', arch: 'x64', size: 5, sha512: `${'A'.repeat(86)}==` }],
};

function signedBy(what: Manifest, ...pairs: Pair[]): string {
  return pairs.reduce((text, { privateKey }) => JSON.stringify(addSignature(text, privateKey)), JSON.stringify(unsigned(what)));
}

describe('versions', () => {
  it('stand in the order of semver.org', () => {
    const order = ['0.9.9', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.10.0', '2.0.0'];
    expect([...order].reverse().toSorted(compareVersions)).toEqual(order);
    for (const version of order) expect(compareVersions(version, version)).toBe(0);
    for (const wrong of ['1.0', '01.0.0', 'v1.0.0', '1.0.0-', '1.0.0+build', '']) expect(() => compareVersions(wrong, '1.0.0'), wrong).toThrow('not a version');
  });
});

describe('an update manifest', () => {
  const installed = { version: '1.4.2' };

  it('is taken when both release keys have signed it and it leads forward', () => {
    expect(checkManifest(signedBy(manifest, zhao, qian), keys, installed)).toEqual(manifest);
    // Spaces and the order of members are nobody's content.
    const { manifest: inner, signatures } = JSON.parse(signedBy(manifest, qian, zhao));
    const turned = Object.fromEntries(Object.entries(inner).toReversed());
    expect(checkManifest(JSON.stringify({ signatures, manifest: turned }, null, 4), keys, installed)).toEqual(manifest);
  });

  it('is refused with one signature only, twice the same, or one of a stranger', () => {
    const lone = signedBy(manifest, zhao);
    const { signatures } = JSON.parse(lone);
    for (const text of [JSON.stringify(unsigned(manifest)), lone, JSON.stringify({ manifest, signatures: [...signatures, ...signatures] }), signedBy(manifest, zhao, sun)]) {
      expect(() => checkManifest(text, keys, installed)).toThrow(/lacks the signature/);
    }
  });

  it("is refused when a stranger's signature bears the name of a release key", () => {
    const text = JSON.parse(signedBy(manifest, zhao, qian, sun));
    const [first, , stranger] = text.signatures;
    const disguised = { ...text, signatures: [first, { ...text.signatures[1], signature: stranger.signature }] };
    expect(() => checkManifest(JSON.stringify(disguised), keys, installed)).toThrow(/does not fit/);
    expect(() => checkManifest(signedBy(manifest, zhao, qian), releaseKeys([pem(zhao.publicKey), pem(sun.publicKey)]), installed)).toThrow(/lacks the signature/);
  });

  it('is refused when anything in it was changed after signing', () => {
    const text = JSON.parse(signedBy(manifest, zhao, qian));
    const changes: ((wrong: Manifest) => unknown)[] = [
      (one) => ({ ...one, version: '1.6.0' }),
      (one) => ({ ...one, minimumVersion: '1.0.0' }),
      (one) => ({ ...one, releasedAt: '2026-11-21T02:00:00Z' }),
      (one) => ({ ...one, files: one.files.map((file) => ({ ...file, sha512: `${'B'.repeat(86)}==` })) }),
      (one) => ({ ...one, files: one.files.map((file) => ({ ...file, size: 6 })) }),
      (one) => ({ ...one, files: one.files.map((file) => ({ ...file, name: 'other.exe' })) }),
      (one) => ({ ...one, extra: true }),
    ];
    for (const change of changes) expect(() => checkManifest(JSON.stringify({ ...text, manifest: change(text.manifest) }), keys, installed)).toThrow(/does not fit/);
  });

  it('is refused when it leads back, nowhere, or too far at once', () => {
    const text = signedBy(manifest, zhao, qian);
    for (const version of ['1.5.0', '1.5.1', '2.0.0-rc.1']) expect(() => checkManifest(text, keys, { version }), version).toThrow(/not newer/);
    expect(() => checkManifest(text, keys, { version: '1.4.2', newestSeen: '1.5.1' })).toThrow(/has been seen/);
    expect(() => checkManifest(text, keys, { version: '1.1.9' })).toThrow(/Go to 1\.2\.0 first/);
    expect(checkManifest(text, keys, { version: '1.2.0', newestSeen: '1.5.0' }).version).toBe('1.5.0');
  });

  it('is refused when it is none, however it was signed', () => {
    const wrong = [
      { ...manifest, product: 'other' }, { ...manifest, files: [] }, { ...manifest, minimumVersion: '1.6.0' },
      { ...manifest, files: [{ ...manifest.files[0], name: '../../evil.exe' }] },
    ];
    for (const one of wrong) {
      const signatures = [zhao, qian].map(({ publicKey, privateKey }) => ({ key: keyName(publicKey), signature: sign(null, signedBytes(one), privateKey).toString('base64') }));
      expect(() => checkManifest(JSON.stringify({ manifest: one, signatures }), keys, installed)).toThrow(/no update manifest/);
      expect(() => addSignature(JSON.stringify({ manifest: one, signatures: [] }), zhao.privateKey), 'nor does the tool sign it').toThrow(/Invalid|invalid|Too small|newer/);
    }
    for (const text of ['', '{', 'null', '[]', JSON.stringify({ manifest }), ' '.repeat(70_000)]) expect(() => checkManifest(text, keys, installed)).toThrow(/no update manifest/);
  });

  it('survives no flipped character', () => {
    const text = signedBy(manifest, zhao, qian);
    fc.assert(fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), (at, by) => {
      const flipped = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ by) + text.slice(at + 1);
      try {
        // What still passes says the same, as with a letter that JSON lets be written in two ways.
        expect(checkManifest(flipped, keys, installed)).toEqual(manifest);
      } catch (error) {
        expect(error).toMatchObject({ name: 'PanshiError' });
      }
    }), { numRuns: 300 });
  });

  it('is judged by nothing less than two Ed25519 keys', () => {
    expect(() => checkManifest(signedBy(manifest, zhao), releaseKeys([pem(zhao.publicKey), pem(zhao.publicKey)]), installed)).toThrow('judged by 2 keys');
    expect(() => releaseKeys([pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)])).toThrow('has to be Ed25519');
  });
});

describe('a signature of Windows', () => {
  const path = 'C:\\Users\\Wang\\pending\\Panshi-1.5.0-win-x64.exe';
  const publisher = 'CN=Panshi Software, O=Panshi Software, L=Hangzhou, C=CN';
  const said = { Status: 0, Path: path, SignerCertificate: { Subject: publisher } };

  it('counts only when Windows says so, of this file and this publisher', () => {
    expect(judgeSignature(JSON.stringify(said), path, publisher)).toBeUndefined();
    for (const wrong of [
      { ...said, Status: 1 }, { ...said, Status: 2, SignerCertificate: null }, { ...said, Path: 'C:\\other.exe' }, { ...said, SignerCertificate: null },
      { ...said, SignerCertificate: { Subject: `${publisher}, OU=Else` } }, { ...said, SignerCertificate: { Subject: 'CN=Panshi Software' } }, {}, [], null,
    ]) expect(judgeSignature(JSON.stringify(wrong), path, publisher), JSON.stringify(wrong)).toBeTypeOf('string');
    for (const output of ['', 'Get-AuthenticodeSignature : not recognized']) expect(judgeSignature(output, path, publisher)).toContain('could not be read');
    expect(judgeSignature(JSON.stringify(said), path, '')).toContain('no publisher');
  });
});

describe('the desk for updates', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'panshi-update-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function scene(content = 'hello', change: Partial<UpdateDeskParts> = {}) {
    const installer = join(folder, 'downloaded.exe');
    writeFileSync(installer, 'hello');
    const measured = await measureFile(installer);
    writeFileSync(installer, content);
    const release = { ...manifest, files: [{ ...manifest.files[0]!, ...measured }] };
    const done: string[] = [];
    const updater: Updater = {
      setFeedURL: (feed) => done.push(`feed ${String(feed.provider)}`),
      checkForUpdates: () => Promise.resolve(done.push('check')),
      downloadUpdate: () => Promise.resolve([installer]),
      quitAndInstall: () => void done.push('install'),
    };
    const texts = [signedBy(release, zhao, qian)];
    const desk = new UpdateDesk({
      address: new URL('https://updates.example.lan/panshi/'), keys, version: '1.4.2', platform: 'win32', arch: 'x64', seenFile: join(folder, 'seen.json'),
      fetch: () => Promise.resolve(new Response(texts.at(-1))),
      openUpdater: () => Promise.resolve(updater),
      signatureFault: () => Promise.resolve(undefined),
      ...change,
    });
    return { desk, done, texts, release };
  }

  it('installs what was signed and asked for', async () => {
    const { desk, done } = await scene();
    expect(await desk.look()).toBe('1.5.0');
    expect(done).toEqual([]);
    await desk.fetch();
    expect(done).toEqual(['feed custom', 'check']);
    desk.install();
    expect(done.at(-1)).toBe('install');
  });

  it('says when the newest version runs already, and reads no endless answer', async () => {
    expect(await (await scene('hello', { version: '1.5.0' })).desk.look()).toBeUndefined();
    await expect((await scene('hello', { version: '1.6.0' })).desk.look()).rejects.toMatchObject({ code: 'wrong_state' });
    let sent = 0;
    const endless = new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array((sent += 4096) && 4096).fill(32)) });
    await expect((await scene('hello', { fetch: () => Promise.resolve(new Response(endless)) })).desk.look()).rejects.toMatchObject({ code: 'malformed' });
    expect(sent).toBeLessThan(200_000);
  });

  it('starts nothing without a good manifest', async () => {
    const { desk, done } = await scene('hello', { fetch: () => Promise.resolve(new Response(signedBy(manifest, zhao))) });
    await expect(desk.look()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(desk.fetch()).rejects.toMatchObject({ code: 'wrong_state' });
    expect(() => desk.install()).toThrow('no update that has been checked');
    expect(done).toEqual([]);
  });

  it('installs no file that is another, as long or not, and none that the system does not vouch for', async () => {
    for (const [content, fault] of [['hallo', undefined], ['hello!', undefined], ['hello', 'signed by nobody']] as const) {
      const { desk, done } = await scene(content, { signatureFault: () => Promise.resolve(fault) });
      await desk.look();
      await expect(desk.fetch()).rejects.toMatchObject({ code: 'forbidden' });
      expect(() => desk.install()).toThrow('no update that has been checked');
      expect(done).not.toContain('install');
    }
  });

  it('never goes back behind what it has seen, though both have signed that too', async () => {
    const { desk, texts, release } = await scene();
    texts.push(signedBy({ ...release, version: '1.6.0' }, zhao, qian));
    expect(await desk.look()).toBe('1.6.0');
    texts.push(signedBy(release, zhao, qian));
    await expect(desk.look()).rejects.toMatchObject({ code: 'wrong_state' });
  });

  it('finds nothing for another machine, and asks over nothing but https', async () => {
    await expect((await scene('hello', { arch: 'arm64' })).desk.look()).rejects.toMatchObject({ code: 'not_found' });
    for (const address of ['http://updates.example.lan/', 'file:///updates/', 'https://updates.example.lan/panshi']) {
      await expect(scene('hello', { address: new URL(address) })).rejects.toMatchObject({ code: 'invalid' });
    }
  });
});

describe('keys in a package', () => {
  it('are two, or none at all', () => {
    const folder = mkdtempSync(join(tmpdir(), 'panshi-keys-'));
    expect(packedReleaseKeys(join(folder, 'absent'))).toBeUndefined();
    writeFileSync(join(folder, 'first.pem'), pem(zhao.publicKey));
    expect(() => packedReleaseKeys(folder)).toThrow('2 different release keys');
    writeFileSync(join(folder, 'second.pem'), pem(qian.publicKey));
    expect([...(packedReleaseKeys(folder) ?? new Map()).keys()]).toEqual([...keys.keys()]);
    rmSync(folder, { recursive: true });
  });

  it('measure a file as electron-updater does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'panshi-file-'));
    writeFileSync(join(folder, 'a'), '');
    // SHA-512 of nothing (FIPS 180-4 examples): cf83e1357eefb8bd…
    const measured = await measureFile(join(folder, 'a'));
    expect(Buffer.from(measured.sha512, 'base64').toString('hex').slice(0, 16)).toBe('cf83e1357eefb8bd');
    await expect(checkFile(join(folder, 'a'), { ...manifest.files[0]!, size: 1 })).rejects.toMatchObject({ code: 'forbidden' });
    rmSync(folder, { recursive: true });
  });
});
