import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHost } from '#server/host';
import { CHEAP, PASSPHRASE, testHost, type TestHost } from '#server/testing';
import { createPages, type Pages } from './pages.ts';

const INDEX = '<!doctype html><title>磐石</title><script type="module" src="/assets/index-4f2a.js"></script>';
const SCRIPT = `console.log('${'x'.repeat(500)}')`;
const root = mkdtempSync(join(tmpdir(), 'panshi-pages-'));
const folder = join(root, 'renderer');
let pages: Pages;

function file(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

beforeAll(() => {
  file('index.html', INDEX);
  file('assets/index-4f2a.js', SCRIPT);
  file('assets/index-4f2a.js.br', brotliCompressSync(SCRIPT));
  file('assets/index-4f2a.js.gz', gzipSync(SCRIPT));
  file('assets/noto-9c1d.woff2', 'wOF2');
  file('manifest.webmanifest', '{}');
  file('icons/stone.svg', '<svg/>');
  file('.env', 'SECRET=1');
  file('.git/config', '[core]');
  file('notes.md', 'not a page');
  writeFileSync(join(root, 'secret.txt'), 'secret');
  symlinkSync(join(root, 'secret.txt'), join(folder, 'linked.txt'));
  pages = createPages(folder);
});
afterAll(() => rmSync(root, { recursive: true }));

const get = (path: string, headers: Record<string, string> = {}) => pages(path, new Headers(headers));

describe('the built pages', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/assets/index-4f2a.js', 'text/javascript; charset=utf-8'],
    ['/assets/noto-9c1d.woff2', 'font/woff2'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
    ['/icons/stone.svg', 'image/svg+xml'],
  ])('%s is %s', (path, type) => {
    const found = get(path);
    expect(found?.status).toBe(200);
    expect(found?.headers.get('content-type')).toBe(type);
  });

  it.each(['/sales-order', '/records/customer/01a20137', '/报表/trial-balance', '/%E6%8A%A5%E8%A1%A8', '/list/v1.2', '/apis'])(
    '%s is an address of the pages themselves', async (path) => {
      expect(await get(path)?.text()).toBe(INDEX);
    });

  it.each([
    '/../secret.txt', '/..', '/assets/../../secret.txt', '/%2e%2e/secret.txt', '/%2E%2E/secret.txt', '/.%2e/secret.txt', '/assets/..%2f..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt', '/..\\secret.txt', '/..%5csecret.txt', '/assets%5c..%5c..%5csecret.txt', '/index.html%00.js', '/%00', '/a\u0000b', '/%0d%0aset-cookie:x',
    '/%zz', '/%c0%ae%c0%ae/secret.txt', '/.env', '/%2eenv', '/.git/config', '/assets/.hidden', '/linked.txt', '/notes.md.txt', 'secret.txt', '',
    '/assets/gone-1234.js', '/assets%2findex-4f2a.js', '/assets%5cindex-4f2a.js', '/assets/', '/assets/index-4f2a', '/favicon.ico', '/secret.txt', '/api', '/api/v1/nothing', '/api/',
  ])('%j is no page', (path) => {
    expect(get(path)).toBeUndefined();
  });

  it('opens nothing that the build does not name, however it is asked for', async () => {
    for (const path of ['/assets/index-4f2a.js.br', '/assets/index-4f2a.js.gz', '/assets', '/notes.md', '/index.html/', '/linked', '//etc/passwd', '/C:/Windows/win.ini']) {
      const text = await get(path)?.text();
      expect([path, text === undefined || text === INDEX]).toEqual([path, true]);
    }
  });

  it('may load from this host alone, and use no device', () => {
    const headers = get('/')?.headers;
    expect(headers?.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
        "worker-src 'self'; frame-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers?.get('permissions-policy')).toMatch(/camera=\(\), .*geolocation=\(\), .*microphone=\(\)/);
    for (const [name, value] of [['x-content-type-options', 'nosniff'], ['x-frame-options', 'DENY'], ['referrer-policy', 'no-referrer'], ['cross-origin-opener-policy', 'same-origin']] as const) {
      expect([name, headers?.get(name)]).toEqual([name, value]);
    }
  });

  it('are kept for ever by their hash, and asked for again without one', () => {
    expect(get('/assets/index-4f2a.js')?.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const first = get('/');
    expect(first?.headers.get('cache-control')).toBe('no-cache');
    const tag = first?.headers.get('etag') ?? '';
    expect(tag).toBe(`"${createHash('sha256').update(INDEX).digest('base64url')}"`);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) expect(get('/desk', { 'if-none-match': known })?.status).toBe(304);
    expect(get('/', { 'if-none-match': '"other"' })?.status).toBe(200);
  });

  it('come as small as the reader takes them', async () => {
    const path = '/assets/index-4f2a.js';
    const as = (encodings: string) => get(path, { 'accept-encoding': encodings })?.headers.get('content-encoding') ?? 'plain';
    expect(as('gzip, deflate, br, zstd')).toBe('br');
    expect(as('gzip, br;q=0')).toBe('gzip');
    expect(as('*')).toBe('br');
    expect(as('deflate')).toBe('plain');
    expect(as('')).toBe('plain');
    const small = get(path, { 'accept-encoding': 'br' });
    expect(small?.headers.get('vary')).toBe('accept-encoding');
    expect(small?.headers.get('content-length')).toBe(String(brotliCompressSync(SCRIPT).length));
    expect(brotliDecompressSync(Buffer.from(await small!.arrayBuffer())).toString()).toBe(SCRIPT);
    expect(get('/', { 'accept-encoding': 'br' })?.headers.get('content-encoding')).toBeNull();
  });

  it('need an index', () => {
    expect(() => createPages(join(folder, 'icons'))).toThrow(/no built pages/);
  });
});

describe('a host with pages', () => {
  let test: TestHost;
  beforeAll(async () => {
    test = await testHost();
    await test.host.close();
  });
  afterAll(() => test.remove());

  it('serves them beside the interface, to be read only', async () => {
    const host = await openHost({ data: test.data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP, pages: folder });
    const ask = async (method: string, path: string) => {
      const response = await host.handler(new Request(`https://localhost${path}`, { method }));
      return [response.status, response.headers.get('content-type')?.split(';')[0], (await response.text()).length > 0];
    };
    try {
      expect(await ask('GET', '/')).toEqual([200, 'text/html', true]);
      expect(await ask('HEAD', '/')).toEqual([200, 'text/html', false]);
      expect(await ask('GET', '/customers')).toEqual([200, 'text/html', true]);
      expect(await ask('GET', '/api/v1/healthz')).toEqual([200, 'application/json', true]);
      expect(await ask('GET', '/api/v1/nothing')).toEqual([404, 'application/json', true]);
      expect(await ask('GET', '/api')).toEqual([404, 'application/json', true]);
      expect(await ask('GET', '/.env')).toEqual([404, 'application/json', true]);
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) expect(await ask(method, '/')).toEqual([405, 'application/json', true]);
    } finally {
      await host.close();
    }
  });

  it('leads to the documents of the interface without them', async () => {
    const host = await openHost({ data: test.data, unlock: { passphrase: PASSPHRASE }, hashCost: CHEAP });
    try {
      const response = await host.handler(new Request('https://localhost/'));
      expect([response.status, response.headers.get('location')]).toEqual([302, '/api/v1/docs']);
    } finally {
      await host.close();
    }
  });
});
