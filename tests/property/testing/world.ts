import type { JsonValue } from '#common/fields';
import { CHILD, fieldsIn, OBJECTS, poolOf, type ObjectName } from './fields.ts';
import type { Tape } from './tape.ts';

export type Values = Record<string, JsonValue>;

/** A stored record: what its columns hold. */
export interface WorldRow {
  readonly object: ObjectName;
  readonly id: string;
  readonly values: Values;
  readonly children: readonly Values[];
}

/** All rows of the three objects, in the order in which they can be stored. */
export type World = readonly WorldRow[];

export const HOME = uuid(1, 1);
export const OTHER = uuid(1, 2);
export const READER = uuid(2, 1);
export const COLLEAGUE = uuid(2, 2);
export const DEPARTMENTS = [uuid(3, 1), uuid(3, 2), uuid(3, 3)] as const;

const KINDS: Readonly<Record<ObjectName, number>> = { client: 16, job: 17, visit: 18 };
const MOST: Readonly<Record<ObjectName, number>> = { client: 5, job: 5, visit: 4 };

/** @param kind from 0 to 255 */
export function uuid(kind: number, n: number): string {
  return `00000000-0000-7${kind.toString(16).padStart(3, '0')}-8000-${n.toString(16).padStart(12, '0')}`;
}

/** @param run sets the ids apart from those of other runs: the log keeps their entries for ever */
export function makeWorld(tape: Tape, run: number): World {
  const rows: WorldRow[] = [];
  for (const object of OBJECTS) {
    const many = 1 + tape.upTo(MOST[object]);
    for (let n = 0; n < many; n += 1) rows.push(makeRow(tape, rows, object, uuid(KINDS[object], run * 64 + n)));
  }
  return rows;
}

/** @param before rows that links may point at */
export function makeRow(tape: Tape, before: World, object: ObjectName, id: string): WorldRow {
  const values: Values = { id, companyId: tape.once(7) ? OTHER : HOME, version: 1 + tape.upTo(3) };
  for (const field of Object.keys(fieldsIn(object))) values[field] ??= tape.one(candidates(before, object, field, id));
  values['version'] = 1;
  const child = CHILD[object];
  const children: Values[] = [];
  const many = child === undefined ? 0 : tape.upTo(4);
  for (let position = 1; position <= many; position += 1) {
    const row: Values = { id: `${id.slice(0, 9)}${position.toString(16).padStart(4, '0')}${id.slice(13)}`, parentId: id, position };
    for (const field of Object.keys(fieldsIn(`${object}.${child}`)))
      row[field] ??= tape.one(candidates(before, `${object}.${child}`, field));
    children.push(row);
  }
  return { object, id, values, children };
}

/** What a cell may hold in this world. @param id of its record; a number is that of one record only */
export function candidates(world: World, table: string, field: string, id = ''): readonly JsonValue[] {
  switch (field) {
    case 'number':
      return [null, ...[2025, 2026].map((year) => `JB-${year}-${id.slice(15, 18)}${id.slice(-6)}`)];
    case 'ownerId':
    case 'createdBy':
    case 'updatedBy':
      return [READER, COLLEAGUE, null];
    case 'departmentId':
      return [...DEPARTMENTS, null];
    case 'state':
      return table === 'job' ? ['draft', 'done', 'shelved'] : ['active'];
    case 'referrer':
    case 'client':
    case 'supplier':
      return [null, ...idsOf(world, 'client')];
    case 'job':
      return [null, ...idsOf(world, 'job')];
    default:
      return poolOf(field);
  }
}

export function idsOf(world: World, object: ObjectName): string[] {
  return world.filter((row) => row.object === object).map((row) => row.id);
}

export function rowOf(world: World, id: JsonValue | undefined): WorldRow | undefined {
  return world.find((row) => row.id === id);
}

/** Rows that come earlier in the order of storing: where this row's links may lead. */
export function before(world: World, row: WorldRow): World {
  return world.slice(
    0,
    world.findIndex((other) => other.id === row.id),
  );
}
