import type { Text } from '#common/errors';
import { parseGrants, type Grant } from '#core/access';
import { companiesOf, companyNames, readPerson, type Person } from '#core/identity';
import type { Registry } from '#core/registry';
import type { Reader } from '#db';

/** One grant that one person holds in one place. */
export interface ReviewRow {
  readonly username: string;
  readonly name: string;
  readonly active: boolean;
  /** Empty for an office, which is held in the whole store. */
  readonly company: string;
  readonly role: string;
  readonly roleLabel: Text;
  /** Empty where a role grants nothing, or nobody knows it any more. */
  readonly object: string;
  readonly objectLabel: Text;
  readonly can: readonly string[];
  readonly rows: Grant['rows'];
  readonly fields: Grant['fields'];
}

interface RoleHeld {
  readonly label: Text;
  readonly grants: readonly { readonly object: string; readonly label: Text; readonly grant: Grant }[];
}

const NOTHING: Text = { zh: '', en: '' };

/** All people, also those who left, with every grant of every role they hold. */
export async function* reviewRows(reader: Reader, registry: Registry): AsyncIterable<ReviewRow> {
  const roles = await rolesOf(reader, registry);
  for (const [id] of await reader.rows('SELECT id FROM "user" ORDER BY username')) {
    const person = await readPerson(reader, String(id));
    if (person !== undefined) yield* rowsOf(person, roles, await companyNames(reader, companiesOf(person)));
  }
}

function* rowsOf(person: Person, roles: ReadonlyMap<string, RoleHeld>, companies: Readonly<Record<string, string>>): Iterable<ReviewRow> {
  const { username, name, active, memberships } = person;
  for (const { company, roles: held } of memberships) {
    const place = company === null ? '' : (companies[company] ?? '');
    for (const role of held) {
      const known = roles.get(role);
      const who = { username, name, active, company: place, role, roleLabel: known?.label ?? NOTHING };
      const none = { object: '', objectLabel: NOTHING, can: [], rows: undefined, fields: undefined };
      if (known === undefined || known.grants.length === 0) yield { ...who, ...none };
      else for (const { object, label, grant } of known.grants) yield { ...who, object, objectLabel: label, can: grant.can, rows: grant.rows ?? 'all', fields: grant.fields };
    }
  }
}

async function rolesOf(reader: Reader, registry: Registry): Promise<ReadonlyMap<string, RoleHeld>> {
  const rows = await reader.rows('SELECT name, label_zh, label_en, grants FROM "role" WHERE archived = ?', [false]);
  return new Map(rows.map(([name, zh, en, kept]) => {
    const all = kept === null || kept === undefined ? {} : parseGrants(JSON.parse(String(kept)), registry);
    const grants = registry.definitions.flatMap(({ name: object, label }) => [all[object] ?? []].flat().map((grant) => ({ object, label, grant })));
    return [String(name), { label: { zh: String(zh), en: String(en) }, grants }];
  }));
}
