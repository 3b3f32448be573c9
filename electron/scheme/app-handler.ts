import type { Pages } from '#server/http/pages.ts';
import { APP_ORIGIN, isOwnAddress } from '../policy/index.ts';
import type { SessionToken } from '../session/index.ts';

export interface AppHandlerParts {
  readonly pages: Pages;
  readonly token: SessionToken;
  /** The machine's name, for the log of sign-ins. */
  readonly terminal: string;
  /** The host, here or on the LAN. @throws TypeError when it cannot be reached */
  api(request: Request): Promise<Response>;
  /** The program's own pages. */
  own(request: Request): Promise<Response | undefined>;
  /** Told of each answer of the host, before the page gets it. */
  onAnswer(method: string, path: string, status: number): void;
}

/** Answers everything under `panshi://app/`: the built pages, the program's own, and the host's interface. */
export function appHandler(parts: AppHandlerParts): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOwnAddress(request.url)) return new Response(null, { status: 404 });
    const { pathname } = new URL(request.url);
    // Written out, no part of a path climbs; what is still hidden behind percent signs does not get past either.
    if (/%(2e|2f|5c|00)/i.test(pathname) && !isApi(pathname)) return new Response(null, { status: 404 });
    if (isForeign(request)) return new Response(null, { status: 403 });
    if (isApi(pathname)) return await askHost(parts, request, pathname);
    const own = await parts.own(request);
    if (own !== undefined) return own;
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    // Without encodings: nothing on the way through a scheme of one's own would take them off again.
    const page = parts.pages(pathname, new Headers());
    if (page === undefined) return new Response(null, { status: 404 });
    return request.method === 'HEAD' ? new Response(null, page) : page;
  };
}

function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}

/**
 * Nobody but the program's pages has a voice here. It is a second line: Electron tells no origin for most requests, and takes away the `null` of a page
 * without one of its own. The first is that no such page comes about: nothing foreign loads, no own page stands in a frame, and no window goes to the interface.
 */
function isForeign(request: Request): boolean {
  const origin = request.headers.get('origin');
  return origin !== null && origin !== APP_ORIGIN;
}

async function askHost(parts: AppHandlerParts, request: Request, path: string): Promise<Response> {
  const headers = parts.token.headersFor(request.headers);
  headers.set('x-terminal', parts.terminal);
  try {
    const answer = await parts.api(new Request(request.url, {
      method: request.method,
      headers,
      signal: request.signal,
      ...(request.body === null ? {} : { body: request.body, duplex: 'half' }),
    } as RequestInit));
    parts.onAnswer(request.method, path, answer.status);
    return await parts.token.take(answer);
  } catch {
    // To the page as if the network had failed: it says that the host cannot be reached, and keeps what was entered.
    return Response.error();
  }
}
