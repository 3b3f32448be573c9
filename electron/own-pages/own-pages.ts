import { isPanshiError, type Lang } from '#common/errors';
import type { DesktopConnection } from '#common/desktop';
import { say } from '../words.ts';
import { connectionPage, OWN_PAGES, stoppedPage, type Typed } from './pages.ts';

/** What the program's own pages show and set off. */
export interface OwnPagesParts {
  lang(): Lang;
  /** Nothing when the settings are damaged. */
  connection(): DesktopConnection | undefined;
  /** Whether the host is being started again by itself. */
  isRestarting(): boolean;
  /** What a host wrote that did not come up. */
  lastWords(): string;
  restart(): Promise<void>;
  /** @throws PanshiError saying what is wrong with address or code */
  useHost(typed: Typed): Promise<void>;
  useLocal(): Promise<void>;
}

/** Longest form, in bytes. */
const MOST = 4096;

/** The program's own pages, by plain requests. @returns nothing at an address that is none of them */
export function ownPages(parts: OwnPagesParts): (request: Request) => Promise<Response | undefined> {
  const away = (to: string): Response => new Response(null, { status: 303, headers: { location: to } });

  function present(): Response {
    const lang = parts.lang();
    const now = parts.connection();
    return now === undefined ? connectionPage(lang, undefined, say('damaged', lang)) : connectionPage(lang, now);
  }

  async function choose(request: Request): Promise<Response> {
    const text = await request.text();
    const form = new URLSearchParams(text.length > MOST ? '' : text);
    const typed = { address: form.get('address') ?? '', code: form.get('code') ?? '' };
    try {
      if (form.get('mode') === 'local') await parts.useLocal();
      else await parts.useHost(typed);
    } catch (error) {
      const lang = parts.lang();
      return connectionPage(lang, parts.connection(), isPanshiError(error) ? error.text[lang] : say('failed', lang), typed);
    }
    return away('/');
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname !== '/desktop' && !pathname.startsWith('/desktop/')) return undefined;
    const isPost = request.method === 'POST';
    if (!isPost && request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
    switch (pathname) {
      case OWN_PAGES.connection:
        return isPost ? await choose(request) : present();
      case OWN_PAGES.stopped:
        return stoppedPage(parts.lang(), parts.isRestarting(), parts.lastWords());
      case OWN_PAGES.restart:
        if (isPost) await parts.restart();
        return away('/');
      default:
        return new Response(null, { status: 404 });
    }
  };
}
