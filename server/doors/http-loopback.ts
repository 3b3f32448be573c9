import { createServer } from 'node:http';
import { refuse } from '#common/errors';
import type { Handler } from '#server/http';
import { listen, type OpenDoor } from './listen.ts';
import { nodeListener, TIMEOUTS } from './listener.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/**
 * Plain HTTP, for measuring and for a TLS proxy on the same machine; never beyond it.
 * @throws PanshiError `invalid` for a host that other machines could reach
 */
export async function openHttpOnLoopback(handler: Handler, host: string, port: number): Promise<OpenDoor> {
  if (!LOOPBACK.test(host)) {
    throw refuse('invalid', `明文 HTTP 只能在本机回环地址上使用，不能用 ${host}。`, `Plain HTTP is for loopback only, not for ${host}.`);
  }
  const nodeHandler = nodeListener(handler);
  return await listen(
    createServer({ noDelay: true, ...TIMEOUTS }, (incoming, outgoing) => void nodeHandler(incoming, outgoing)),
    'http',
    host,
    port,
  );
}
