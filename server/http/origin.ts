import { refuse } from '#common/errors';

/**
 * Refuses a change that another site's page asks for in the name of whoever sits at the browser.
 * `Sec-Fetch-Site` decides where the browser sends it, `Origin` elsewhere; neither means no browser of today.
 * @param needed whether one of the two must be there (always when the cookie speaks for the caller)
 * @throws PanshiError `cross_origin`
 */
export function requireOwnOrigin(request: Request, origins: readonly string[], needed: boolean): void {
  const origin = request.headers.get('origin');
  if (origin !== null && (origins.includes(origin) || isOwn(origin, request.url))) return;
  const site = request.headers.get('sec-fetch-site');
  if (origin === null && (site === 'same-origin' || site === 'none')) return;
  if (origin === null && site === null && !needed) return;
  throw refuse('cross_origin', '请求来自其他网站，已拒绝。', 'The request comes from another site and was refused.');
}

/** `null` stands for any page without an origin of its own, a sandboxed frame's for one, and for our own scheme's address too: it proves nothing. */
function isOwn(origin: string, url: string): boolean {
  return origin !== 'null' && origin === new URL(url).origin;
}
