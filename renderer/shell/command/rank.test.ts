import { expect, it } from 'vitest';
import type { ApiObject } from '#common/api';
import { matchText } from '#renderer/language';
import type { NavGroup } from '../nav/nav-groups.ts';
import { pageCommands, recordCommand } from './entries.ts';
import { exactRecord, groupResults, looksLikeNumber, rankCommands } from './rank.ts';

const customer = { name: 'customer', kind: 'master', label: { zh: '客户', en: 'Customer' }, module: 'party', title: 'name', fields: [], children: [], states: {}, actions: [], can: ['read', 'create'] } satisfies ApiObject;
const groups: readonly NavGroup[] = [
  { place: 'sales', entries: [
    { kind: 'list', name: 'sales-order', label: { zh: '销售订单', en: 'Sales order' }, path: '/list/sales-order' },
    { kind: 'list', name: 'delivery', label: { zh: '销售出库单', en: 'Delivery' }, path: '/list/delivery' },
    { kind: 'report', name: 'receivable-ageing', label: { zh: '应收账龄', en: 'Receivable ageing' }, path: '/report/receivable-ageing' },
  ] },
  { place: 'party', entries: [{ kind: 'list', name: 'customer', label: customer.label, path: '/list/customer', creates: 'customer' }] },
];
const pages = pageCommands(groups, [], [customer], () => ({ zh: '销售', en: 'Sales' }));

function ids(query: string): readonly string[] {
  return rankCommands(query, pages, matchText).map(({ id }) => id);
}

it.each([
  ['kh', ['list:customer', 'new:customer', 'import:customer']],
  ['xjkh', ['new:customer']],
  ['销售', ['list:sales-order', 'list:delivery']],
  ['xsdd', ['list:sales-order']],
  ['yszl', ['report:receivable-ageing']],
  ['ageing', ['report:receivable-ageing']],
  ['new cus', ['new:customer']],
  ['zzz', []],
])('%s leads to %j', (query, wanted) => {
  expect(ids(query)).toEqual(wanted);
});

const found = (code: string | null, title: string) => ({ object: 'sales-order', id: code ?? title, title, code, state: null });

it('a number that was typed in full is the record with that number, whatever else was found', () => {
  const records = [found('SO-1996-000110', 'SO-1996-000110'), found('SO-1996-000011', 'SO-1996-000011')];
  expect(exactRecord('so-1996-000011', records)?.code).toBe('SO-1996-000011');
  expect(exactRecord('ＳＯ－1996－000011 ', records)?.code).toBe('SO-1996-000011');
  expect(exactRecord('so-1996', records)).toBeUndefined();
  expect(exactRecord('Alfreds', [found('A1', 'Alfreds'), found('A2', 'Alfreds')])).toBeUndefined();
});

it('waits for the host only where a number was typed', () => {
  expect(looksLikeNumber('SO-11')).toBe(true);
  expect(looksLikeNumber('１２')).toBe(true);
  expect(looksLikeNumber('客户')).toBe(false);
});

it('records stand behind pages, and before them when one is meant exactly', () => {
  const record = recordCommand(found('SO-1996-000011', 'SO-1996-000011'), { zh: '销售订单', en: 'Sales order' });
  expect(record.label.zh).toBe('SO-1996-000011');
  expect(groupResults(pages, [record], false).map(({ group }) => group)).toEqual(['page', 'record']);
  expect(groupResults(pages, [record], true).map(({ group }) => group)).toEqual(['record', 'page']);
});
