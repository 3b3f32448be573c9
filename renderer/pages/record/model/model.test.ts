import { describe, expect, it } from 'vitest';
import type { ApiObject, ApiRecord } from '#common/api';
import type { FieldView } from '#renderer/host';
import { entryRow } from '#renderer/grid/entry/rows.ts';
import { nextActions, primaryAction } from './actions.ts';
import { draftOf, firstUnread, keptOf, patchOf } from './changes.ts';
import { asItWas, changesOf } from './history-lines.ts';
import { onlyWhereEntered, placed, together } from './problems.ts';
import { sectionsOf } from './sections.ts';

function field(name: string, type: string, how: Partial<FieldView> = {}): FieldView {
  return { name, type, label: { zh: name, en: name }, level: 'write', writable: ['create', 'update'], required: false, options: {}, ...how };
}
const computed = (name: string, type = 'decimal', unit = 'amount'): FieldView => field(name, type, { level: 'read', writable: [], options: { unit, default: '0' } });
const action = (name: string, from: string[], awaited?: true | { when: string }): ApiObject['actions'][number] => ({ name, label: { zh: name, en: name }, from, to: null, input: [], awaited });

const ORDER: ApiObject = {
  name: 'sales-order', kind: 'document', label: { zh: '销售订单', en: 'Sales order' }, module: 'sales', title: 'number', states: {}, can: ['read', 'create', 'update'],
  fields: [
    computed('id', 'text'), computed('createdAt', 'time'), field('requiredDate', 'date'), field('customer', 'link', { required: true }), field('reference', 'text'),
    field('shipCity', 'text'), computed('totalAmount'), computed('deliveryState', 'choice'), field('note', 'text', { options: { long: true } }),
  ],
  children: [{ name: 'lines', label: { zh: '明细', en: 'Lines' }, fields: [field('product', 'link', { required: true }), field('quantity', 'decimal'), computed('net')] }],
  actions: [action('cancel', ['draft', 'confirmed']), action('deliver', ['confirmed'], true), action('invoice', ['confirmed'], { when: 'x' }), action('submit', ['draft'], true)],
};
const STORED: ApiRecord = {
  id: 'o1', version: 3, customer: 'c1', reference: null, shipCity: 'Graz', note: null,
  lines: [{ id: 'l1', position: 1, product: 'p1', quantity: '2', net: '10.00' }, { id: 'l2', position: 2, product: 'p2', quantity: '1', net: '5.00' }],
};
const storedRows = () => ({ lines: [entryRow({ product: 'p1', quantity: '2', net: '10.00' }, 'l1'), entryRow({ product: 'p2', quantity: '1', net: '5.00' }, 'l2')] });

describe('sections', () => {
  it('put what must be entered first, and what the program works out by itself', () => {
    expect(sectionsOf(ORDER, undefined).map(({ name, fields }) => [name, fields.map((one) => one.name)])).toEqual([
      ['main', ['customer', 'requiredDate', 'reference']], ['delivery', ['shipCity']], ['progress', ['deliveryState']], ['amounts', ['totalAmount']], ['note', ['note']], ['about', ['createdAt']],
    ]);
  });
  it('have at their head whom the document is for, also where that follows from another document', () => {
    const invoice: ApiObject = { ...ORDER, name: 'sales-invoice', fields: [field('order', 'link', { required: true, options: { to: 'sales-order' } }), field('customer', 'link', { level: 'read', writable: [], options: { to: 'customer' } }), field('voucher', 'link', { level: 'read', writable: [], options: { to: 'voucher' } })] };
    const kinds: Readonly<Record<string, 'master' | 'document'>> = { 'customer': 'master', 'voucher': 'document' };
    expect(sectionsOf(invoice, undefined, (name) => kinds[name]).map(({ name, fields }) => [name, fields.map((one) => one.name)])).toEqual([['main', ['order', 'customer']], ['progress', ['voucher']]]);
  });
  it('of a new record hold what can be entered', () => expect(sectionsOf(ORDER, 'create').map((one) => one.name)).toEqual(['main', 'delivery', 'note']));
});

describe('next actions', () => {
  it('begin with what the record waits for and end with what turns back', () => expect(nextActions(ORDER.actions, 'confirmed').map((one) => one.name)).toEqual(['deliver', 'invoice', 'cancel']));
  it('offer nothing as the obvious one where only turning back is left', () => expect(primaryAction(nextActions([action('cancel', ['posted'])], 'posted'))).toBeUndefined());
});

