/** As the host ends unused sessions. */
export const IDLE_SECONDS = 15 * 60;

/** What the system says of whoever sits there: `locked` where it can tell, `idle` after `IDLE_SECONDS` without a key or a move in any program. */
export type MachineState = 'active' | 'idle' | 'locked' | 'unknown';

/** Why the workbench locks; nothing while somebody is there. Linux tells of its lock in no other way than by being asked. */
export function reasonToLock(state: MachineState): 'screen' | 'idle' | undefined {
  if (state === 'locked') return 'screen';
  return state === 'idle' ? 'idle' : undefined;
}
