import { refuse, type Lang } from '#common/errors';
import { errorBody, json } from './answers.ts';
import type { Pages } from './pages.ts';

/** The page at a request's address, if there is one. Pages are read, and nothing else. */
export function pageAnswer(pages: Pages | undefined, request: Request, lang: Lang, requestId: string): Response | undefined {
  const page = pages?.(new URL(request.url).pathname, request.headers);
  if (page === undefined || request.method === 'GET') return page;
  if (request.method === 'HEAD') return new Response(null, page);
  const error = refuse('method_not_allowed', `此地址不支持 ${request.method}。`, `${request.method} is not supported here.`);
  return json(errorBody(error, lang, requestId), error.status, { allow: 'GET, HEAD' });
}
