/** Whether the program has become ready, as Electron counts it. */
export const readiness = { isReady: false };

/** Much of Electron may only be used from then on, some of it only before; it throws as this does. @param what as Electron calls it */
export function requireReady(what: string): void {
  if (!readiness.isReady) throw new Error(`${what} can only be used after the app is ready`);
}

export function requireNotReady(what: string): void {
  if (readiness.isReady) throw new Error(`${what} should be called before the app is ready`);
}
