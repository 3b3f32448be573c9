import { ProgramWork } from './program-work.ts';
import { Unit, type UnitParts } from './unit.ts';

/** A unit of work over an open transaction, with programs at its service. */
export function openUnit(parts: Omit<UnitParts, 'workOf'>): Unit {
  return new Unit({ ...parts, workOf: (unit, program) => new ProgramWork(unit, program) });
}
