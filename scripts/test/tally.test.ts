import { expect, test } from 'vitest';
import { tallyOf, type RunReport } from './tally.ts';

const good: RunReport = { passed: 5, failed: 0, skipped: 0, unfinished: 0, brokenSuites: 0, unhandledErrors: 0 };

test('a clean run counts its tests', () => {
  expect(tallyOf(good, 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
});

test.each<[string, Partial<RunReport>, number]>([
  ['failed tests', { failed: 2 }, 2],
  ['a file that does not load', { brokenSuites: 1 }, 1],
  ['an error outside every test', { unhandledErrors: 1 }, 1],
  ['tests whose process died', { unfinished: 3 }, 3],
  ['all of them', { failed: 1, brokenSuites: 1, unhandledErrors: 1, unfinished: 1 }, 4],
])('%s are failures', (_name, change, failed) => {
  expect(tallyOf({ ...good, ...change }, 1)).toEqual({ passed: 5, failed, skipped: 0 });
});

test('a run without tests, without a report or with an unexplained status fails', () => {
  expect(tallyOf({ ...good, passed: 0 }, 0).failed).toBe(1);
  expect(tallyOf(undefined, 0).failed).toBe(1);
  expect(tallyOf(good, 1).failed).toBe(1);
  expect(tallyOf(good, null).failed).toBe(1);
});
