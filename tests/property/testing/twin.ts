import type { JsonValue } from '#common/fields';
import { CHILD, fieldsIn, OBJECTS } from './fields.ts';
import { mask, PLAIN, type Oracle, type Seen } from './oracle.ts';
import type { Tape } from './tape.ts';
import { before, candidates, makeRow, rowOf, uuid, type Values, type World, type WorldRow } from './world.ts';

export interface Twin {
  readonly world: World;
  /** How many cells hold another value. */
  readonly changed: number;
}

/**
 * The same world with other values in cells that the person may not see, and with further rows out of the person's reach. Which grant
 * reaches which row stays as it was.
 * @param run sets the ids of the further rows apart
 */
export function twinOf(tape: Tape, world: World, oracle: Oracle, run: number): Twin {
  const twin: WorldRow[] = world.map((row) => ({
    ...row,
    values: { ...row.values },
    children: row.children.map((child) => ({ ...child })),
  }));
  const membership = oracle.membership(world);
  let changed = 0;
  const vary = (row: WorldRow, table: string, values: Values, field: string): void => {
    const old = values[field] ?? null;
    const seen = oracle.cell(rowOf(world, row.id) ?? row, world, table, field);
    if (seen === 'open' || PLAIN.has(field)) return;
    const written = oracle.writes(rowOf(world, row.id) ?? row, world);
    const others = candidates(before(twin, row), table, field, row.id).filter(
      (value) => value !== old && alike(seen, table, field, old, value) && !(written && decidesWrites(field, old, value)),
    );
    if (others.length === 0) return;
    values[field] = tape.one(others);
    if (oracle.membership(twin) === membership) changed += 1;
    else values[field] = old;
  };
  for (const row of twin) {
    for (const field of Object.keys(fieldsIn(row.object))) vary(row, row.object, row.values, field);
    const table = `${row.object}.${CHILD[row.object]}`;
    for (const values of row.children) for (const field of Object.keys(fieldsIn(table))) vary(row, table, values, field);
  }
  return { world: [...twin, ...further(tape, twin, oracle, run)].toSorted(byObject), changed };
}

/** What a writer is told by whether the writing is accepted, and by the number it gives: declared exceptions, see the test. */
function decidesWrites(field: string, old: JsonValue, value: JsonValue): boolean {
  switch (field) {
    case 'state':
      return old === 'draft' || value === 'draft';
    case 'number':
      return old === null || value === null;
    case 'date':
      return String(old).slice(0, 4) !== String(value).slice(0, 4);
    default:
      return false;
  }
}

function alike(seen: Seen, table: string, field: string, old: JsonValue, value: JsonValue): boolean {
  if (seen === 'hidden') return true;
  return old !== null && value !== null && mask(table, field, old) === mask(table, field, value);
}

/** Rows that no grant reaches. */
function further(tape: Tape, world: World, oracle: Oracle, run: number): WorldRow[] {
  const made: WorldRow[] = [];
  for (let n = 0; n < tape.upTo(4); n += 1) {
    const object = tape.one(OBJECTS);
    const row = makeRow(tape, world, object, uuid(32 + OBJECTS.indexOf(object), run * 64 + n));
    const all = [...world, row];
    if (!oracle.reached(row, all)) made.push(row);
  }
  return made;
}

function byObject(a: WorldRow, b: WorldRow): number {
  return OBJECTS.indexOf(a.object) - OBJECTS.indexOf(b.object);
}
