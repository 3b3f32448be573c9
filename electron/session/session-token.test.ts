import { describe, expect, it } from 'vitest';
import { SessionToken } from './session-token.ts';

const json = { 'content-type': 'application/json' };
const signIn = () => new Response('{"token":"T-1","user":{"name":"王芳"}}', { headers: { ...json, 'set-cookie': '__Host-panshi=T-1; Path=/; Secure; HttpOnly; SameSite=Strict' } });
const held = async () => {
  const token = new SessionToken();
  await token.take(signIn());
  return token;
};

describe('the session token', () => {
  it('is kept by the program and cut out of what the page gets', async () => {
    const token = new SessionToken();
    const answer = await token.take(signIn());
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.json()).toEqual({ token: '', user: { name: '王芳' } });
    expect(token.headersFor(new Headers()).get('authorization')).toBe('Bearer T-1');
  });

  it('goes with the page\'s requests in place of anything that the page says of who it is', async () => {
    const token = await held();
    const sent = token.headersFor(new Headers({
      authorization: 'Bearer stolen', cookie: '__Host-panshi=stolen', origin: 'panshi://app', 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '10.0.0.1',
      'accept-language': 'en', 'x-company': 'c1', 'idempotency-key': 'k', 'last-event-id': '7', 'content-type': 'application/json',
    }));
    expect(Object.fromEntries(sent)).toEqual({
      authorization: 'Bearer T-1', 'accept-language': 'en', 'x-company': 'c1', 'idempotency-key': 'k', 'last-event-id': '7', 'content-type': 'application/json',
    });
    expect(new SessionToken().headersFor(new Headers({ authorization: 'Bearer stolen' })).has('authorization')).toBe(false);
  });

  it('ends with sign-out, and with the first answer that does not know it any more', async () => {
    const out = await held();
    const told: string[] = [];
    const telling = new SessionToken(() => told.push('ended'));
    await telling.take(signIn());
    telling.forget();
    telling.forget();
    expect(told).toEqual(['ended']);
    await out.take(new Response(null, { status: 204, headers: { 'set-cookie': '__Host-panshi=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0' } }));
    expect(out.isHeld).toBe(false);
    const ended = await held();
    await ended.take(new Response('{}', { status: 401, headers: json }));
    expect(ended.isHeld).toBe(false);
    const refused = await held();
    await refused.take(new Response('{}', { status: 403, headers: json }));
    expect(refused.isHeld).toBe(true);
  });

  it('lets streams through as they come', async () => {
    const token = await held();
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')) });
    const answer = await token.take(new Response(stream, { headers: { 'content-type': 'text/event-stream' } }));
    const reader = answer.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    await reader?.cancel();
  });
});
