// Everything that can be checked: the source (npm run check), then all tests. Ends with one line `N passed, N failed`.
// Arguments go to Vitest: `npm test -- modules/inventory`.
import { resolve } from 'node:path';
import { ensurePages } from './build/pages.ts';
import { describe, runCheck } from './check/steps.ts';
import { ensureChromium } from './system/chromium.ts';
import { ensureSecondOpinions } from './system/second-opinions.ts';
import { runVitest } from './test/vitest-run.ts';

const root = resolve(import.meta.dirname, '..');

ensureSecondOpinions();
prepareBrowserTests();

const checks = await runCheck(root, (result) => console.log(describe(result)));
await ensurePages();
const tests = await runVitest(root, process.argv.slice(2));

const passed = tests.passed + checks.filter((check) => check.ok).length;
const failed = tests.failed + checks.filter((check) => !check.ok).length;
for (const check of checks.filter((each) => !each.ok)) console.log(`FAILED ${check.name}: see above, or run npm run check`);
if (tests.skipped > 0) console.log(`${tests.skipped} skipped`);
if (failed > 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed`);

/** What cannot be installed here is said before the long run; tests that need no browser are run all the same. */
function prepareBrowserTests(): void {
  try {
    ensureChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
}
