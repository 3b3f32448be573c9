import { expect, it } from 'vitest';
import type { ApiOutline } from '#common/api';
import { entryOf, recordName, valueLines } from './entry.ts';

const label = (zh: string) => ({ zh, en: zh });
const order = {
  name: 'sales-order', fields: [{ name: 'city', label: label('城市') }], children: [{ name: 'lines', label: label('明细'), fields: [{ name: 'price', label: label('单价') }] }],
} as unknown as ApiOutline;

it('tells what changed, field by field in its own words, and nothing of what did not', () => {
  const entry = entryOf({
    seq: 3, event: 'update', ok: true, before: { city: '上海', version: 1, lines: [{ id: 'a', price: '1.00' }] }, after: { city: '北京', version: 1, lines: [{ id: 'a', price: '2.00' }] },
  });
  expect(valueLines(entry, order, 'zh')).toEqual([
    { path: 'city', label: label('城市'), before: '上海', after: '北京' },
    { path: 'lines', label: label('明细'), before: '单价 1.00', after: '单价 2.00' },
  ]);
});

it('reads entries without values or object', () => {
  const entry = entryOf({ seq: 1, event: 'session.sign-in', name: 'x', after: { username: 'x' }, ok: false, reason: 'forbidden', requestId: 'r' });
  expect(valueLines(entry, undefined, 'en')).toEqual([{ path: 'username', label: label('username'), before: '', after: 'x' }]);
  expect(entry).toMatchObject({ ok: false, user: null, facts: [{ name: 'request', value: 'r' }] });
});

it('says choices and yes or no in words, and names the record of an entry where the entry tells', () => {
  const states = { ...order, fields: [{ name: 'state', label: label('状态'), values: { draft: { zh: '草稿', en: 'Draft' }, posted: { zh: '已过账', en: 'Posted' } } }] } as unknown as ApiOutline;
  const entry = entryOf({ seq: 4, event: 'post', ok: true, before: { state: 'draft', archived: false }, after: { state: 'posted', archived: true, number: 'SO-7' } });
  expect(valueLines(entry, states, 'zh').map(({ before, after }) => [before, after])).toEqual([['草稿', '已过账'], ['否', '是'], ['', 'SO-7']]);
  expect(recordName(entry)).toBe('SO-7');
  expect(recordName({ before: { username: 'wang.wu', name: '王五' }, after: null })).toBe('wang.wu');
  expect(recordName({ before: null, after: { quantity: '1' } })).toBe('');
});
