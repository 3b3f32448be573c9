const COOKIE = '__Host-panshi';

/**
 * The session's token, kept by the program in place of the page. Chromium keeps no cookies for a scheme of one's own, and a page that never holds the
 * token cannot lose it. In memory alone: a new start signs in anew.
 */
export class SessionToken {
  readonly #onEnd: () => void;
  #token: string | undefined;

  /** @param onEnd told when nobody is signed in any more */
  constructor(onEnd: () => void = () => {}) {
    this.#onEnd = onEnd;
  }

  /** Whether somebody is signed in, as far as this desktop knows. */
  get isHeld(): boolean {
    return this.#token !== undefined;
  }

  forget(): void {
    if (this.#token === undefined) return;
    this.#token = undefined;
    this.#onEnd();
  }

  /** The headers of a page's request as they go to the host: nothing that a page says about who it is, and the token. */
  headersFor(asked: Headers): Headers {
    const headers = new Headers();
    for (const [name, value] of asked) if (!NOT_SENT.test(name)) headers.set(name, value);
    if (this.#token !== undefined) headers.set('authorization', `Bearer ${this.#token}`);
    return headers;
  }

  /**
   * Takes the token out of the host's answer.
   * @returns the answer for the page, without it
   */
  async take(answer: Response): Promise<Response> {
    const set = answer.headers.getSetCookie().map(tokenIn).find((found) => found !== undefined);
    if (set === undefined && answer.status === 401) this.forget();
    const headers = new Headers(answer.headers);
    headers.delete('set-cookie');
    if (set === undefined) return new Response(answer.body, { status: answer.status, headers });
    if (set === '') this.forget();
    else this.#token = set;
    if (set === '' || answer.body === null) return new Response(answer.body, { status: answer.status, headers });
    return withoutToken(await answer.text(), answer.status, headers);
  }
}

/** Of the connection, not of the request; or what the program says itself. The host's door is behind the program: the page's origin was checked here. */
const NOT_SENT = /^(authorization|cookie|cookie2|origin|referer|host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|upgrade-insecure-requests|expect|proxy-.*|sec-.*|forwarded|x-forwarded-.*|accept-encoding)$/;

/** The token that a Set-Cookie sets, empty when it takes it away; nothing when it is about something else. */
function tokenIn(cookie: string): string | undefined {
  const [pair = '', ...attributes] = cookie.split(';');
  const at = pair.indexOf('=');
  if (pair.slice(0, at).trim() !== COOKIE) return undefined;
  return attributes.some((attribute) => /^\s*max-age\s*=\s*0*\s*$/i.test(attribute)) ? '' : pair.slice(at + 1).trim();
}

/** The same answer, as `POST /session` gives it, with an empty token. */
function withoutToken(text: string, status: number, headers: Headers): Response {
  const answer: unknown = JSON.parse(text);
  const shown = typeof answer === 'object' && answer !== null && 'token' in answer ? { ...answer, token: '' } : answer;
  headers.delete('content-length');
  return new Response(JSON.stringify(shown), { status, headers });
}
