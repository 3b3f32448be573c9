import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { Readable } from 'node:stream';
import { createAuthority, issueServerCertificate } from '#core/pki';
import { inner, OUTER_HOST, OUTER_ORIGIN } from './addresses.ts';

export interface SchemeDoor {
  readonly port: number;
  close(): Promise<void>;
}

/** What Chromium's network service says with a request. A scheme of one's own does not pass through it, so its handler hears none of this. */
const OF_THE_NETWORK = /^(host|connection|content-length|transfer-encoding|accept-encoding|cookie|referer|sec-.*|upgrade-insecure-requests|cache-control|pragma|if-none-match)$/;
/** Language of the stand-in's Chromium: what a page asks for itself is shorter. */
const OF_THE_BROWSER = 'zh-CN';

/**
 * Where the stand-in's Chromium asks for `panshi://app`: each request goes to the handler that the program gave to `protocol.handle`, streams included, and says
 * what it would say in Electron. It has no signal: what the page does not wait for any more shows in the end of the answer's body alone.
 */
export async function openSchemeDoor(handler: () => ((request: Request) => Promise<Response> | Response) | undefined): Promise<SchemeDoor> {
  const authority = await createAuthority({ organisation: 'Stand-in' });
  const identity = await issueServerCertificate(authority, { hosts: [OUTER_HOST], days: 1 });
  const server = createServer({ cert: identity.certificatePem, key: identity.privateKeyPem }, (incoming, outgoing) => {
    void answer(handler(), incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return {
    port: address.port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function answer(handler: ((request: Request) => Promise<Response> | Response) | undefined, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (handler === undefined) return void outgoing.destroy();
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    const told = inner([value ?? []].flat().join(', '));
    if (!OF_THE_NETWORK.test(name) && !(name === 'accept-language' && told.startsWith(OF_THE_BROWSER))) headers.set(name, told);
  }
  // The origin comes with forms alone, and Electron takes away the one of a page that has none.
  if (headers.get('origin') === 'null' || incoming.headers['sec-fetch-mode'] !== 'navigate') headers.delete('origin');
  const method = incoming.method ?? 'GET';
  const bodyless = method === 'GET' || method === 'HEAD';
  const response = await handler(new Request(inner(`${OUTER_ORIGIN}${incoming.url ?? '/'}`), {
    method, headers, ...(bodyless ? {} : { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
  } as RequestInit));
  // What the program fails, fails in Chromium as a network does.
  if (response.type === 'error') return void outgoing.destroy();
  outgoing.writeHead(response.status, { 'content-type': 'text/html; charset=utf-8', ...Object.fromEntries(response.headers) });
  if (response.body === null) return void outgoing.end();
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  body.on('error', () => outgoing.destroy());
  outgoing.on('close', () => body.destroy());
  body.pipe(outgoing);
}
