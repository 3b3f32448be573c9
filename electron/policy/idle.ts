/** As the host ends unused sessions. */
export const IDLE_SECONDS = 15 * 60;

/** Whether the machine has been left alone for so long that the workbench locks. @param idle seconds since the last key or move, in any program */
export function isLeftAlone(idle: number, after: number = IDLE_SECONDS): boolean {
  return idle >= after;
}
