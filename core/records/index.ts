export * from './gate.ts';
export type { ActionOutcome, Declared, Find, Match, Program, Work } from './work.ts';
export { openGate } from './open-gate.ts';
export { rebuilt } from './history.ts';
export { openUnit } from './open-unit.ts';
