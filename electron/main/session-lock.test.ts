import { beforeEach, describe, expect, it } from 'vitest';
import { SessionToken } from '../session/index.ts';
import { GRACE_MS, SessionLock } from './session-lock.ts';

let events: string[];
let timers: { work: () => void; ms: number }[];
let token: SessionToken;
let lock: SessionLock;
const passed = (ms: number) => {
  for (const timer of timers.splice(0)) (timer.ms <= ms ? timer.work : () => timers.push(timer))();
};

beforeEach(async () => {
  events = [];
  timers = [];
  token = new SessionToken(() => lock.ended());
  lock = new SessionLock({
    token,
    ask: (reason) => events.push(`ask ${reason}`),
    end: (headers) => Promise.resolve(events.push(`end ${headers.get('authorization')}`)),
    reload: () => events.push('reload'),
    later: (work, ms) => {
      const timer = { work, ms };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1);
    },
  });
  await token.take(new Response('{"token":"T"}', { headers: { 'set-cookie': '__Host-panshi=T; Path=/' } }));
});

describe('a lock', () => {
  it('leaves it to the page to keep drafts and end the session', () => {
    lock.lock('idle');
    token.forget();
    passed(GRACE_MS);
    expect(events).toEqual(['ask idle']);
    expect(timers).toEqual([]);
  });

  it('ends the session and shows the page anew when the page does nothing', () => {
    lock.lock('screen');
    lock.lock('suspend');
    expect(token.isHeld).toBe(true);
    passed(GRACE_MS);
    expect(token.isHeld).toBe(false);
    expect(events).toEqual(['ask screen', 'end Bearer T', 'reload']);
  });

  it('does nothing when nobody is signed in', () => {
    token.forget();
    lock.lock('idle');
    expect([events, timers]).toEqual([[], []]);
  });

  it('can lock again, the next time somebody is signed in', async () => {
    lock.lock('idle');
    token.forget();
    await token.take(new Response('{"token":"U"}', { headers: { 'set-cookie': '__Host-panshi=U; Path=/' } }));
    lock.lock('person');
    passed(GRACE_MS);
    expect(events).toEqual(['ask idle', 'ask person', 'end Bearer U', 'reload']);
  });
});
