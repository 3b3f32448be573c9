import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { refuse } from '#common/errors';
import { createPages, PAGES_POLICY } from '#server/http';
import { ownPages } from '../own-pages/index.ts';
import { SessionToken } from '../session/index.ts';
import { appHandler } from './app-handler.ts';

const root = mkdtempSync(join(tmpdir(), 'panshi-scheme-'));
const folder = join(root, 'pages');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>磐石</title>');
writeFileSync(join(folder, 'assets', 'main-1.js'), 'export {};');
writeFileSync(join(root, 'secret.txt'), 'outside');
afterAll(() => rmSync(root, { recursive: true }));

let asked: Request[];
let events: string[];
let answer: (request: Request) => Promise<Response>;
beforeEach(() => {
  asked = [];
  events = [];
  answer = () => Promise.resolve(new Response('{}', { headers: { 'content-type': 'application/json' } }));
});

const handler = appHandler({
  pages: createPages(folder),
  token: new SessionToken(),
  terminal: 'PC-1',
  api: (request) => {
    asked.push(request);
    return answer(request);
  },
  own: ownPages({
    lang: () => 'zh',
    connection: () => ({ mode: 'local' }),
    isRestarting: () => false,
    lastWords: () => 'Error: <b>no library</b>',
    restart: () => Promise.resolve(void events.push('restart')),
    useHost: ({ address, code }) => {
      events.push(`host ${address} ${code}`);
      return Promise.reject(refuse('forbidden', '证书与配对码不符 <b>', 'no'));
    },
    useLocal: () => Promise.resolve(void events.push('local')),
  }),
  onAnswer: (method, path, status) => events.push(`${method} ${path} ${status}`),
});
const get = (path: string, init: RequestInit = {}) => handler(new Request(`panshi://app${path}`, init));
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  get(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });

describe('pages', () => {
  it('come with the content policy, at any address that is theirs', async () => {
    for (const path of ['/', '/records/customer', '/index.html']) {
      const page = await get(path);
      expect([page.status, page.headers.get('content-security-policy')]).toEqual([200, PAGES_POLICY]);
      expect(page.headers.get('content-encoding')).toBeNull();
    }
    expect(PAGES_POLICY).not.toMatch(/unsafe|https?:|\*/);
    expect((await get('/assets/main-1.js')).headers.get('content-type')).toMatch('text/javascript');
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%5c..%5csecret.txt', '/%2E%2E%2Fsecret.txt', '/secret.txt', '/%00', '/assets/none.js'])(
    'never lead out of their folder: %s', async (path) => {
      const page = await get(path);
      expect([404, 200]).toContain(page.status);
      expect(await page.text()).not.toContain('outside');
    });

  it.each(['panshi://other/', 'https://app/', 'panshi://app:1/', 'panshi://user@app/'])('are not at %s', async (address) => {
    // No Request can be made of an address with a name in it; what Electron hands over is no such Request.
    expect((await handler({ url: address, method: 'GET', headers: new Headers(), body: null } as Request)).status).toBe(404);
  });

  it('take nothing', async () => expect((await post('/', 'x')).status).toBe(405));
});

describe('the interface', () => {
  it('is asked with its whole request, but for who the page says that it is', async () => {
    await get('/api/v1/records/customer?limit=5', { headers: { 'accept-language': 'en', cookie: 'a=b', authorization: 'Bearer x' } });
    const [request] = asked;
    expect(request?.url).toBe('panshi://app/api/v1/records/customer?limit=5');
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({ 'accept-language': 'en', 'x-terminal': 'PC-1' });
    expect(events).toEqual(['GET /api/v1/records/customer 200']);
  });

  it.each(['null', 'https://example.com', 'panshi://other', 'file://'])('is not asked by %s', async (origin) => {
    expect((await get('/api/v1/session', { headers: { origin } })).status).toBe(403);
    expect((await post('/desktop/restart', '', { origin })).status).toBe(403);
    expect([asked, events]).toEqual([[], []]);
  });

  it('fails as a network does when the host cannot be reached', async () => {
    answer = () => Promise.reject(new TypeError('gone'));
    expect((await get('/api/v1/lobby')).type).toBe('error');
  });
});

describe('the program\'s own pages', () => {
  it('restart the host when a person asks for it, not when something looks at the address', async () => {
    expect((await get('/desktop/restart')).status).toBe(303);
    expect(events).toEqual([]);
    const done = await post('/desktop/restart', '');
    expect([done.status, done.headers.get('location'), events]).toEqual([303, '/', ['restart']]);
  });

  it('tell the administrator why a host does not come up, as text', async () => {
    const html = await (await get('/desktop/stopped')).text();
    expect(html).toContain('<pre>Error: &#60;b&#62;no library&#60;/b&#62;</pre>');
  });

  it('say what is wrong with an address or code, and keep what was typed, as text', async () => {
    const page = await post('/desktop/connection', 'mode=client&address=%22%3E%3Cscript%3Ex&code=ABC', { origin: 'panshi://app' });
    const html = await page.text();
    expect(page.status).toBe(422);
    expect(events).toEqual(['host "><script>x ABC']);
    expect(html).toContain('证书与配对码不符 &#60;b&#62;');
    expect(html).toContain('value="&#34;&#62;&#60;script&#62;x"');
    expect(html).not.toMatch(/<script/);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
  });

  it('go back to the host of this machine', async () => {
    expect((await post('/desktop/connection', 'mode=local')).status).toBe(303);
    expect(events).toEqual(['local']);
  });

  it('are not elsewhere', async () => {
    expect((await get('/desktop/nothing')).status).toBe(404);
    expect((await get('/desktop/connection', { method: 'DELETE' })).status).toBe(405);
  });
});
