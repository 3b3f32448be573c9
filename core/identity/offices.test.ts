import { expect, it } from 'vitest';
import { departmentTree } from './department-tree.ts';
import { OFFICE_ROLES, requireOfficeGrants, requireSeparation } from './offices.ts';

const clerk = { name: 'clerk', office: 'none' } as const;
const system = { name: 'system-administrator', office: 'system' } as const;
const security = { name: 'security-administrator', office: 'security' } as const;

it('lets nobody hold two offices, or an office beside a business role', () => {
  expect(() => requireSeparation([system])).not.toThrow();
  expect(() => requireSeparation([clerk, { ...clerk, name: 'buyer' }])).not.toThrow();
  expect(() => requireSeparation([system, security])).toThrow(/two administrative offices/);
  expect(() => requireSeparation([system, clerk])).toThrow(/business role/);
});

it('keeps offices away from business rows, and business roles away from rights', () => {
  for (const { office, grants } of OFFICE_ROLES) expect(() => requireOfficeGrants(office ?? 'none', grants)).not.toThrow();
  expect(() => requireOfficeGrants('system', { customer: { can: ['read'] } })).toThrow(/customer/);
  expect(() => requireOfficeGrants('audit', { user: { can: ['read'] } })).toThrow(/user/);
  expect(() => requireOfficeGrants('none', { role: { can: ['update'] } })).toThrow(/cannot manage/);
  expect(() => requireOfficeGrants('none', { user: [{ can: ['read'] }] })).not.toThrow();
});

it('walks a department tree, even one bent into a ring', () => {
  const list = [
    { id: 'a', parent: 'c' },
    { id: 'b', parent: 'a' },
    { id: 'c', parent: 'b' },
    { id: 'd', parent: 'a' },
    { id: 'x', parent: null },
  ];
  expect([...departmentTree(list, 'a')].sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(departmentTree(list, 'x')).toEqual(['x']);
});
