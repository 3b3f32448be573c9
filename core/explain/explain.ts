import type { AccessExplained } from '#common/api';
import { refuse, type Text } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import { Access, parseGrants, type Grant, type Grants } from '#core/access';
import { covering } from '#core/access/covering.ts';
import { grants } from '#core/access/levels.ts';
import { refusedInLog, type AuditLog } from '#core/audit';
import { readerOf, type Context } from '#core/context';
import { companiesOf, companyNames, normalUsername, officesOf, readPerson, standingOf, type Person } from '#core/identity';
import type { Registry } from '#core/registry';
import type { Reader, Store } from '#db';
import { findRecord, type RecordPlace } from './find-record.ts';
import { reviewRows, type ReviewRow } from './review.ts';
import { weighFields, weighVerbs, type Weighed } from './weigh.ts';

export interface ExplainParts {
  readonly store: Store;
  readonly audit: AuditLog;
  access(context: Context): Promise<Access>;
}

export interface AccessAsked {
  /** Id or user name. */
  readonly user: string;
  readonly object: string;
  /** Id, number or code. */
  readonly record?: string | undefined;
  /** The person's first one when left out. */
  readonly company?: string | undefined;
}

/** Which rule decides what a person sees: for who decides on rights and who reviews them. Each question is logged. */
export interface Explain {
  /** @throws PanshiError `forbidden`, `not_found` for an unknown person, object or record */
  explain(context: Context, asked: AccessAsked): Promise<AccessExplained>;
  /** Who holds which grants, row by row. @throws PanshiError `forbidden` */
  review(context: Context): Promise<AsyncIterable<ReviewRow>>;
}

interface NamedGrant {
  readonly role: string;
  readonly label: Text;
  readonly nth: number;
  readonly grant: Grant;
}

export function createExplain(parts: ExplainParts): Explain {
  const { store, audit } = parts;
  return {
    async explain(context, asked) {
      const registry = await admitted(parts, context, 'access.explain');
      const definition = registry.definition(asked.object);
      const person = await personOf(store.reader, asked.user);
      await log(store, audit, context, 'access.explain', { ...asked, user: person.username });
      const companies = companiesOf(person);
      const company = asked.company ?? companies[0] ?? null;
      const names = await companyNames(store.reader, [...companies, ...(company === null ? [] : [company])]);
      const place = asked.record === undefined ? undefined : await findRecord(store.reader, registry, definition, asked.record, company);
      const works = asked.company === undefined || companies.includes(asked.company);
      const standing = works ? await standingOf(store.reader, person, asked.company) : undefined;
      const named = standing === undefined || !person.active ? [] : await grantsOn(store.reader, registry, definition, standing.principal.roles);
      const access = new Access(registry, store.dialect, [{ [definition.name]: named.map(({ grant }) => grant) }]);
      const weighed = standing === undefined ? [] : await weigh(store.reader, access, definition, place, { ...context, principal: standing.principal, company });
      return {
        person: { id: person.id, username: person.username, name: person.name, active: person.active },
        company: company === null ? null : { id: company, name: names[company] ?? '' },
        companies: companies.map((id) => ({ id, name: names[id] ?? '' })),
        object: definition.name,
        record: place === undefined ? null : { id: place.id },
        obstacle: obstacleOf(person, standing?.principal.roles, isElsewhere(definition, place, company), weighed),
        grants: named.map(({ role, label, nth, grant }, index) => ({
          role, label, nth, can: [...grant.can], rows: grant.rows ?? 'all', covers: weighed[index]?.covers ?? null,
        })),
        verbs: weighVerbs(definition, weighed),
        fields: weighFields(access, definition, weighed),
      };
    },

    async review(context) {
      const registry = await admitted(parts, context, 'access.review');
      await log(store, audit, context, 'access.review', {});
      return reviewRows(store.reader, registry);
    },
  };
}

/** @returns the definitions as of now @throws PanshiError `forbidden` */
async function admitted(parts: ExplainParts, context: Context, event: 'access.explain' | 'access.review'): Promise<Registry> {
  await refusedInLog(parts, context, { event }, async () => {
    const offices = await officesOf(parts.store.reader, context.principal.roles);
    if (offices.includes('security') || offices.includes('audit')) return;
    throw refuse('forbidden', '只有安全管理员和审计管理员可以查看他人的权限。', 'Only the security and the audit administrator may look into the rights of others.');
  });
  return (await parts.access(context)).registry;
}

async function personOf(reader: Reader, named: string): Promise<Person> {
  const [row] = await reader.rows('SELECT id FROM "user" WHERE id = ? OR username = ?', [named, normalUsername(named)]);
  const person = row === undefined ? undefined : await readPerson(reader, String(row[0]));
  if (person === undefined) throw refuse('not_found', '没有这个用户。', 'There is no such user.');
  return person;
}

/** The grants on one object in a person's roles, role by role. */
async function grantsOn(reader: Reader, registry: Registry, { name }: ObjectDefinition, roles: readonly string[]): Promise<NamedGrant[]> {
  if (roles.length === 0) return [];
  const rows = await reader.rows(
    `SELECT name, label_zh, label_en, grants FROM "role" WHERE archived = ? AND name IN (${roles.map(() => '?').join(', ')}) ORDER BY name`,
    [false, ...roles],
  );
  return rows.flatMap(([role, zh, en, kept]) => {
    const all: Grants = kept === null || kept === undefined ? {} : parseGrants(JSON.parse(String(kept)), registry);
    const label = { zh: String(zh), en: String(en) };
    return [all[name] ?? []].flat().map((grant, index) => ({ role: String(role), label, nth: index + 1, grant }));
  });
}

/** The grants as they bear on the record, or on the object as a whole. */
async function weigh(
  reader: Reader, access: Access, definition: ObjectDefinition, place: RecordPlace | undefined, who: Context,
): Promise<Weighed[]> {
  const coverage = access.all(definition.name);
  if (place === undefined || coverage.length === 0) return coverage.map((one) => ({ coverage: one, covers: null }));
  const covers = await covering(reader, access, definition, place.id, coverage, readerOf(who));
  return coverage.map((one, index) => ({ coverage: one, covers: covers?.[index] ?? false }));
}

function obstacleOf(
  { active }: Person, roles: readonly string[] | undefined, elsewhere: boolean, weighed: readonly Weighed[],
): AccessExplained['obstacle'] {
  if (!active) return 'inactive';
  if (roles === undefined) return 'no-company';
  if (roles.length === 0) return 'no-role';
  if (weighed.length === 0) return 'not-named';
  if (elsewhere) return 'elsewhere';
  const bearing = weighed.filter(({ covers }) => covers !== false);
  if (bearing.length === 0) return 'not-covered';
  return bearing.some(({ coverage }) => grants(coverage.grant, 'read')) ? null : 'not-readable';
}

function isElsewhere({ belongs }: ObjectDefinition, place: RecordPlace | undefined, company: string | null): boolean {
  return place !== undefined && belongs !== 'store' && place.company !== company;
}

async function log(store: Store, audit: AuditLog, context: Context, event: string, after: Readonly<Record<string, unknown>>): Promise<void> {
  // What was asked about stands inside: under the record's own name it would be in that record's history.
  await store.write((transaction) => audit.append(transaction, context, { event, after }));
}
