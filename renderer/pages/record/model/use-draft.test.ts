// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { effectScope } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ApiObject } from '#common/api';
import { useDraft } from './use-draft.ts';
import { useRecord } from './use-record.ts';

const ORDER: ApiObject = {
  name: 'sales-order', kind: 'document', label: { zh: '销售订单', en: 'Sales order' }, module: 'sales', title: 'number', states: {}, actions: [], can: ['read', 'create'], children: [],
  fields: [{ name: 'note', type: 'text', label: { zh: '备注', en: 'Note' }, level: 'write', writable: ['create', 'update'], required: false, options: {} }],
};

/** Keys of drafts that the host was given. */
let put: string[];
let isAway: boolean;
let drafts: readonly { readonly key: string; readonly title: string; readonly savedAt: string }[];

beforeEach(() => {
  setActivePinia(createPinia());
  vi.useFakeTimers();
  put = [];
  isAway = false;
  drafts = [];
  vi.stubGlobal('fetch', (request: Request) => {
    if (isAway) return Promise.reject(new TypeError('Failed to fetch'));
    const [, key] = /\/drafts\/(.+)$/.exec(new URL(request.url).pathname) ?? [];
    if (request.method === 'PUT') put.push(decodeURIComponent(key ?? ''));
    if (request.method === 'GET' && key === undefined) return Promise.resolve(Response.json({ drafts }));
    return Promise.resolve(new Response(null, { status: 204 }));
  });
});
afterEach(() => void vi.useRealTimers());

function writing(isWritten: (key: string) => boolean = () => false) {
  const scope = effectScope();
  const told: boolean[] = [];
  const lies: string[] = [];
  const made = scope.run(() => {
    const record = useRecord(ORDER, () => draft.changed());
    const draft = useDraft(record, { title: () => '新建销售订单', told: (kept) => told.push(kept), lies: (key) => lies.push(key), isWritten });
    record.begin({});
    return { record, draft };
  });
  if (made === undefined) throw new Error('no scope');
  return { ...made, told, lies, end: () => scope.stop() };
}

it('what was entered while the host was away is kept as soon as it is back, without another key', async () => {
  const { record, told, lies, end } = writing();
  isAway = true;
  record.set('note', '加急');
  await vi.advanceTimersByTimeAsync(1500);
  expect([put, told.at(-1), lies]).toEqual([[], false, []]);
  isAway = false;
  await vi.advanceTimersByTimeAsync(6000);
  expect([put.length, told.at(-1)]).toEqual([1, true]);
  // Where it lies is known from then on, so that a reload comes back to it.
  expect(lies).toEqual(put);
  end();
});

it('what is written in another tab was not left behind', async () => {
  drafts = ['sales-order:new-1', 'sales-order:new-2', 'sales-quote:new-3'].map((key) => ({ key, title: '新建销售订单', savedAt: '2026-11-22T09:00:00.000Z' }));
  const { draft, end } = writing((key) => key === 'sales-order:new-1');
  await draft.look();
  expect(draft.left.value.map(({ key }) => key)).toEqual(['sales-order:new-2']);
  end();
});
