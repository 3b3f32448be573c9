import { refuse } from '#common/errors';
import type { Office } from '#core/access/grant.ts';
import type { Principal } from '#core/context';
import type { Reader } from '#db';
import { departmentTree } from './department-tree.ts';
import { asFlag, asText, asTextOrNull, asTexts } from './stored.ts';

/** One place a person works: roles in a company, or in the whole store for officers. */
export interface Membership {
  readonly company: string | null;
  readonly department: string | null;
  readonly roles: readonly string[];
}

/** A person as sign-in and doors know them. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly active: boolean;
  readonly memberships: readonly Membership[];
}

export interface Standing {
  readonly person: Person;
  readonly principal: Principal;
  /** The company worked in. */
  readonly company: string | null;
  readonly offices: readonly Office[];
}

export async function readPerson(reader: Reader, userId: string): Promise<Person | undefined> {
  const [row] = await reader.rows(`SELECT id, username, name, active, archived FROM "user" WHERE id = ?`, [userId]);
  if (row === undefined) return undefined;
  const memberships = await reader.rows(`SELECT company, department, roles FROM user__memberships WHERE parent_id = ? ORDER BY position`, [
    userId,
  ]);
  return {
    id: asText(row[0]),
    username: asText(row[1]),
    name: asText(row[2]),
    active: asFlag(row[3]) && !asFlag(row[4]),
    memberships: memberships.map((member) => ({
      company: asTextOrNull(member[0]),
      department: asTextOrNull(member[1]),
      roles: asTexts(member[2]),
    })),
  };
}

/**
 * The rights a person stands on in one company.
 * @param wanted the company asked for; the person's first one when left out
 * @throws PanshiError `forbidden` for a company the person does not work in
 */
export async function standingOf(reader: Reader, person: Person, wanted: string | undefined): Promise<Standing> {
  const company = companyOf(person, wanted);
  const here = person.memberships.filter((member) => member.company === null || member.company === company);
  const department = here.find((member) => member.company === company && member.department !== null)?.department ?? null;
  const roles = [...new Set(here.flatMap((member) => member.roles))];
  return {
    person,
    company,
    offices: await officesOf(reader, roles),
    principal: {
      kind: 'user',
      userId: person.id,
      name: person.username,
      roles,
      department,
      departments: department === null ? [] : await departmentsUnder(reader, department),
    },
  };
}

/** Companies a person works in, the default one first. */
export function companiesOf(person: Person): readonly string[] {
  return [...new Set(person.memberships.flatMap((member) => (member.company === null ? [] : [member.company])))];
}

/** What the companies are called, to people who work in them. @returns id → name */
export async function companyNames(reader: Reader, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  if (ids.length === 0) return {};
  const rows = await reader.rows(`SELECT id, name FROM company WHERE id IN (${ids.map(() => '?').join(', ')})`, [...ids]);
  return Object.fromEntries(rows.map((row) => [asText(row[0]), asText(row[1])]));
}

/** The currency that a company keeps its books in. @returns ISO 4217 */
export async function currencyOf(reader: Reader, company: string): Promise<string | undefined> {
  const [row] = await reader.rows('SELECT currency FROM company WHERE id = ?', [company]);
  return row === undefined ? undefined : asText(row[0]);
}

function companyOf(person: Person, wanted: string | undefined): string | null {
  const companies = companiesOf(person);
  if (wanted === undefined) return companies[0] ?? null;
  // One answer for companies that do not exist and companies of others.
  if (!companies.includes(wanted)) throw refuse('forbidden', '您不在该公司任职。', 'You do not work in that company.');
  return wanted;
}

export async function officesOf(reader: Reader, roles: readonly string[]): Promise<readonly Office[]> {
  if (roles.length === 0) return [];
  const rows = await reader.rows(
    `SELECT DISTINCT office FROM role WHERE name IN (${roles.map(() => '?').join(', ')}) AND archived = ? AND office <> 'none'`,
    [...roles, false],
  );
  return rows
    .map((row) => asText(row[0]))
    .filter((office): office is Office => office === 'system' || office === 'security' || office === 'audit');
}

/** Names of the roles that make these officers. */
export async function rolesOfOffices(reader: Reader, offices: readonly Office[]): Promise<readonly string[]> {
  const rows = await reader.rows(`SELECT name FROM role WHERE office IN (${offices.map(() => '?').join(', ')}) AND archived = ?`, [...offices, false]);
  return rows.map((row) => asText(row[0]));
}

async function departmentsUnder(reader: Reader, root: string): Promise<readonly string[]> {
  const rows = await reader.rows(`SELECT id, parent FROM department WHERE company_id = (SELECT company_id FROM department WHERE id = ?)`, [
    root,
  ]);
  return departmentTree(
    rows.map((row) => ({ id: asText(row[0]), parent: asTextOrNull(row[1]) })),
    root,
  );
}
