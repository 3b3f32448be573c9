// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { evaluate, parseExpression } from '#common/expression';
import { settled } from '#renderer/grid/entry/rows.ts';
import { useDefinitions, type FieldView } from '#renderer/host';
import { firstFound, resolveLinks } from './find-links.ts';
import { isUnasked, isUnread } from './reading.ts';

const field = (name: string, more: Partial<FieldView> = {}): FieldView => ({ name, type: 'text', label: { zh: name, en: name }, level: 'read', writable: [], required: false, options: {}, ...more });
const PRODUCT = {
  name: 'product', kind: 'master', label: { zh: '产品', en: 'Product' }, module: 'product', title: 'name', children: [], states: {}, actions: [], can: ['read'],
  fields: [field('code'), field('name'), field('number', { level: 'masked' })],
};
const READER = { id: 'u', department: null, departments: [], company: null, today: '2026-03-01', now: '2026-03-01T00:00:00.000Z' };

let products: readonly { readonly id: string; readonly code: string; readonly name: string }[] = [];
let asked: string[] = [];

/** A host that takes what the real one takes: conditions of its language, addresses of 16 KB. */
beforeEach(async () => {
  setActivePinia(createPinia());
  asked = [];
  products = [
    { id: 'p1', code: 'P001', name: 'Chai' }, { id: 'p2', code: 'P002', name: 'Chang' }, { id: 'p3', code: 'P003', name: 'Chang' },
    { id: 'p4', code: 'b-1', name: 'Bolt（M6）' }, { id: 'p5', code: 'B-1', name: '螺母（大）' }, { id: 'p6', code: 'X9', name: 'p001' },
  ];
  vi.stubGlobal('fetch', (request: Request) => {
    const url = new URL(request.url);
    if (url.pathname.endsWith('/objects')) return Promise.resolve(Response.json({ objects: [PRODUCT] }));
    if (request.url.length > 14_000) return Promise.reject(new Error('431'));
    const filter = url.searchParams.get('filter') ?? '';
    asked.push(filter);
    const condition = parseExpression(filter);
    return Promise.resolve(Response.json({ records: products.filter((product) => evaluate(condition, product, () => ({ kind: 'text' }), READER) === true) }));
  });
  await useDefinitions().load();
});

async function meaning(...texts: readonly string[]): Promise<readonly unknown[]> {
  const resolved = await resolveLinks('product', texts);
  return texts.map((text) => {
    const value = resolved.get(text.trim());
    return isUnread(value) ? value.reason.en : value;
  });
}

describe('pasted codes and names', () => {
  it('are found as they are written, all in one question', async () => {
    expect(await meaning('P001', ' P002 ', 'b-1', 'B-1', '螺母（大）', 'P001')).toEqual(['p1', 'p2', 'p4', 'p5', 'p5', 'p1']);
    expect(asked).toHaveLength(1);
  });

  it('are found whatever their case and with full-width letters where nothing is called so as written', async () => {
    products = products.filter(({ id }) => id !== 'p6');
    expect(await meaning('p001', 'Ｐ００２', 'CHAI', 'BOLT（M6）')).toEqual(['p1', 'p2', 'p1', 'p4']);
    expect(await meaning('bolt(m6)')).toEqual(['p4']);
  });

  it('as written come first', async () => {
    expect(await meaning('p001')).toEqual(['p6']);
  });

  it('that mean several, or nothing, stay marked with the reason', async () => {
    expect(await meaning('Chang', 'chang', 'Ｂ－１', 'P999')).toEqual([
      '2 records are called this; use the code instead', '2 records are called this; use the code instead', '2 records are called this; use the code instead', 'not found',
    ]);
  });

  it('that no name can hold are unknown, and keep nobody from finding the others', async () => {
    expect(await meaning('垃\u0000圾', '\ud83d', 'P001')).toEqual(['not found', 'not found', 'p1']);
  });

  it('never ask for what is masked, nor more at once than the host takes', async () => {
    products = Array.from({ length: 400 }, (_, at) => ({ id: `n${at}`, code: `NO-${at}`, name: `不锈钢内六角圆柱头螺钉（国标七十点一）${at}` }));
    const texts = products.flatMap(({ code, name }, at) => (at % 2 === 0 ? [name] : [code.toLowerCase()]));
    expect(await meaning(...texts, '长'.repeat(900))).toEqual([...products.map(({ id }) => id), 'not found']);
    expect(asked.join(' ')).not.toContain('number');
    expect(asked.length).toBeLessThan(40);
  });
});

it('does not call a record unknown while the host is away, and looks for it when it is back', async () => {
  const there = globalThis.fetch;
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  const away = await firstFound('product', 'p001');
  expect(isUnasked(away) && [away.unread, away.reason.zh]).toEqual(['p001', expect.stringContaining('连接不上主机')]);
  vi.stubGlobal('fetch', (request: Request) => (request.url.includes('/find') ? Promise.resolve(Response.json({ found: [{ object: 'product', id: 'p1', title: 'Chai', code: 'P001', state: null }] })) : there(request)));
  const values: Record<string, unknown> = { product: away, quantity: '6' };
  await settled([values], () => {});
  expect(values).toEqual({ product: 'p1', quantity: '6' });
});
