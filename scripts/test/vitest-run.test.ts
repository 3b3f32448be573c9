import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runVitest } from './vitest-run.ts';

// A small project with one test file each time: what Vitest really reports must end up in the right column.
let project = '';

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'panshi-run-'));
  await symlink(resolve(import.meta.dirname, '../../node_modules'), join(project, 'node_modules'), 'junction');
  await writeFile(join(project, 'package.json'), '{"type":"module"}');
});

afterEach(async () => {
  await rm(project, { recursive: true, force: true });
});

test.each([
  ['passes and failures', "test('a', () => {}); test('b', () => {}); test('c', () => { expect(1).toBe(2); });", { passed: 2, failed: 1 }],
  ['an error nobody caught', "test('a', () => { void Promise.reject(new Error('lost')); });", { passed: 1, failed: 1 }],
  [
    'a set-up that fails',
    "test('a', () => {}); describe('s', () => { beforeAll(() => { throw new Error('no'); }); test('b', () => {}); });",
    { passed: 1, failed: 1 },
  ],
  ['a file that does not load', "test('a', () => {}); throw new Error('broken');", { passed: 0, failed: 1 }],
  ['a process that dies', "test('a', () => { process.kill(process.pid, 'SIGKILL'); });", { passed: 0 }],
])('%s', async (_name, source, expected) => {
  const head = "import { beforeAll, describe, expect, test } from 'vitest';\nvoid [beforeAll, describe, expect];\n";
  await writeFile(join(project, 'a.test.ts'), `${head}${source}\n`);
  const tally = await runVitest(project, ['--pool=forks'], 'ignore');
  expect(tally).toMatchObject(expected);
  expect(tally.failed).toBeGreaterThan(0);
});

test('no test files at all is a failure', async () => {
  expect(await runVitest(project, [], 'ignore')).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
