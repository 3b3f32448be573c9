import type { ApiObject } from '#common/api';
import type { Text } from '#common/errors';

/** What decides which settings a person is shown; the host decides what they may do there. */
export interface SettingsReader {
  readonly roles: readonly string[];
  can(object: string, action: string): boolean;
  readonly objects: readonly ApiObject[];
}

/** One page of settings, in the navigation and in the command box. */
export interface SettingsSection {
  /** In its address: `/settings/roles`. */
  readonly name: string;
  readonly label: Text;
  /** The object that people see to there instead of in a list. */
  readonly object?: string;
  shown(reader: SettingsReader): boolean;
}

/** People who decide something about an object, not those who merely see its names beside documents. */
function changes(reader: SettingsReader, object: string): boolean {
  return reader.can(object, 'create') || reader.can(object, 'update');
}

export const SECTIONS: readonly SettingsSection[] = [
  { name: 'users', label: { zh: '用户与任职', en: 'People' }, object: 'user', shown: (reader) => changes(reader, 'user') },
  { name: 'departments', label: { zh: '部门结构', en: 'Departments' }, object: 'department', shown: (reader) => changes(reader, 'department') },
  { name: 'roles', label: { zh: '角色与权限', en: 'Roles and rights' }, object: 'role', shown: (reader) => changes(reader, 'role') },
  { name: 'companies', label: { zh: '公司与账套', en: 'Companies' }, object: 'company', shown: (reader) => changes(reader, 'company') },
  { name: 'numbering', label: { zh: '单据编号', en: 'Numbering' }, shown: (reader) => mayCustomise(reader) },
  { name: 'fields', label: { zh: '自定义字段', en: 'Own fields' }, object: 'customisation', shown: (reader) => mayCustomise(reader) },
  { name: 'posting-rules', label: { zh: '记账规则设置', en: 'Posting setup' }, object: 'posting-rule', shown: (reader) => reader.can('posting-rule', 'read') },
  { name: 'access', label: { zh: '权限解释', en: 'Explain access' }, shown: ({ roles }) => roles.includes('security-administrator') || roles.includes('audit-administrator') },
  { name: 'audit', label: { zh: '审计日志', en: 'Audit log' }, shown: (reader) => reader.roles.includes('audit-administrator') },
  { name: 'about', label: { zh: '关于', en: 'About' }, shown: () => true },
];

/** Customisations are written by a call of their own: the system administrator has no verb on their records but reading. */
function mayCustomise(reader: SettingsReader): boolean {
  return reader.can('customisation', 'read');
}
