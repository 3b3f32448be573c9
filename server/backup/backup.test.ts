import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '#common/api';
import { examine } from '#server/doctor';
import { openHost } from '#server/host';
import { PASSPHRASE, PASSWORD, testHost, type TestHost } from '#server/testing';
import { makeBackup, restoreBackup, verifyBackup } from './index.ts';

const MARKER = '绝密客户-marker-4711';
let test: TestHost;
let scratch: string;
let file: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'panshi-backup-'));
  test = await testHost();
  const manager = await test.as('sales.manager');
  const record = await manager.create('customer', { code: 'M1', name: MARKER });
  await manager.attach('customer', record.id, { name: 'a.txt', mediaType: 'text/plain', content: new TextEncoder().encode(MARKER) });
  file = join(scratch, 'one.backup');
  await makeBackup(test.host, file);
});
afterAll(async () => {
  await test.remove();
  rmSync(scratch, { recursive: true, force: true });
});

function everyFile(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile());
}

it("leaves no customer's name and no plain database anywhere in the data folder or the backup", () => {
  for (const path of [...everyFile(test.data), file]) {
    const bytes = readFileSync(path);
    expect([path, bytes.includes(MARKER), bytes.includes('SQLite format 3')]).toEqual([path, false, false]);
  }
});

it('brings everything back under its own keys: records, attachments, people, the audit chain', async () => {
  const data = join(scratch, 'restored');
  const restored = await restoreBackup(file, { data, unlock: { recoveryKey: test.recoveryKey } });
  expect(restored.head).toEqual(await test.host.core.audit.head(test.host.core.store.reader));
  const host = await openHost({ data, unlock: { passphrase: PASSPHRASE } });
  try {
    const client = createClient({ baseUrl: 'https://localhost', fetch: (request) => host.handler(request) });
    await client.signIn({ username: 'sales.manager', password: PASSWORD });
    const { records } = await client.list('customer', { filter: 'code == "M1"' });
    expect(records[0]).toMatchObject({ name: MARKER });
    const [attachment] = await client.attachments('customer', records[0]?.id ?? '');
    expect(new TextDecoder().decode(await client.attachment('customer', records[0]?.id ?? '', attachment?.id ?? ''))).toBe(MARKER);
    expect((await examine(host)).filter((finding) => !finding.ok)).toEqual([]);
  } finally {
    await host.close();
  }
  await expect(restoreBackup(file, { data, unlock: { passphrase: PASSPHRASE } })).rejects.toMatchObject({ code: 'wrong_state' });
});

it('refuses a wrong passphrase, and any changed, cut or lengthened backup, and leaves nothing behind', async () => {
  await expect(verifyBackup(file, { passphrase: 'another passphrase' })).rejects.toMatchObject({ code: 'vault_locked' });
  const whole = readFileSync(file);
  const line = whole.indexOf(10);
  const flipped = Buffer.from(whole);
  flipped.writeUInt8(flipped.readUInt8(line + 5000) ^ 1, line + 5000);
  const header = Buffer.concat([
    Buffer.from(
      whole
        .subarray(0, line)
        .toString()
        .replace(/"createdAt":"20/, '"createdAt":"19'),
    ),
    whole.subarray(line),
  ]);
  const spoilt = {
    flipped,
    header,
    cut: whole.subarray(0, -1),
    half: whole.subarray(0, whole.length / 2),
    longer: Buffer.concat([whole, Buffer.from('x')]),
  };
  const data = join(scratch, 'spoilt');
  for (const [name, bytes] of Object.entries(spoilt)) {
    const path = join(scratch, `${name}.backup`);
    writeFileSync(path, bytes);
    await expect(restoreBackup(path, { data, unlock: { passphrase: PASSPHRASE } }), name).rejects.toMatchObject({ code: 'store_broken' });
    expect(readdirSync(data)).toEqual([]);
  }
});

it('drills a restore without a trace, and never replaces a file', async () => {
  const { rows, head } = await verifyBackup(file, { passphrase: PASSPHRASE });
  expect(rows).toBeGreaterThan(head.seq);
  await expect(makeBackup(test.host, file)).rejects.toMatchObject({ code: 'conflict' });
});

it('is done by the command line, which says what it refuses in one line', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['server/cli/main.ts', ...args], { encoding: 'utf8', env: { ...process.env, PANSHI_UNLOCK: PASSPHRASE } });
  const zip = join(scratch, 'audit.zip');
  const out = join(scratch, 'two.backup');
  expect(run('backup', '--data', test.data, '--out', out)).toMatchObject({ status: 0, stderr: '' });
  expect(run('backup', 'verify', out).status).toBe(0);
  expect(run('audit', 'export', '--data', test.data, '--out', zip).status).toBe(0);
  expect(run('audit', 'verify', zip, '--trust', join(test.data, 'keys', 'authority.pem')).status).toBe(0);
  expect(run('doctor', '--data', test.data).stdout).toMatch(/^ok {3}audit chain: \d+ entries/m);
  const refused = run('serve', '--data', test.data);
  expect([refused.status, refused.stderr.trim().split('\n').length]).toEqual([1, 1]);
  expect(refused.stderr).toContain('Another host has this data folder open.');
  expect(run('serve', '--port', 'x').status).toBe(2);
  expect(run('nonsense').status).toBe(2);
  expect(run('doctor', '--data', join(scratch, 'nothing')).status).toBe(1);
  writeFileSync(zip, readFileSync(zip).subarray(0, -40));
  expect(run('audit', 'verify', zip).status).toBe(1);
});
