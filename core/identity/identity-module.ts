import { refuse } from '#common/errors';
import type { RecordOf } from '#common/objects';
import type { Office } from '#core/access/grant.ts';
import { parseGrants } from '#core/access/parse-grants.ts';
import { beforeSave, type Module, type SaveHook } from '#core/module';
import { invalid, type Form } from '#core/records/invalid.ts';
import type { Program, Work } from '#core/records/work.ts';
import type { Registry } from '#core/registry';
import { departmentTree } from './department-tree.ts';
import { Company, Department, Employee, Role, User } from './objects.ts';
import { OFFICE_ROLES, requireOfficeGrants, requireSeparation } from './offices.ts';
import { isUsername, normalUsername } from './attempt.ts';

const PROGRAM: Program = { name: 'identity', may: { user: ['read'], role: ['read'], department: ['read'], company: ['read'] } };

/**
 * People, roles, departments and companies, with the rules that keep rights apart.
 * @param registry as of now: a role's grants are held against the objects and fields there are
 */
export function identityModule(registry: () => Registry): Module {
  return {
    name: 'identity',
    objects: [Company, Department, User, Role, Employee],
    roles: OFFICE_ROLES,
    hooks: [userHook(), roleHook(registry), departmentHook()],
  };
}

function userHook(): SaveHook {
  return beforeSave(User, PROGRAM, async (work, next, before) => {
    const username = normalUsername(next.username);
    if (!isUsername(username)) {
      throw fieldProblem(User, 'username', '只能用字母、汉字、数字和 . _ -，以字母或数字开头', 'takes letters, digits and . _ - and begins with a letter or digit');
    }
    const granted = rolesOf(next);
    if (before !== undefined && work.context.principal.userId === next.id && !sameMemberships(before, next)) {
      throw refuse('forbidden', '不能给自己授权。', 'Nobody grants rights to oneself.', { fields: ['memberships'] });
    }
    const roles = await namedRoles(work, granted);
    requireSeparation(roles);
    await requireSoundMemberships(work, next, roles);
    if (before !== undefined) await requireOfficersLeft(work, before, next);
    return before === undefined ? { username } : undefined;
  });
}

function roleHook(registry: () => Registry): SaveHook {
  return beforeSave(Role, PROGRAM, async (work, next, before) => {
    requireOfficeGrants(next.office, parseGrants(next.grants, registry()));
    if (before !== undefined) await requireOfficeKept(work, before, next);
    const { userId } = work.context.principal;
    if (before === undefined || userId === null) return;
    const actor = await work.first(User, { id: userId });
    if (actor !== undefined && rolesOf(actor).includes(next.name)) {
      throw refuse('forbidden', '不能修改自己持有的角色。', 'Nobody changes a role that one holds.', { fields: ['grants'] });
    }
  });
}

function departmentHook(): SaveHook {
  return beforeSave(Department, PROGRAM, async (work, next) => {
    if (next.parent === null) return;
    const all = await work.list(Department, { where: {} });
    const ring = departmentTree(all.filter(({ id }) => id !== next.id), next.id).includes(next.parent);
    if (ring) throw fieldProblem(Department, 'parent', '上级部门不能是本部门或其下级', 'cannot be the department itself or one below it');
  });
}

/** Role names of all memberships. */
export function rolesOf(user: RecordOf<typeof User>): readonly string[] {
  return [...new Set(user.memberships.flatMap((member) => roleNames(member.roles)))];
}

function roleNames(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((name): name is string => typeof name === 'string')) return value;
  throw fieldProblem(User, 'memberships', '角色应为角色名称的列表', 'has roles that are not a list of role names');
}

async function namedRoles(work: Work, names: readonly string[]): Promise<readonly { name: string; office: Office | 'none' }[]> {
  if (names.length === 0) return [];
  const found = await work.list(Role, { where: { name: names, archived: false } });
  const missing = names.filter((name) => !found.some((role) => role.name === name));
  if (missing.length > 0) throw fieldProblem(User, 'memberships', `没有角色 ${missing.join('、')}`, `names no role: ${missing.join(', ')}`);
  return found.map(({ name, office }) => ({ name, office }));
}

async function requireSoundMemberships(
  work: Work,
  user: RecordOf<typeof User>,
  roles: readonly { readonly office: Office | 'none' }[],
): Promise<void> {
  const companies = user.memberships.map((member) => member.company);
  if (new Set(companies).size < companies.length) {
    throw fieldProblem(User, 'memberships', '同一公司只能有一条任职', 'has a company twice');
  }
  if (companies.includes(null) && roles.some((role) => role.office === 'none')) {
    throw fieldProblem(User, 'memberships', '业务角色须指明公司', 'gives a business role without a company');
  }
  for (const member of user.memberships) {
    if (member.company !== null && (await work.first(Company, { id: member.company })) === undefined) {
      throw fieldProblem(User, 'memberships', '没有该公司', 'names no company');
    }
    if (member.department === null) continue;
    const department = await work.as(PROGRAM).first(Department, { id: member.department });
    if (department === undefined || department.companyId !== member.company) {
      throw fieldProblem(User, 'memberships', '部门不属于该公司', 'has a department of another company');
    }
  }
}

/** The last active holder of an office can neither leave it nor be made inactive. */
async function requireOfficersLeft(work: Work, before: RecordOf<typeof User>, next: RecordOf<typeof User>): Promise<void> {
  if (!before.active || before.archived) return;
  const staying = next.active && !next.archived ? rolesOf(next) : [];
  const left = rolesOf(before).filter((role) => !staying.includes(role));
  if (left.length === 0) return;
  const offices = await work.list(Role, { where: { name: left } });
  const given = offices.filter((role) => role.office !== 'none');
  if (given.length === 0) return;
  const others = (await work.list(User, { where: { active: true, archived: false } })).filter(({ id }) => id !== next.id);
  for (const role of given) {
    if (!others.some((other) => rolesOf(other).includes(role.name))) {
      throw refuse('rule', `至少要有一名${role.labelZh}。`, `There must be a ${role.labelEn.toLowerCase()}.`, { fields: ['memberships'] });
    }
  }
}

/** An archived role opens nothing: nobody empties an office by putting away the role of who holds it, the auditor's for one. */
async function requireOfficeKept(work: Work, before: RecordOf<typeof Role>, next: RecordOf<typeof Role>): Promise<void> {
  if (next.office === 'none' || before.archived || !next.archived) return;
  const holders = (await work.list(User, { where: { active: true, archived: false } })).filter((user) => rolesOf(user).includes(next.name));
  if (holders.length === 0) return;
  throw refuse('rule', `有人担任${next.labelZh}，不能归档这个角色。`, `Somebody is ${next.labelEn.toLowerCase()}: this role cannot be archived.`, { fields: ['archived'] });
}

function sameMemberships(before: RecordOf<typeof User>, next: RecordOf<typeof User>): boolean {
  const written = (user: RecordOf<typeof User>) =>
    JSON.stringify(user.memberships.map(({ company, department, roles }) => [company, department, [...roleNames(roles)].sort()]));
  return written(before) === written(next);
}

function fieldProblem(form: Form, field: string, zh: string, en: string) {
  return invalid(form, { [field]: { zh, en } });
}
