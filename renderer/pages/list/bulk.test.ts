import { describe, expect, it } from 'vitest';
import type { ActionView } from '#renderer/host';
import { commonActions, inStates, reasonIn, runEach, type Outcome } from './bulk.ts';

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const reasonOf = (error: unknown): string => (error as Error).message;

describe('the same to many records', () => {
  it('one that is refused does not hold up the next', async () => {
    const told: Outcome[] = [];
    const outcome = await runEach(rows, (row) => (row.id === 'b' ? Promise.reject(new Error('库存不足')) : Promise.resolve()), reasonOf, (so) => told.push(so), new AbortController().signal);
    expect(outcome).toEqual({ good: 3, failures: [{ row: { id: 'b' }, reason: '库存不足' }], stopped: false });
    expect(told.map(({ good, failures }) => [good, failures.length])).toEqual([[1, 0], [1, 1], [2, 1], [3, 1]]);
  });

  it('stops between two records', async () => {
    const stopping = new AbortController();
    const done: string[] = [];
    const outcome = await runEach(rows, (row) => {
      done.push(row.id);
      if (row.id === 'b') stopping.abort();
      return Promise.resolve();
    }, reasonOf, () => {}, stopping.signal);
    expect(done).toEqual(['a', 'b']);
    expect(outcome).toEqual({ good: 2, failures: [], stopped: true });
  });

  const action = (name: string, from: readonly string[], input: ActionView['input'] = []): ActionView => ({ name, label: { zh: name, en: name }, from: [...from], to: null, input });

  it('offers what all of them can take', () => {
    const actions = [action('submit', ['draft']), action('cancel', ['draft', 'confirmed'])];
    expect(commonActions(actions, ['draft', 'draft']).map(({ name }) => name)).toEqual(['submit', 'cancel']);
    expect(commonActions(actions, ['draft', 'confirmed']).map(({ name }) => name)).toEqual(['cancel']);
    expect(commonActions(actions, undefined)).toHaveLength(2);
  });

  it('is done to those it fits: of two orders the draft alone is deleted', () => {
    const orders = [{ id: 'a', state: 'draft' }, { id: 'b', state: 'confirmed' }];
    expect(inStates(orders, ['draft']).map(({ id }) => id)).toEqual(['a']);
    expect(inStates(orders, undefined)).toEqual(orders);
  });

  it('says of what was entered which field is wrong, and of a record what keeps it', () => {
    const field = { name: 'date', type: 'date', label: { zh: '作废日期', en: 'Date' }, level: 'write' as const, writable: [], required: false, options: {} };
    expect(reasonIn({ fields: { date: '会计期间已结账' }, message: '' }, [field])).toBe('作废日期：会计期间已结账');
    expect(reasonIn({ fields: { lines: '库存不足' }, message: '有错误' }, [field])).toBe('库存不足');
    expect(reasonIn({ fields: {}, message: '您无权作废。' }, [field])).toBe('您无权作废。');
  });
});
