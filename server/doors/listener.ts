import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Handler } from '#server/http';

/** How long a client may take: slow ones must not hold connections (slowloris). */
export const TIMEOUTS = {
  /** All headers. */
  headersTimeout: 10_000,
  /** The whole request; an attachment over a slow line takes a while. */
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
} as const;

/** Turns node's requests into calls of the handler. */
export function nodeListener(handler: Handler): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return getRequestListener(
    (request, env) => {
      const address = env.incoming.socket.remoteAddress;
      return handler(request, address === undefined ? {} : { address });
    },
    {
      // Requests that never became a call: a malformed host or target.
      errorHandler: () => new Response('{"error":{"code":"malformed","message":"malformed request","requestId":""}}', {
        status: 400, headers: { 'content-type': 'application/json; charset=utf-8', connection: 'close' },
      }),
    },
  );
}
