import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import type { RunReport } from './tally.ts';

/** Name of the environment variable that says where the report goes. */
export const REPORT_FILE = 'PANSHI_TEST_REPORT';

/** A Vitest reporter that writes the run's counts as JSON; see `RunReport`. */
export default class ReportWriter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env[REPORT_FILE];
    if (!file) throw new Error(`${REPORT_FILE} is not set`);
    const tests = modules.flatMap((each) => [...each.children.allTests()]);
    const count = (state: string): number => tests.filter((each) => each.result().state === state).length;
    const suites = [...modules, ...modules.flatMap((each) => [...each.children.allSuites()])];
    const report: RunReport = {
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
      unfinished: count('pending'),
      brokenSuites: suites.filter((each) => each.errors().length > 0).length,
      unhandledErrors: unhandledErrors.length,
    };
    writeFileSync(file, JSON.stringify(report));
  }
}
