import type { Server } from 'node:net';
import { refuse } from '#common/errors';

/** Where a door stands open. */
export interface OpenDoor {
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, lets those under way end, and cuts what still hangs after five seconds. */
  close(): Promise<void>;
}

/** What a door needs of the servers of node:http and node:https. */
export interface HttpServer extends Server {
  closeIdleConnections(): void;
  closeAllConnections(): void;
}

const PATIENCE_MS = 5000;

/**
 * @param port 0 for any free one
 * @throws PanshiError `conflict` when the port is taken, `invalid` when host or port cannot be used
 */
export async function listen(server: HttpServer, scheme: 'https' | 'http', host: string, port: number): Promise<OpenDoor> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  }).catch((error: unknown) => {
    throw cannotListen(error, host, port);
  });
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `${scheme}://${hostInUrl(host)}:${own}`, port: own, close: () => closeServer(server) };
}

function closeServer(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function cannotListen(error: unknown, host: string, port: number) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return refuse('conflict', `端口 ${port} 已被占用，请换一个。`, `Port ${port} is taken; choose another.`);
  return refuse('invalid', `无法在 ${host}:${port} 上提供服务（${String(code)}）。`, `Cannot listen on ${host}:${port} (${String(code)}).`);
}
