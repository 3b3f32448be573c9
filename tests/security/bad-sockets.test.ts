import { request as httpsRequest } from 'node:https';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../api/testing/company.ts';
import { badInputScene } from './testing/bad-input-scene.ts';

/* What never becomes a request; the store is not asked, so one dialect will do. */
describe.each<Dialect>(['sqlite'])('bad sockets, %s', (dialect) => {
  const scene = badInputScene(dialect);

  it('what only a socket can carry: long addresses and headers, bad targets, lying lengths, other protocols', async () => {
    const { hostname, port } = new URL(scene.company.door.baseUrl);
    const ca = scene.host.keys.authority.certificatePem;
    const raw = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect({ host: hostname, port: Number(port), ca, servername: 'localhost' }, () => socket.write(text));
        let answer = '';
        socket.setEncoding('utf8');
        socket.on('data', (part: string) => {
          answer += part;
          if (/\r\n\r\n/.test(answer)) socket.destroy();
        });
        socket.on('close', () => resolve(answer));
        socket.on('error', reject);
      });
    const head = `Host: localhost:${port}\r\nConnection: close\r\n`;
    for (const [what, text] of [
      ['a long address', `GET /api/v1/${'x'.repeat(20_000)} HTTP/1.1\r\n${head}\r\n`],
      ['a long query', `GET /api/v1/healthz?${'x'.repeat(20_000)} HTTP/1.1\r\n${head}\r\n`],
      ['a long header', `GET /api/v1/healthz HTTP/1.1\r\n${head}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`],
      ['no host', 'GET /api/v1/session HTTP/1.1\r\nConnection: close\r\n\r\n'],
      ['a bad host', 'GET /api/v1/session HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
      ['two lengths', `POST /api/v1/session HTTP/1.1\r\n${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x`],
      ['length and chunks', `POST /api/v1/session HTTP/1.1\r\n${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
      ['bad chunks', `POST /api/v1/session HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`],
      ['a negative length', `POST /api/v1/session HTTP/1.1\r\n${head}Content-Length: -1\r\n\r\n`],
      ['no method', `\r\n\r\nFOO\r\n\r\n`],
      ['another version', `GET / HTTP/9.9\r\n${head}\r\n`],
      ['a split header', `GET /api/v1/session HTTP/1.1\r\n${head}X-A: a\rb\r\n\r\n`],
      ['trace', `TRACE /api/v1/session HTTP/1.1\r\n${head}\r\n`],
      ['connect', `CONNECT localhost:22 HTTP/1.1\r\n${head}\r\n`],
      ['traversal', `GET /api/v1/../../../../etc/passwd HTTP/1.1\r\n${head}\r\n`],
      ['encoded traversal', `GET /api/v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n${head}\r\n`],
      ['bad escapes', `GET /api/v1/records/%zz%ff HTTP/1.1\r\n${head}Authorization: Bearer ${scene.tokens.get('clerk') ?? ''}\r\n\r\n`],
      ['another site', `GET http://evil.example/ HTTP/1.1\r\n${head}\r\n`],
      ['an upgrade', `GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`],
      ['a method override', `GET /api/v1/session HTTP/1.1\r\n${head}X-HTTP-Method-Override: DELETE\r\n\r\n`],
    ] as const) {
      const answer = await raw(text);
      // What is no HTTP at all may be hung up on without a word.
      expect(answer === '' || /^HTTP\/1\.1 (3|4)\d\d /.test(answer), `${what}: ${answer.slice(0, 200)}`).toBe(true);
      expect(answer).not.toMatch(/root:|stack|node_modules/);
    }
    // A body of 10 MB is refused while it is still being sent.
    const status = await new Promise<number>((resolve, reject) => {
      const call = httpsRequest(
        {
          host: hostname,
          port,
          ca,
          servername: 'localhost',
          path: '/api/v1/query',
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${scene.tokens.get('clerk') ?? ''}` },
        },
        (response) => {
          resolve(response.statusCode ?? 0);
          response.resume();
          call.destroy();
        },
      );
      call.on('error', (error) => ('code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET') ? undefined : reject(error)));
      const piece = Buffer.alloc(1024 * 1024, 32);
      for (let sent = 0; sent < 10; sent += 1) call.write(piece);
      call.end('{}');
    });
    expect(status).toBe(413);
  });
});
