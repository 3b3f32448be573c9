/** What a run of Vitest came to, in the terms of its own report. */
export interface RunReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Tests that were collected but have no result, because their process died. */
  readonly unfinished: number;
  /** Files that could not be loaded, and suites whose set-up or tear-down failed. */
  readonly brokenSuites: number;
  /** Errors that no test caught: a rejected promise nobody awaited, a throw from a timer. */
  readonly unhandledErrors: number;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts so that nothing that went wrong can look like a pass: broken suites, unfinished tests and unhandled errors are failures, and so is
 * a run without tests, without a report, or with an exit status that its report does not explain.
 * @param report what the run wrote, if it came so far
 * @param exitStatus of the process, null when a signal ended it
 */
export function tallyOf(report: RunReport | undefined, exitStatus: number | null): Tally {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const failed = report.failed + report.unfinished + report.brokenSuites + report.unhandledErrors;
  const unexplained = failed === 0 && (exitStatus !== 0 || report.passed === 0);
  return { passed: report.passed, failed: unexplained ? 1 : failed, skipped: report.skipped };
}
