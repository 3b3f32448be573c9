/** How often a host that has died is started again without asking: so many times, within so many milliseconds. */
export const MOST_RESTARTS = 3;
export const RESTART_WINDOW_MS = 10 * 60_000;

/**
 * Whether a host that died is started again by itself.
 * @param deaths times of death, the last one included, in milliseconds
 */
export function mayRestart(deaths: readonly number[], now: number): boolean {
  return deaths.filter((at) => now - at < RESTART_WINDOW_MS).length <= MOST_RESTARTS;
}
