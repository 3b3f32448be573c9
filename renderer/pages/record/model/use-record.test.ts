// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ApiObject } from '#common/api';
import type { FieldView } from '#renderer/host';
import { useRecord } from './use-record.ts';

function field(name: string, type: string, how: Partial<FieldView> = {}): FieldView {
  return { name, type, label: { zh: name, en: name }, level: 'write', writable: ['create', 'update'], required: false, options: {}, ...how };
}
const ORDER: ApiObject = {
  name: 'sales-order', kind: 'document', label: { zh: '销售订单', en: 'Sales order' }, module: 'sales', title: 'number', states: {}, actions: [], can: ['read', 'create'],
  fields: [field('customer', 'link', { required: true, options: { to: 'customer' } }), field('date', 'date', { required: true }), field('quote', 'link', { options: { to: 'sales-quote' } }), field('reference', 'text', { options: { unique: true } }), field('note', 'text')],
  children: [{ name: 'lines', label: { zh: '明细', en: 'Lines' }, fields: [field('product', 'link'), field('quantity', 'decimal')] }],
};

beforeEach(() => {
  setActivePinia(createPinia());
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 404 })));
});

it('a copy takes what was entered, and neither the day, nor what is unique, nor the document that the copied one came from', () => {
  const record = useRecord(ORDER, () => {});
  record.beginFrom({ id: 'o1', customer: 'c1', date: '2020-01-01', quote: 'q1', reference: 'A-1', note: '加急', lines: [{ id: 'l1', product: 'p1', quantity: '2' }] }, ({ name }) => name === 'quote');
  expect(record.values).toMatchObject({ customer: 'c1', note: '加急' });
  expect(record.values['date']).not.toBe('2020-01-01');
  for (const name of ['quote', 'reference']) expect(record.values).not.toHaveProperty(name);
  expect(record.rows['lines']?.map(({ id, values }) => ({ id, values }))).toEqual([{ id: undefined, values: { product: 'p1', quantity: '2' } }]);
  record.end();
});
