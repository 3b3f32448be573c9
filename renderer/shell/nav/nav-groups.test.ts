import { expect, it } from 'vitest';
import type { ApiObject } from '#common/api';
import { navGroups } from './nav-groups.ts';

const same = (module: string): string => module;

function object(name: string, module: string, kind: string, more: Partial<ApiObject> = {}): ApiObject {
  return { name, module, kind, label: { zh: name, en: name }, title: 'name', fields: [], children: [], states: {}, actions: [], can: ['read'], ...more };
}

const stage = { name: 'stage', type: 'choice', label: { zh: '阶段', en: 'Stage' }, level: 'read', writable: [], required: false, options: {} } as const;

it('shows modules in the order of the trade, and in each documents before masters before ledgers before reports', () => {
  const groups = navGroups({
    objects: [
      object('account', 'finance', 'master'), object('ledger-balance', 'finance', 'ledger'), object('voucher', 'finance', 'document'), object('sales-order', 'sales', 'document'),
    ],
    reports: [{ name: 'trial-balance', label: { zh: '试算平衡表', en: 'Trial balance' }, module: 'finance', params: [], reads: [], latest: null, drill: null }],
    settings: [],
  }, ['sales', 'finance'], same);
  expect(groups.map(({ place }) => place)).toEqual(['sales', 'finance']);
  expect(groups[1]?.entries.map(({ name }) => name)).toEqual(['voucher', 'account', 'ledger-balance', 'trial-balance']);
});

it('leaves out what may not be read, and modules with nothing in them', () => {
  const groups = navGroups({ objects: [object('payment', 'purchasing', 'document', { can: ['create'] })], reports: [], settings: [] }, ['purchasing'], same);
  expect(groups).toEqual([]);
});

it('offers a new one where the reader may make it, and a board where a document goes through stages', () => {
  const groups = navGroups({
    objects: [object('opportunity', 'crm', 'document', { can: ['read', 'create'], fields: [{ ...stage, writable: [] }] }), object('quote', 'crm', 'document')], reports: [], settings: [],
  }, ['crm'], same);
  expect(groups[0]?.entries).toMatchObject([{ kind: 'list', name: 'opportunity', creates: 'opportunity' }, { kind: 'board', name: 'opportunity', path: '/board/opportunity' }, { kind: 'list', name: 'quote' }]);
  expect(groups[0]?.entries[2]).not.toHaveProperty('creates');
});

it('puts a module that nobody has ordered at the end', () => {
  const groups = navGroups({ objects: [object('ticket', 'service', 'document'), object('sales-order', 'sales', 'document')], reports: [], settings: [] }, ['sales'], same);
  expect(groups.map(({ place }) => place)).toEqual(['sales', 'service']);
});

it('leaves lists out that settings stand for, and the platform\'s records of which one merely sees the names', () => {
  const people = object('user', 'organisation', 'platform', { can: ['read', 'update'] });
  const settings = [{ name: 'users', label: { zh: '用户与任职', en: 'People' }, object: 'user' }];
  const [officer] = navGroups({ objects: [people], reports: [], settings }, [], same);
  expect(officer?.entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['settings users']);
  expect(navGroups({ objects: [object('user', 'organisation', 'platform')], reports: [], settings: [] }, [], same)).toEqual([]);
});
