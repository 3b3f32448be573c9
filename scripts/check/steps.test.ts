import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSteps, runCheck, runStep, type CheckResult, type CheckStep } from './steps.ts';

// Each test lays out a small house of its own under the project's rules, puts one fault into it, and expects the check to name it.
const project = resolve(import.meta.dirname, '../..');
let house = '';

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(house, path)), { recursive: true });
  await writeFile(join(house, path), text);
}

async function run(name: CheckStep['name']): Promise<CheckResult> {
  const step = checkSteps(house).find((each) => each.name === name);
  if (!step) throw new Error(`no step ${name}`);
  return runStep(step, house);
}

beforeEach(async () => {
  house = await mkdtemp(join(tmpdir(), 'panshi-check-'));
  await Promise.all(['package.json', 'tsconfig.json', 'renderer/tsconfig.json', '.oxlintrc.json', '.dependency-cruiser.cjs']
    .map((file) => cp(join(project, file), join(house, file))));
  await symlink(join(project, 'node_modules'), join(house, 'node_modules'), 'junction');
  await put('common/money/index.ts', "export { cents } from './cents.ts';\n");
  await put('common/money/cents.ts', 'export const cents = (yuan: bigint): bigint => yuan * 100n;\n');
  await put('db/store/index.ts', "import { cents } from '#common/money';\nexport const stored = cents(1n);\n");
  await put('core/ledger/index.ts', "import { stored } from '#db/store';\nexport const ledger = [stored];\n");
  await put('modules/stock/index.ts', "export { moved } from './move.ts';\n");
  await put('modules/stock/move.ts', "import { ledger } from '#core/ledger';\nexport const moved = ledger.length;\n");
  await put('modules/sales/index.ts', "import { moved } from '#modules/stock';\nexport const sold = moved;\n");
  await put('renderer/app/Page.vue', '<script setup lang="ts">\ndefineProps<{ title: string }>();\n</script>\n\n<template>\n  <h1>{{ title }}</h1>\n</template>\n');
  await put('server/app/index.ts', "import { sold } from '#modules/sales';\nexport const app = sold;\n");
});

afterEach(async () => {
  await rm(house, { recursive: true, force: true });
});

test('a house in order passes all steps', async () => {
  const reported: string[] = [];
  const results = await runCheck(house, (result) => reported.push(result.name));
  expect(results.map(({ name, ok, output }) => ({ name, ok, output: ok ? '' : output }))).toEqual([
    { name: 'types', ok: true, output: '' },
    { name: 'pages', ok: true, output: '' },
    { name: 'lint', ok: true, output: '' },
    { name: 'imports', ok: true, output: '' },
  ]);
  expect(reported.toSorted()).toEqual(['imports', 'lint', 'pages', 'types']);
});

test('a text given to a number fails the types', async () => {
  await put('common/money/wrong.ts', "export const wrong: number = 'ten';\n");
  const result = await run('types');
  expect(result.ok).toBe(false);
  expect(result.output).toContain('TS2322');
});

test('a template that names what is not there fails the pages', async () => {
  await put('renderer/app/Wrong.vue', '<script setup lang="ts">\ndefineProps<{ title: string }>();\n</script>\n\n<template>\n  <h1>{{ titel }}</h1>\n</template>\n');
  const result = await run('pages');
  expect(result.ok).toBe(false);
  expect(result.output).toContain('titel');
});

test.each([
  ['no-explicit-any', 'export const x = (value: any): unknown => value;\n'],
  ['no-non-null-assertion', 'export const first = (rows: string[]): string => rows[0]!;\n'],
  ['ban-ts-comment', '// @ts-ignore\nexport const x = 1;\n'],
  ['consistent-type-imports', "import { moved } from './index.ts';\nexport type Moved = typeof moved;\n"],
  ['eqeqeq', 'export const same = (a: unknown, b: unknown): boolean => a == b;\n'],
  ['no-eval', "export const x: unknown = eval('1');\n"],
  ['no-console', "export const x = 1;\nconsole.log(x);\n"],
])('lint refuses what breaks %s', async (rule, source) => {
  await put('modules/stock/wrong.ts', source);
  const result = await run('lint');
  expect(result.ok).toBe(false);
  expect(result.output).toContain(`(${rule})`);
  expect(result.output).toContain('modules/stock/wrong.ts');
  expect(result.output).toContain('and 1 error');
});

