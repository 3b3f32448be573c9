import { describe, expect, it } from 'vitest';
import { Attempts } from './attempts.ts';

/** Seconds that the next attempt has to wait at a moment. */
function wait(attempts: Attempts, now: number): number {
  try {
    attempts.check(now);
    return 0;
  } catch (error) {
    return Number((error as { details?: { facts?: { seconds?: number } } }).details?.facts?.seconds);
  }
}

describe('failures in a row', () => {
  it('cost nothing at first, then twice as long each time, and never more than a minute', () => {
    const attempts = new Attempts();
    const waits = Array.from({ length: 14 }, () => {
      attempts.failed(0);
      return wait(attempts, 0);
    });
    expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    expect(wait(attempts, 59_001)).toBe(1);
    expect(wait(attempts, 60_000)).toBe(0);
  });

  it('are forgotten after a success', () => {
    const attempts = new Attempts();
    for (let failure = 0; failure < 9; failure += 1) attempts.failed(0);
    attempts.succeeded();
    attempts.failed(0);
    expect(wait(attempts, 0)).toBe(0);
  });
});
