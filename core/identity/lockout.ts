/** When guessing ends. */
export interface LockoutRule {
  readonly failures: number;
  readonly minutes: number;
}

export const USUAL_LOCKOUT: LockoutRule = { failures: 5, minutes: 30 };

export interface Attempts {
  readonly failures: number;
  /** ISO UTC. */
  readonly firstFailureAt: string | null;
  readonly lockedUntil: string | null;
}

export const NO_ATTEMPTS: Attempts = { failures: 0, firstFailureAt: null, lockedUntil: null };

export function isLocked(attempts: Attempts, now: Date): boolean {
  return attempts.lockedUntil !== null && new Date(attempts.lockedUntil) > now;
}

/** The count after one more failure. Failures older than the lock's length, and those of a lock that is over, no longer count. */
export function afterFailure(attempts: Attempts, now: Date, rule: LockoutRule): Attempts {
  const window = rule.minutes * 60_000;
  const fresh = attempts.firstFailureAt !== null
    && attempts.lockedUntil === null
    && now.getTime() - new Date(attempts.firstFailureAt).getTime() < window;
  const failures = fresh ? attempts.failures + 1 : 1;
  return {
    failures,
    firstFailureAt: fresh ? attempts.firstFailureAt : now.toISOString(),
    lockedUntil: failures >= rule.failures ? new Date(now.getTime() + window).toISOString() : null,
  };
}
