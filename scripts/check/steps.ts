import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One thing `npm run check` looks at. */
export interface CheckStep {
  readonly name: 'types' | 'pages' | 'lint' | 'imports';
  /** Arguments for Node: the tool's entry file and its options. */
  readonly args: readonly string[];
}

export interface CheckResult {
  readonly name: CheckStep['name'];
  readonly ok: boolean;
  readonly seconds: number;
  /** What the tool printed. */
  readonly output: string;
}

const FOLDERS = [
  'common', 'db', 'core', 'modules', 'server', 'electron', 'renderer', 'installer', 'resources', 'scripts', 'tests', 'bench',
];

/**
 * The steps for a source tree.
 * @param root folder that holds package.json, tsconfig.json, .oxlintrc.json and .dependency-cruiser.cjs
 */
export function checkSteps(root: string): CheckStep[] {
  const tool = (path: string): string => join(root, 'node_modules', path);
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  return [
    {
      name: 'types',
      args: [
        tool('typescript/bin/tsc'), '--noEmit', '--pretty', 'false',
        '--incremental', '--tsBuildInfoFile', join(root, '.tmp', 'types.tsbuildinfo'),
      ],
    },
    {
      name: 'pages',
      args: [tool('vue-tsc/bin/vue-tsc.js'), '--noEmit', '--pretty', 'false', '--incremental', '--project', 'renderer/tsconfig.json'],
    },
    { name: 'lint', args: [tool('oxlint/bin/oxlint'), '--config', '.oxlintrc.json', '.'] },
    {
      name: 'imports',
      args: [
        tool('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs',
        '--output-type', 'err-long', '--progress', 'none', ...folders,
      ],
    },
  ];
}

/** Runs one step in `root`; a tool that cannot be started counts as a failed step. */
export async function runStep(step: CheckStep, root: string): Promise<CheckResult> {
  const begun = performance.now();
  const { promise, resolve } = Promise.withResolvers<CheckResult>();
  const child = spawn(process.execPath, step.args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finish = (ok: boolean, extra = ''): void => {
    const output = Buffer.concat(chunks).toString('utf8').trim() + extra;
    resolve({ name: step.name, ok, seconds: (performance.now() - begun) / 1000, output });
  };
  child.on('error', (error) => finish(false, error.message));
  child.on('close', (status) => finish(status === 0));
  return promise;
}

/** Runs all steps at once and reports each as it ends. */
export async function runCheck(root: string, report: (result: CheckResult) => void): Promise<CheckResult[]> {
  return Promise.all(checkSteps(root).map(async (step) => {
    const result = await runStep(step, root);
    report(result);
    return result;
  }));
}

/** One line, and below it the tool's words when it found something. */
export function describe(result: CheckResult): string {
  const line = `${result.ok ? 'ok    ' : 'FAILED'} ${result.name.padEnd(8)} ${result.seconds.toFixed(1)} s`;
  return result.ok ? line : `${line}\n\n${result.output}\n`;
}
