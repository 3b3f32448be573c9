import { Agent, request } from 'node:https';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';

/** Statuses that never have a body (RFC 9110). */
const BARE = new Set([204, 205, 304]);
const CONNECT_MS = 10_000;

/** Where a desktop in client mode sends its requests, and the one authority that it trusts there. */
export interface LanHost {
  readonly url: string;
  /** PEM. */
  readonly ca: string;
}

/** Requests to the host on the LAN. */
export interface LanDoor {
  /** @param asked any address; its path and query are what counts. @throws TypeError when the host cannot be reached or does not prove who it is */
  fetch(asked: Request): Promise<Response>;
  close(): void;
}

/** Over TLS 1.3 alone, with names checked, and with the firm's authority in place of every other that this machine knows. No redirect is followed. */
export function openLanDoor({ url, ca }: LanHost): LanDoor {
  const agent = new Agent({ ca, minVersion: 'TLSv1.3', rejectUnauthorized: true, keepAlive: true, timeout: 0 });
  return {
    close: () => agent.destroy(),
    fetch: (asked) => new Promise((resolve, reject) => {
      const { pathname, search } = new URL(asked.url);
      const headers = Object.fromEntries(asked.headers);
      const call = request(`${url}${pathname}${search}`, { agent, method: asked.method, headers, signal: asked.signal }, (response) => {
        const status = response.statusCode ?? 502;
        const given = new Headers();
        for (let at = 0; at + 1 < response.rawHeaders.length; at += 2) {
          const name = response.rawHeaders[at] ?? '';
          if (!OF_THE_CONNECTION.test(name)) given.append(name, response.rawHeaders[at + 1] ?? '');
        }
        if (BARE.has(status) || status < 200) {
          response.resume();
          return resolve(new Response(null, { status: BARE.has(status) ? status : 502, headers: given }));
        }
        resolve(new Response(Readable.toWeb(response) as ReadableStream<Uint8Array>, { status, headers: given }));
      });
      const patience = setTimeout(() => call.destroy(new Error('no connection in time')), CONNECT_MS);
      call.on('socket', (socket) => {
        if (!socket.connecting) clearTimeout(patience);
        else socket.once('secureConnect', () => clearTimeout(patience));
      });
      call.on('error', (error) => {
        clearTimeout(patience);
        reject(new TypeError('the host cannot be reached', { cause: error }));
      });
      if (asked.body === null) call.end();
      else Readable.fromWeb(asked.body as NodeStream<Uint8Array>).on('error', (error: Error) => call.destroy(error)).pipe(call);
    }),
  };
}

const OF_THE_CONNECTION = /^(connection|keep-alive|transfer-encoding|upgrade|trailer|te|proxy-.*)$/i;
