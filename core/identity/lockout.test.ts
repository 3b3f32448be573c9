import { expect, it } from 'vitest';
import { afterFailure, isLocked, NO_ATTEMPTS, USUAL_LOCKOUT, type Attempts } from './lockout.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 8, minutes));
const fail = (attempts: Attempts, minutes: number) => afterFailure(attempts, at(minutes), USUAL_LOCKOUT);

it('locks for thirty minutes at the fifth failure', () => {
  let attempts: Attempts = NO_ATTEMPTS;
  for (let minute = 0; minute < 4; minute++) attempts = fail(attempts, minute);
  expect(isLocked(attempts, at(4))).toBe(false);
  attempts = fail(attempts, 4);
  expect(isLocked(attempts, at(33))).toBe(true);
  expect(isLocked(attempts, at(34))).toBe(false);
});

it('forgets failures older than half an hour, and starts anew after a lock', () => {
  let attempts: Attempts = NO_ATTEMPTS;
  for (let minute = 0; minute < 4; minute++) attempts = fail(attempts, minute);
  expect(fail(attempts, 30).failures).toBe(1);
  attempts = fail(attempts, 5);
  expect(fail(attempts, 40)).toMatchObject({ failures: 1, lockedUntil: null });
});
