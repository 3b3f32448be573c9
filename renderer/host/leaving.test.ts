// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '#common/api';
import { afterLeaving, beforeLeaving } from './leaving.ts';
import { company, onExpired } from './client.ts';
import { usePreferences } from './preferences.ts';
import { tellProblem } from './problem.ts';
import { useSession } from './session.ts';

const OPEN = { state: 'open', version: '1', passwordRules: { shortest: 10, classes: 3, remembers: 5 } };
const person = { id: 'u1', username: 'clerk', name: '小王', roles: ['sales-clerk'], company: 'c1', companies: ['c1', 'c2'], companyNames: { c1: '磐石', c2: '分公司' }, mustChangePassword: false };

/** A host that answers by path, and remembers what it was asked in order. */
let asked: string[];
let kept: unknown;
let preferencesFail: boolean;

beforeEach(() => {
  setActivePinia(createPinia());
  asked = [];
  kept = { looks: { theme: 'dark' } };
  preferencesFail = false;
  company.value = undefined;
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    const company = request.headers.get('x-company');
    asked.push(`${request.method} ${path}${company === null ? '' : ` ${company}`}`);
    const answer = (body: unknown, status = 200): Response => new Response(status === 204 ? null : JSON.stringify(body), { status });
    switch (`${request.method} ${path}`) {
      case 'GET /lobby': return answer({ ...OPEN, signedIn: true });
      case 'GET /session': return answer(person);
      case 'GET /objects': return answer({ objects: [] });
      case 'GET /reports': return answer({ reports: [] });
      case 'GET /dashboards': return answer({ dashboards: [] });
      case 'GET /preferences': return preferencesFail ? answer({ error: { code: 'store_busy', message: '', requestId: '' } }, 503) : answer({ preferences: kept });
      case 'PUT /preferences':
        kept = (JSON.parse(await request.text()) as { preferences: unknown }).preferences;
        return answer(undefined, 204);
      case 'DELETE /session': return answer(undefined, 204);
      default: return answer({ error: { code: 'not_found', message: '', requestId: '' } }, 404);
    }
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function signedIn() {
  const session = useSession();
  await session.begin();
  expect(session.stage).toBe('in');
  return session;
}

it('settings are kept together, once the keys rest', async () => {
  await signedIn();
  const preferences = usePreferences();
  preferences.set('looks', { theme: 'light' });
  preferences.set('nav', { collapsed: true });
  preferences.set('nav', { collapsed: true });
  expect(asked.filter((call) => call.startsWith('PUT'))).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked.filter((call) => call.startsWith('PUT'))).toEqual(['PUT /preferences']);
  expect(kept).toEqual({ looks: { theme: 'light' }, nav: { collapsed: true } });
});

it('settings that could not be read are never written over', async () => {
  preferencesFail = true;
  await signedIn();
  usePreferences().set('nav', { collapsed: true });
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).not.toContain('PUT /preferences');
  expect(kept).toEqual({ looks: { theme: 'dark' } });
});

it('locking keeps what is unsaved while the host still knows the person, then ends the session and leaves nothing in the page', async () => {
  const session = await signedIn();
  const preferences = usePreferences();
  const order: string[] = [];
  const ends = [beforeLeaving(async () => { order.push(`draft kept, ${asked.includes('DELETE /session') ? 'too late' : 'in time'}`); }), afterLeaving(() => order.push('gone'))];
  preferences.set('nav', { collapsed: true });
  await session.lock();
  for (const end of ends) end();
  expect(order).toEqual(['draft kept, in time', 'gone']);
  expect(session.stage).toBe('locked');
  expect(session.user?.username).toBe('clerk');
  expect(asked.indexOf('PUT /preferences')).toBeLessThan(asked.indexOf('DELETE /session'));
  expect(preferences.all).toEqual({});
});

it('another company is entered anew: what is unsaved kept, rights asked again, in its name', async () => {
  const session = await signedIn();
  const order: string[] = [];
  const ends = [beforeLeaving(() => { order.push('kept'); }), afterLeaving(() => order.push('gone'))];
  asked = [];
  await session.changeCompany('c2');
  for (const end of ends) end();
  expect(order).toEqual(['kept', 'gone']);
  expect(asked).toContain('GET /objects c2');
  expect(asked.filter((call) => call.endsWith('c2'))).toEqual(asked);
  expect(session).toMatchObject({ stage: 'in', companyId: 'c2' });
});

it('a session that the host has ended locks the page; somebody else finds nothing of it', async () => {
  const session = await signedIn();
  onExpired.run();
  expect(session.stage).toBe('locked');
  session.leaveToOthers();
  expect(session.stage).toBe('out');
  expect(session.user).toBeUndefined();
});

it('what was asked when the session ended is told by the lock, and by no message over it', async () => {
  const session = await signedIn();
  const ended = new ApiError(401, { code: 'unauthenticated', message: '请先登录。', requestId: 'r1' });
  onExpired.run();
  expect(session.stage).toBe('locked');
  tellProblem(ended);
  expect(document.querySelector('.problem-message')).toBeNull();
  tellProblem(new ApiError(409, { code: 'rule', message: '不能这样做。', requestId: 'r2' }));
  expect(document.querySelector('.problem-message')?.textContent).toContain('不能这样做');
});

it('a draft that cannot be kept does not hold up the lock for ever', async () => {
  const session = await signedIn();
  const end = beforeLeaving(() => new Promise(() => {}));
  const locked = session.lock();
  await vi.advanceTimersByTimeAsync(3500);
  await locked;
  end();
  expect(session.stage).toBe('locked');
});

it('who is not signed in is asked to sign in', async () => {
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    asked.push(`${request.method} ${path}`);
    return path === '/lobby' ? Response.json({ ...OPEN, signedIn: false }) : Response.json({ error: { code: 'unauthenticated', message: '', requestId: '' } }, { status: 401 });
  });
  const session = useSession();
  await session.begin();
  expect(session.stage).toBe('out');
  // Nothing was asked that only who is signed in may ask: browsers note every refusal as an error.
  expect(asked).toEqual(['GET /lobby']);
  await expect(session.signIn('clerk', 'wrong')).rejects.toBeInstanceOf(ApiError);
});
