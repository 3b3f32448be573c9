import type { FieldLevel, Grant, Grants, RowScope, Verb } from '#core/access';
import { CHILD, fieldsIn, OBJECTS, type ObjectName } from './fields.ts';
import type { Tape } from './tape.ts';
import { rowOf, type World, type WorldRow } from './world.ts';

/** The person who asks, as far as rows are decided by it. */
export interface Person {
  readonly id: string;
  readonly department: string | null;
  readonly departments: readonly string[];
}

/** A row scope in two tellings: as the product gets it, and as plain code that decides the same. */
export interface Scope {
  readonly rows: RowScope;
  /** Fields of the row that the scope reads, which its grant must therefore let read. */
  readonly reads: readonly string[];
  holds(row: WorldRow, world: World, person: Person): boolean;
}

export interface WrittenGrant {
  readonly object: ObjectName;
  readonly can: readonly Verb[];
  readonly scope: Scope;
  readonly fields: Readonly<Record<string, FieldLevel>> | undefined;
}

/** One role. */
export type WrittenRole = readonly WrittenGrant[];

const ownedBy = (row: WorldRow | undefined, person: Person): boolean => row !== undefined && row.values['ownerId'] === person.id;
const inTree = (row: WorldRow | undefined, person: Person): boolean => person.departments.includes(String(row?.values['departmentId']));
const linked = (row: WorldRow | undefined, field: string, world: World): WorldRow | undefined => rowOf(world, row?.values[field]);
const figure = (row: WorldRow, field: string): number => Number(row.values[field] ?? Number.NaN);

const EVERYWHERE: readonly Scope[] = [
  { rows: 'all', reads: [], holds: () => true },
  { rows: 'own', reads: [], holds: (row, _world, person) => ownedBy(row, person) },
  {
    rows: 'department',
    reads: [],
    holds: (row, _world, person) => person.department !== null && row.values['departmentId'] === person.department,
  },
  { rows: 'departmentTree', reads: [], holds: (row, _world, person) => inTree(row, person) },
];

function when(condition: string, reads: readonly string[], holds: Scope['holds']): Scope {
  return { rows: { when: condition }, reads, holds };
}

const CONDITIONS: Readonly<Record<ObjectName, readonly Scope[]>> = {
  client: [
    when('grade == "a"', ['grade'], (row) => row.values['grade'] === 'a'),
    when('grade != "a"', ['grade'], (row) => row.values['grade'] !== 'a'),
    when('limit > 99.99', ['limit'], (row) => figure(row, 'limit') > 99.99),
    when('vip || rank >= 3', ['vip', 'rank'], (row) => row.values['vip'] === true || figure(row, 'rank') >= 3),
    when('since < "2026-01-01"', ['since'], (row) => row.values['since'] !== null && String(row.values['since']) < '2026-01-01'),
    when('referrer.ownerId == reader.id', [], (row, world, person) => ownedBy(linked(row, 'referrer', world), person)),
    when('ownerId == reader.id || grade == "c"', ['grade'], (row, _world, person) => ownedBy(row, person) || row.values['grade'] === 'c'),
    when(
      'name.startsWith("G") && !(vip)',
      ['name', 'vip'],
      (row) => String(row.values['name']).startsWith('G') && row.values['vip'] !== true,
    ),
  ],
  job: [
    when('client.ownerId == reader.id', [], (row, world, person) => ownedBy(linked(row, 'client', world), person)),
    when('!(client.ownerId == reader.id)', [], (row, world, person) => !ownedBy(linked(row, 'client', world), person)),
    when('client.departmentId in reader.departments', [], (row, world, person) => inTree(linked(row, 'client', world), person)),
    when('client.referrer.ownerId == reader.id', [], (row, world, person) =>
      ownedBy(linked(linked(row, 'client', world), 'referrer', world), person),
    ),
    when('state == "draft"', ['state'], (row) => row.values['state'] === 'draft'),
    when('cost > 50.00', ['cost'], (row) => figure(row, 'cost') > 50),
    when(
      'date >= "2026-01-01" && ownerId != null',
      ['date'],
      (row) => String(row.values['date']) >= '2026-01-01' && row.values['ownerId'] !== null,
    ),
  ],
  visit: [
    when('job.ownerId == reader.id', [], (row, world, person) => ownedBy(linked(row, 'job', world), person)),
    when('job.client.ownerId == reader.id', [], (row, world, person) =>
      ownedBy(linked(linked(row, 'job', world), 'client', world), person),
    ),
    when('rating > 2', ['rating'], (row) => figure(row, 'rating') > 2),
    when(
      'rating == null || ownerId == reader.id',
      ['rating'],
      (row, _world, person) => row.values['rating'] === null || ownedBy(row, person),
    ),
  ],
};

const LEVELS: readonly FieldLevel[] = ['read', 'none', 'write', 'masked'];
const VERBS: readonly Verb[] = ['update', 'create', 'delete', 'export'];

export function makeRole(tape: Tape): WrittenRole {
  return OBJECTS.flatMap((object) => Array.from({ length: tape.once(5) ? 0 : 1 + (tape.once(3) ? 1 : 0) }, () => makeGrant(tape, object)));
}

function makeGrant(tape: Tape, object: ObjectName): WrittenGrant {
  const scope = tape.one([...EVERYWHERE, ...EVERYWHERE, ...CONDITIONS[object]]);
  const can: Verb[] = tape.once(8) ? [] : ['read'];
  for (const verb of VERBS) if (tape.once(2)) can.push(verb);
  if (object === 'job' && tape.once(2)) can.push(tape.one<Verb>(['action:finish', 'action:touch', 'action:*']));
  if (can.length === 0) can.push('update');
  if (tape.once(6)) return { object, can, scope, fields: undefined };
  const fields: Record<string, FieldLevel> = tape.once(4) ? {} : { '*': tape.one(LEVELS) };
  const child = CHILD[object];
  if (child !== undefined && tape.once(2)) fields[`${child}.*`] = tape.one(LEVELS);
  const own = Object.keys(fieldsIn(object));
  const rows = child === undefined ? [] : Object.keys(fieldsIn(`${object}.${child}`)).map((name) => `${child}.${name}`);
  for (const name of tape.some([...own, ...rows], 8)) fields[name] = tape.one(LEVELS);
  for (const name of scope.reads) if (fields[name] !== 'write') fields[name] = 'read';
  return { object, can, scope, fields };
}

/** The role as the product takes it. */
export function grantsOf(role: WrittenRole): Grants {
  const grants: Record<string, Grant[]> = {};
  for (const { object, can, scope, fields } of role) (grants[object] ??= []).push({ can, rows: scope.rows, ...(fields ? { fields } : {}) });
  return grants;
}
