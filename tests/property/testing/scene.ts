import fc from 'fast-check';
import { makeRole, type Person, type WrittenRole } from './grants.ts';
import { Oracle } from './oracle.ts';
import { makePast, type PastEntry } from './past.ts';
import { tape, type Tape } from './tape.ts';
import { DEPARTMENTS, makeWorld, READER, type World } from './world.ts';

/** One case: a reader with roles, and the records there are. */
export interface Scene {
  readonly roles: readonly WrittenRole[];
  readonly person: Person;
  readonly oracle: Oracle;
  readonly world: World;
  readonly past: readonly PastEntry[];
}

export interface Tapes {
  readonly roles: Tape;
  readonly rows: Tape;
  readonly twin: Tape;
  readonly asking: Tape;
}

/** Tapes of their own, so that a simpler choice in one leaves the others as they are. */
export const tapes: fc.Arbitrary<Tapes> = fc.record({ roles: tape(120), rows: tape(400), twin: tape(200), asking: tape(300) });

export function makeScene({ roles: roleTape, rows }: Tapes, run: number, many?: number): Scene {
  const roles = Array.from({ length: many ?? 1 + roleTape.upTo(3) }, () => makeRole(roleTape));
  const [first, second] = DEPARTMENTS;
  const person: Person = rows.once(8)
    ? { id: READER, department: null, departments: [] }
    : { id: READER, department: first, departments: [first, second] };
  const world = makeWorld(rows, run);
  return { roles, person, oracle: new Oracle(roles.flat(), person), world, past: makePast(rows, world) };
}
