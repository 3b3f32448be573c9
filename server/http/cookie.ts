const NAME = '__Host-panshi';

/** The session cookie: for this host alone, over TLS alone, out of reach of scripts and of other sites. */
export function sessionCookie(token: string): string {
  return `${NAME}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict`;
}

export const ENDED_COOKIE = `${NAME}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;

/** What a request stands on: a bearer token, or the cookie. */
export function tokenOf(headers: Headers): { readonly token: string; readonly from: 'header' | 'cookie' } | undefined {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const match = /^Bearer ([\w.~+/=-]{1,512})$/i.exec(authorization);
    return { token: match?.[1] ?? '', from: 'header' };
  }
  const cookies = headers.get('cookie');
  if (cookies === null) return undefined;
  for (const cookie of cookies.split(';')) {
    const [name, value] = cookie.trim().split('=', 2);
    if (name === NAME && value !== undefined && value !== '') return { token: value, from: 'cookie' };
  }
  return undefined;
}
