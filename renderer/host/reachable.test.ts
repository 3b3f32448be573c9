// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { host, reachable } from './client.ts';

beforeEach(() => void (reachable.value = true));

it('the host is away from a question that did not arrive until the next answer, whatever it says', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(host().desk.drafts()).rejects.toThrow('Failed to fetch');
  expect(reachable.value).toBe(false);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ error: { code: 'rule', message: '不能这样做。', requestId: 'r' } }, { status: 409 })));
  await expect(host().desk.drafts()).rejects.toThrow('不能这样做');
  expect(reachable.value).toBe(true);
});

it('a question that is taken back does not say that the host is away', async () => {
  const ending = new AbortController();
  ending.abort();
  vi.stubGlobal('fetch', (request: Request) => (request.signal.aborted ? Promise.reject(new DOMException('', 'AbortError')) : Promise.resolve(Response.json({ found: [] }))));
  await expect(host().finding.find('茶', { signal: ending.signal })).rejects.toMatchObject({ name: 'AbortError' });
  expect(reachable.value).toBe(true);
});
