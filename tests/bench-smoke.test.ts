import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Line } from '../bench/measuring/table.ts';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/benchmarks.md');

test('the benchmark runs, gives a figure for every question, and leaves nothing behind', async () => {
  const published = readFileSync(page, 'utf8');
  const temporary = mkdtempSync(join(tmpdir(), 'panshi-bench-smoke-'));
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'bench/run.ts'), '--quick', '--json'], {
    cwd: root, env: { ...process.env, TMPDIR: temporary, TEMP: temporary },
  });
  const lines = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Line[];
  for (const { what, value } of lines) expect(Number.isFinite(value) && value > 0, what).toBe(true);
  const ratios = lines.filter(({ unit }) => unit === '×').map(({ what }) => what);
  for (const wanted of [
    /bare statements/, /posting statements, AEGIS-256 \/ unencrypted/, /posting statements, SQLCipher 4 \/ unencrypted/,
    /first page of 50, AEGIS-256/, /with audit \/ without/, /stock rows \/ at/,
    /^admin, sorted by name, page 1,/, /^clerk, sorted by name, page 1,/, /^clerk, filtered by tier/,
  ]) {
    expect(ratios.some((what) => wanted.test(what)), String(wanted)).toBe(true);
  }
  const figures = lines.filter(({ unit }) => unit !== '×').map(({ section }) => section);
  expect(new Set(figures)).toEqual(new Set(['posting', 'throughput', 'loopback HTTPS', 'host', 'workbench']));
  expect(readdirSync(temporary)).toEqual([]);
  rmSync(temporary, { recursive: true });
  expect(readFileSync(page, 'utf8')).toBe(published); // only a whole run is published
});