test('tests may use non-null assertions, and may not be skipped', async () => {
  await put('modules/stock/a.test.ts', "import { expect, test } from 'vitest';\ntest('a', () => { expect([1][0]!).toBe(1); });\n");
  expect((await run('lint')).ok).toBe(true);
  await put('modules/stock/b.test.ts', "import { expect, test } from 'vitest';\ntest.skip('a', () => { expect(1).toBe(1); });\n");
  const result = await run('lint');
  expect(result.ok).toBe(false);
  expect(result.output).toContain('no-disabled-tests');
});

test.each([
  ['layer-common', 'common/money/wrong.ts', "export { stored } from '#db/store';\n"],
  ['layer-common', 'common/money/wrong.ts', "import type { ledger } from '#core/ledger';\nexport type Ledger = typeof ledger;\n"],
  ['layer-db', 'db/store/wrong.ts', "export { ledger } from '#core/ledger';\n"],
  ['layer-core', 'core/ledger/wrong.ts', "export { sold } from '#modules/sales';\n"],
  ['layer-modules', 'modules/sales/wrong.ts', "export { app } from '#server/app';\n"],
  ['layer-modules', 'modules/sales/wrong.ts', "export { wrong } from '../../scripts/tool.ts';\n"],
  ['layer-renderer', 'renderer/page.ts', "export { ledger } from '#core/ledger';\n"],
  ['typeorm-in-db', 'core/ledger/wrong.ts', "export { DataSource } from 'typeorm';\n"],
  ['common-runs-everywhere', 'common/money/wrong.ts', "export { readFileSync } from 'node:fs';\n"],
  ['modules-meet-at-the-index', 'modules/sales/wrong.ts', "export { moved } from '#modules/stock/move.ts';\n"],
  ['no-development-tools', 'core/ledger/wrong.ts', "export { property } from 'fast-check';\n"],
  ['resolvable', 'core/ledger/wrong.ts', "export { nothing } from '#core/nothing';\n"],
])('%s: the import in %s is refused', async (rule, path, source) => {
  await put('scripts/tool.ts', 'export const wrong = 1;\n');
  await put(path, source);
  const result = await run('imports');
  expect(result.ok).toBe(false);
  expect(result.output).toContain(`error ${rule}: ${path}`);
});

test('a circle of values is refused, a circle through a type is not', async () => {
  await put('core/circle/a.ts', "import type { B } from './b.ts';\nexport const a = 1;\nexport type A = B | 1;\n");
  await put('core/circle/b.ts', "import { a } from './a.ts';\nexport type B = 2;\nexport const b = a;\n");
  expect((await run('imports')).output).toContain('no dependency violations');
  await put('core/circle/a.ts', "import { b } from './b.ts';\nexport const a = (): number => b;\n");
  const result = await run('imports');
  expect(result.ok).toBe(false);
  expect(result.output).toContain('error no-cycles: core/circle/');
});

test('what stands outside the house may import anything', async () => {
  await put('tests/whole.test.ts', "import { test } from 'vitest';\nimport { DataSource } from 'typeorm';\n"
    + "import { moved } from '#modules/stock/move.ts';\n"
    + "test('x', () => { void DataSource; void moved; });\n");
  await put('common/money/cents.test.ts', "import { readFileSync } from 'node:fs';\nvoid readFileSync;\n");
  expect((await run('imports')).output).toContain('no dependency violations');
});
