import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packedReleaseKeys } from '../../electron/update/index.ts';
import { buildDesktop, packReleaseKeys, whyNoDesktop } from '../../installer/desktop/index.ts';
import { ensurePages } from '../../scripts/build/pages.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** Nine fuses as Electron ships them. */
const WIRE = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX${String.fromCharCode(1, 9)}101100011`;

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly unpacked?: boolean;
  readonly integrity?: unknown;
}

/** All files in an asar archive, by path. Its header is JSON, whose length stands at byte 12. */
function filesIn(asar: string): Map<string, Entry> {
  const bytes = readFileSync(asar);
  const header = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8')) as Entry;
  const found = new Map<string, Entry>();
  const walk = (entry: Entry, path: string): void => {
    for (const [name, inner] of Object.entries(entry.files ?? {})) {
      if (inner.files === undefined) found.set(`${path}${name}`, inner);
      else walk(inner, `${path}${name}/`);
    }
  };
  walk(header, '');
  return found;
}

describe.runIf(process.platform === 'linux')('the desktop package, around a stand-in for the binary of Electron', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'panshi-desktop-'));
  const [electron, out] = [join(scratch, 'electron'), join(scratch, 'out')];
  const resources = join(out, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked', 'resources');
  const files = (): Map<string, Entry> => filesIn(join(resources, 'app.asar'));

  beforeAll(async () => {
    mkdirSync(join(electron, 'locales'), { recursive: true });
    mkdirSync(join(electron, 'resources'));
    writeFileSync(join(electron, 'electron'), `machine code ${WIRE} and more`);
    chmodSync(join(electron, 'electron'), 0o755);
    for (const lang of ['zh-CN', 'en-US', 'de']) writeFileSync(join(electron, 'locales', `${lang}.pak`), lang);
    for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(electron, name), name);
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', electron);
    await buildDesktop({ folderOnly: true, into: out, pages: await ensurePages() });
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('holds program, pages and resources, and no package but those with machine code', () => {
    const names = [...files().keys()];
    for (const name of ['main.mjs', 'preload.cjs', 'host.mjs', 'pdf-worker.mjs', 'long-reader-worker.mjs', 'snapshot-worker.mjs']) expect(names).toContain(`dist/desktop/${name}`);
    for (const name of ['dist/renderer/index.html', 'resources/charts/small-enterprise.json', 'resources/fonts/NotoSansSC_400Regular.ttf', 'THIRD-PARTY.txt']) expect(names).toContain(name);
    const packages = names.filter((name) => name.startsWith('node_modules/')).map((name) => name.split('/').slice(1, name.includes('/@') ? 3 : 2).join('/'));
    expect([...new Set(packages)].filter((name) => !/^(better-sqlite3-multiple-ciphers|@node-rs\/argon2(-.*)?)$/.test(name))).toEqual([]);
    expect(names.filter((name) => /\.(ts|map|br|gz)$|\.test\./.test(name))).toEqual([]);
  });

  it('leaves only machine code outside the archive, which vouches for all else', () => {
    const unpacked = join(resources, 'app.asar.unpacked');
    const outside = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => relative(unpacked, join(one.parentPath, one.name)));
    expect(outside.length).toBe(2);
    for (const name of outside) expect(name).toMatch(/\.node$/);
    for (const [name, entry] of files()) expect(entry.integrity, name).toBeDefined();
  });

  it('has its fuses set', () => {
    expect(readFileSync(join(resources, '..', 'panshi'), 'latin1')).toContain(`${WIRE.slice(0, -9)}010011001 and more`);
    expect(readdirSync(join(resources, '..', 'locales'))).toEqual(['en-US.pak', 'zh-CN.pak']);
  });

  it('brings a host that finds its parts', async () => {
    // As Electron's utility process speaks to its program.
    const shim = join(scratch, 'parent-port.mjs');
    writeFileSync(shim, 'process.parentPort = { postMessage: (message) => process.send(message), on: () => process.once("disconnect", () => process.exit(0)) };\n');
    const child = fork(join(root, 'dist', 'desktop', 'host.mjs'), [join(scratch, 'data')], { execArgv: ['--import', shim], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const ended = once(child, 'exit');
    try {
      expect(await Promise.race([once(child, 'message').then(([message]: unknown[]) => message), ended])).toEqual({ kind: 'ready', state: 'empty' });
    } finally {
      child.kill();
      await ended;
    }
  });

  it('takes two release keys along, or none', () => {
    const key = (name: string): string => {
      const path = join(scratch, name);
      if (!existsSync(path)) writeFileSync(path, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
      return path;
    };
    const stage = join(scratch, 'stage');
    packReleaseKeys(stage, {});
    expect(existsSync(stage)).toBe(false);
    expect(() => packReleaseKeys(stage, { PANSHI_RELEASE_KEYS: `${key('a.pem')}:${key('a.pem')}` })).toThrow('two files with different public keys');
    packReleaseKeys(stage, { PANSHI_RELEASE_KEYS: `${key('a.pem')}:${key('b.pem')}`, PANSHI_PUBLISHER: 'CN=Somebody' });
    expect(packedReleaseKeys(join(stage, 'resources', 'release'))?.size).toBe(2);
  });

  it('says what is missing where there is no Electron', () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', join(scratch, 'nowhere'));
    expect(whyNoDesktop()?.split('\n')).toEqual([expect.stringContaining('缺少 Electron'), expect.stringContaining('install-electron')]);
  });
});
