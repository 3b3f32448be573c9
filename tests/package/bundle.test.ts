import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresPlace } from '#db/testing';
import { bundleServer } from '../../scripts/build/host.ts';

const root = resolve(import.meta.dirname, '..', '..');
const PASSPHRASE = 'correct horse battery staple';

describe('the host as one bundle', () => {
  // Two folders below the program's own, as every bundle is.
  const folder = join(root, 'dist', 'server-under-test');
  const scratch = mkdtempSync(join(tmpdir(), 'panshi-bundle-'));
  let place: Awaited<ReturnType<typeof postgresPlace>> | undefined;

  beforeAll(async () => {
    await bundleServer(folder);
    place = await postgresPlace();
  });
  afterAll(async () => {
    await place?.remove();
    for (const made of [folder, scratch]) rmSync(made, { recursive: true, force: true });
  });

  function panshi(...args: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    return spawnSync(process.execPath, [join(folder, 'main.js'), ...args], { cwd: scratch, encoding: 'utf8', env: { ...process.env, PANSHI_UNLOCK: PASSPHRASE } });
  }

  it('holds everything that a firm on PostgreSQL needs, and its backup', () => {
    const data = join(scratch, 'data');
    const { url, schema } = place?.location ?? {};
    const answers = join(scratch, 'answers.json');
    const company = { name: '北风贸易有限公司', currency: 'CNY', chart: 'enterprise' };
    writeFileSync(answers, JSON.stringify({ company, passphrase: PASSPHRASE, users: [], store: { dialect: 'postgres', url, ...(schema === undefined ? {} : { schema }) } }));
    expect(panshi('init', '--data', data, '--answers', answers)).toMatchObject({ status: 0, stderr: '' });
    const doctor = panshi('doctor', '--data', data);
    expect(doctor.stdout).not.toContain('FAIL');
    expect(doctor).toMatchObject({ status: 0, stderr: '' });
    const backup = join(scratch, 'one.backup');
    expect(panshi('backup', '--data', data, '--out', backup)).toMatchObject({ status: 0, stderr: '' });
    expect(panshi('backup', 'verify', backup)).toMatchObject({ status: 0, stderr: '' });
  });
});
