import { describe, expect, it } from 'vitest';
import type { FieldView } from '#renderer/host';
import { atShownLines, faultsOf, sentInput, type OpenLine } from './action-input.ts';

const DATE: FieldView = { name: 'date', type: 'date', label: { zh: '日期', en: 'Date' }, level: 'write', writable: ['create'], required: true, options: {} };
const line = (id: string, open: string, quantity: unknown): OpenLine => ({ id, values: {}, open, quantity });
const UNREAD = { unread: '三箱', reason: { zh: '应为数字', en: 'must be a number' } };

describe('what an action asks for', () => {
  it('is the rows of which something is taken', () => {
    expect(sentInput({ date: '2026-11-22', note: '' }, 'lines', [line('a', '20', '8'), line('b', '3', '0')])).toEqual({ date: '2026-11-22', lines: [{ line: 'a', quantity: '8' }] });
  });

  it('is not sent where nothing is taken of any row: the host would deliver all of them', () => {
    for (const nothing of ['0', null]) expect(faultsOf([DATE], { date: '2026-11-22' }, 'lines', [line('a', '20', nothing), line('b', '3', '0')])).toEqual([{ path: 'lines.0.quantity', what: 'nothingTaken' }]);
    expect(faultsOf([DATE], { date: '2026-11-22' }, 'lines', [line('a', '20', '0'), line('b', '3', '1')])).toEqual([]);
  });

  it('says what is missing and what cannot be read, each at its place', () => {
    expect(faultsOf([DATE], { date: null }, 'lines', [line('a', '20', '8'), line('b', '3', UNREAD)])).toEqual([{ path: 'date', what: 'needed' }, { path: 'lines.1.quantity', what: 'unread' }]);
    expect(faultsOf([DATE], { date: { ...UNREAD, unread: '32 日' } }, undefined, [])).toEqual([{ path: 'date', what: 'unread' }]);
  });

  it('is wrong at the row that was meant, though rows without a quantity are not sent', () => {
    const lines = [line('a', '20', '0'), line('b', '3', '4')];
    expect(atShownLines({ 'lines.0.quantity': '超出未完成的数量', date: '早于订单' }, 'lines', lines)).toEqual({ 'lines.1.quantity': '超出未完成的数量', date: '早于订单' });
  });
});
