import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { REPORT_FILE } from './report-writer.ts';
import { tallyOf, type RunReport, type Tally } from './tally.ts';

/**
 * Runs Vitest in a process of its own, under the Node that runs this.
 * @param root folder with vitest.config.ts
 * @param args further arguments, such as paths of test files
 * @param output where Vitest's words go
 */
export async function runVitest(root: string, args: readonly string[], output: 'inherit' | 'ignore' = 'inherit'): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'panshi-test-'));
  const file = join(folder, 'report.json');
  try {
    const status = await exitStatus(root, args, output, file);
    return tallyOf(readReport(file), status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function exitStatus(root: string, args: readonly string[], output: 'inherit' | 'ignore', file: string): Promise<number | null> {
  const { promise, resolve: done, reject } = Promise.withResolvers<number | null>();
  const writer = resolve(import.meta.dirname, 'report-writer.ts');
  // A shell set up for production would have the tests speak to production builds of libraries, which tell them nothing.
  const { NODE_ENV: _env, ...env } = process.env;
  const child = spawn(process.execPath, [
    join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', `--reporter=${writer}`, ...args,
  ], { cwd: root, stdio: ['ignore', output, output], env: { ...env, [REPORT_FILE]: file } });
  child.on('error', reject);
  child.on('close', (status) => done(status));
  return promise;
}

function readReport(file: string): RunReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunReport;
  } catch {
    return undefined; // the run died before its end; tallyOf counts that as a failure
  }
}
