import { createServer } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import type { ServerIdentity } from '#core/pki';
import type { Handler } from '#server/http';
import { listen, type OpenDoor } from './listen.ts';
import { nodeListener, TIMEOUTS } from './listener.ts';

export interface HttpsDoor {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly server: ShownIdentity;
}

type ShownIdentity = Pick<ServerIdentity, 'certificatePem' | 'privateKeyPem' | 'caPem'>;

/** An HTTPS door whose certificate can change while it stands open. */
export interface OpenHttpsDoor extends OpenDoor {
  /** Shows another certificate to whoever connects from now on. Connections under way end as they began. */
  replace(server: ShownIdentity): void;
}

const PLAIN = Buffer.from(
  'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\nThis is an HTTPS port. 请使用 https://\r\n',
  'utf8',
);

/** The door for the LAN: TLS 1.3 only, with the certificate of the firm's own authority. Plain HTTP gets one clear answer and no more. */
export async function openHttps(handler: Handler, door: HttpsDoor): Promise<OpenHttpsDoor> {
  const server = createServer(
    {
      ...secured(door.server),
      handshakeTimeout: 10_000,
      noDelay: true,
      ...TIMEOUTS,
    },
    (incoming, outgoing) => void nodeHandler(incoming, outgoing),
  );
  const nodeHandler = nodeListener(handler);
  server.on('tlsClientError', (error, socket) => {
    const code = 'code' in error ? error.code : undefined;
    if (code === 'ERR_SSL_HTTP_REQUEST') rawSocket(socket)?.end(PLAIN);
    else socket.destroy();
  });
  const opened = await listen(server, 'https', door.host, door.port);
  return { ...opened, replace: (shown) => server.setSecureContext(secured(shown)) };
}

function secured(shown: ShownIdentity): SecureContextOptions {
  return { cert: `${shown.certificatePem}\n${shown.caPem}`, key: shown.privateKeyPem, minVersion: 'TLSv1.3' };
}

/** The plain socket under a failed handshake. */
function rawSocket(socket: object): { end(bytes: Buffer): void } | undefined {
  const parent: unknown = '_parent' in socket ? socket._parent : undefined;
  return typeof parent === 'object' && parent !== null && 'end' in parent ? (parent as { end(bytes: Buffer): void }) : undefined;
}
