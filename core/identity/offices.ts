import { refuse } from '#common/errors';
import type { Grants, Office } from '#core/access/grant.ts';
import type { RoleTemplate } from '#core/module';

/** What an office may have to do with at all: none of them reads business rows. */
const OFFICE_OBJECTS: Readonly<Record<Office, readonly string[]>> = {
  system: ['company', 'user', 'department', 'customisation'],
  security: ['company', 'user', 'department', 'role'],
  audit: [],
};

/** The three administrators 三员: separate people, none of whom reads business rows. */
export const OFFICE_ROLES: readonly RoleTemplate[] = [
  {
    name: 'system-administrator',
    label: { zh: '系统管理员', en: 'System administrator' },
    office: 'system',
    grants: {
      company: { can: ['read', 'create', 'update'] },
      department: { can: ['read', 'create', 'update'] },
      customisation: { can: ['read', 'create'] },
      user: { can: ['read', 'create', 'update'], fields: { 'memberships.*': 'read', '*': 'write' } },
    },
  },
  {
    name: 'security-administrator',
    label: { zh: '安全管理员', en: 'Security administrator' },
    office: 'security',
    grants: {
      company: { can: ['read'] },
      department: { can: ['read'] },
      role: { can: ['read', 'create', 'update'] },
      user: { can: ['read', 'update'], fields: { 'memberships.*': 'write', '*': 'read' } },
    },
  },
  {
    name: 'audit-administrator',
    label: { zh: '审计管理员', en: 'Audit administrator' },
    office: 'audit',
    // The log is no business object: the office itself opens it.
    grants: {},
  },
];

/**
 * Whether one person may hold these roles together.
 * @param roles every role of the person, in all companies, with its office
 * @throws PanshiError `rule` for two offices, or an office beside a business role
 */
export function requireSeparation(roles: readonly { readonly name: string; readonly office: Office | 'none' }[]): void {
  const offices = new Set(roles.map((role) => role.office).filter((office) => office !== 'none'));
  if (offices.size > 1) {
    throw refuse('rule', '三员分立：同一人不能担任两个管理职责。', 'One person cannot hold two administrative offices.', { fields: ['memberships'] });
  }
  if (offices.size === 1 && roles.some((role) => role.office === 'none')) {
    throw refuse('rule', '管理员不能同时持有业务角色。', 'An administrator cannot hold a business role as well.', { fields: ['memberships'] });
  }
}

/**
 * @throws PanshiError `rule` when an office would reach objects that are not its own
 */
export function requireOfficeGrants(office: Office | 'none', grants: Grants): void {
  if (office === 'none') {
    // Rights over rights belong to the security administrator alone.
    const reaches = Object.entries(grants).some(([object, given]) =>
      (object === 'role' || object === 'user') && [given].flat().some((grant) => grant.can.some((verb) => verb !== 'read')));
    if (reaches) {
      throw refuse('rule', '业务角色不能管理用户或角色。', 'A business role cannot manage users or roles.', { fields: ['grants'] });
    }
    return;
  }
  const foreign = Object.keys(grants).filter((object) => !OFFICE_OBJECTS[office].includes(object));
  if (foreign.length > 0) {
    throw refuse('rule', `管理员角色不能访问：${foreign.join('、')}。`, `An administrator's role cannot reach: ${foreign.join(', ')}.`, {
      fields: ['grants'],
    });
  }
}