describe('what is sent', () => {
  it('of a new record is what was entered, without empty rows and computed values', () => {
    const rows = { lines: [entryRow({ product: 'p1', quantity: '2', net: '9' }), entryRow()] };
    expect(draftOf(ORDER, { customer: 'c1', reference: '', totalAmount: '5' }, rows).values).toEqual({ customer: 'c1', lines: [{ product: 'p1', quantity: '2' }] });
  });
  it('of a change is what differs', () => {
    expect(patchOf(ORDER, STORED, { customer: 'c1', reference: 'A-1', shipCity: 'Graz', note: '' }, storedRows()).values).toEqual({ reference: 'A-1' });
  });
  it('clears what was emptied', () => expect(patchOf(ORDER, STORED, { customer: 'c1', shipCity: null }, storedRows()).values).toEqual({ shipCity: null }));
  it('holds all rows of a table once one of them differs', () => {
    const rows = storedRows();
    rows.lines.splice(0, 1);
    expect(patchOf(ORDER, STORED, { customer: 'c1', shipCity: 'Graz' }, rows).values).toEqual({ lines: [{ id: 'l2', product: 'p2', quantity: '1' }] });
  });
  it('never holds what could not be read; that is kept in the draft', () => {
    const wrong = { unread: 'PX', reason: { zh: '找不到', en: 'not found' } };
    const rows = { lines: [entryRow({ product: wrong, quantity: '2' })] };
    expect(draftOf(ORDER, {}, rows).values).toEqual({ lines: [{ quantity: '2' }] });
    expect(firstUnread({}, rows)).toEqual({ child: 'lines', row: 0, field: 'product' });
    expect(keptOf(ORDER, 'create', {}, rows, 3)).toEqual({ values: {}, rows: { lines: [{ values: { product: wrong, quantity: '2' } }] }, version: 3 });
  });
});

describe('problems', () => {
  const told = placed({ customer: 'a', 'lines.1.quantity': 'b', '': 'c', secret: 'd' }, { lines: [7, 9] }, new Set(['customer']));
  it('stand where they belong', () => {
    expect(told.head).toEqual({ customer: 'a' });
    expect(told.rows['lines']?.get(9)).toEqual({ quantity: 'b' });
    expect(told.whole).toEqual({ '': 'c', secret: 'd' });
  });
  it('are no news where nothing was entered yet', () => {
    const quiet = onlyWhereEntered(placed({ customer: 'a', 'lines.1.quantity': 'b', lines: 'e', '': 'c' }, { lines: [7, 9] }, new Set(['customer'])), new Set(['lines']), { customer: null }, () => ({ quantity: '0' }));
    expect(quiet.head).toEqual({});
    expect(quiet.rows['lines']?.get(9)).toEqual({ quantity: 'b' });
    expect(quiet.whole).toEqual({ '': 'c' });
  });
  it('are said once', () => expect(together(told, told)).toEqual(told));
});

describe('history', () => {
  const entries = [
    { at: '1', user: 'a', event: 'create', before: null, after: { city: 'Graz', version: 1, lines: [{ id: 'l1', position: 1, quantity: '2' }] } },
    { at: '2', user: 'b', event: 'update', before: { city: 'Graz', version: 1, lines: [{ id: 'l1', quantity: '2' }] }, after: { city: 'Wien', version: 2, lines: [{ id: 'l1', quantity: '3' }, { id: 'l2', position: 2, quantity: '1' }] } },
    { at: '3', user: 'b', event: 'update', before: { lines: [{ id: 'l1', quantity: '3' }] }, after: { lines: [] } },
  ];
  it('tells fields from old to new, and rows by how many', () => {
    expect(changesOf(entries[1]!)).toEqual([{ kind: 'field', field: 'city', from: 'Graz', to: 'Wien' }, { kind: 'rows', child: 'lines', added: 1, removed: 0, changed: 1 }]);
  });
  it('rebuilds the record as it was', () => {
    expect(asItWas(entries, 0)).toMatchObject({ city: 'Graz', lines: [{ id: 'l1', quantity: '2' }] });
    expect(asItWas(entries, 1)).toMatchObject({ city: 'Wien', lines: [{ id: 'l1', position: 1, quantity: '3' }, { id: 'l2' }] });
    expect(asItWas(entries, 2)['lines']).toEqual([{ id: 'l2', position: 2, quantity: '1' }]);
  });
});
