import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as Postgres } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, deskOf } from '#common/api';
import { postgresPlace } from '#db/testing';
import { examine } from '#server/doctor';
import { openHost } from '#server/host';
import { PASSPHRASE, PASSWORD, testHost, type TestHost } from '#server/testing';
import { makeBackup, restoreBackup, verifyBackup, type StorePlace } from './index.ts';

const MARKER = '绝密客户-marker-4712';
const UNLOCK = { passphrase: PASSPHRASE };
const VIP = { change: 'add-field', object: 'customer', name: 'xVip', field: { type: 'bool', label: { zh: '贵宾', en: 'VIP' } } };

describe('a store on PostgreSQL', () => {
  let test: TestHost;
  let scratch: string;
  let file: string;
  const places: (() => Promise<void>)[] = [];

  async function emptyPlace(): Promise<StorePlace & { readonly schema: string }> {
    const { location, remove } = await postgresPlace();
    places.push(remove);
    return { url: location.url, schema: location.schema ?? 'public' };
  }

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'panshi-backup-'));
    test = await testHost('postgres');
    const officer = await test.as('system.officer');
    const vip = await officer.customise(VIP);
    const manager = await test.as('sales.manager');
    const record = await manager.create('customer', { code: 'M1', name: MARKER, xVip: true });
    await manager.attach('customer', record.id, { name: 'a.txt', mediaType: 'text/plain', content: new TextEncoder().encode(MARKER) });
    await officer.undoCustomisation(vip);
    const desk = deskOf(manager);
    await desk.keepDraft('customer:new', { title: MARKER, content: { name: MARKER } });
    await desk.save({ kind: 'view', object: 'customer', name: MARKER, shared: true, content: {} });
    await desk.comment('customer', record.id, MARKER);
    file = join(scratch, 'one.backup');
    // Others go on entering while it is taken.
    const entering = Array.from({ length: 40 }, (_, n) => manager.create('customer', { code: `N${n}`, name: `客户 ${n}` }));
    const made = makeBackup(test.host, file);
    await Promise.all([made, ...entering]);
  });
  afterAll(async () => {
    await test.remove();
    for (const remove of places) await remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function looksWhole(data: string): Promise<void> {
    const host = await openHost({ data, unlock: UNLOCK });
    try {
      const client = (lang: 'zh' | 'en' = 'en') => createClient({ baseUrl: 'https://localhost', lang, fetch: (request) => host.handler(request) });
      const manager = client();
      await manager.signIn({ username: 'sales.manager', password: PASSWORD });
      const { records } = await manager.list('customer', { filter: 'code == "M1"' });
      expect(records[0]).toMatchObject({ name: MARKER });
      const desk = deskOf(manager);
      expect(await desk.draft('customer:new')).toMatchObject({ title: MARKER, content: { name: MARKER } });
      expect(await desk.saved('view')).toMatchObject([{ name: MARKER, shared: true, mine: true }]);
      expect(await desk.comments('customer', records[0]?.id ?? '')).toMatchObject([{ text: MARKER }]);
      const [attachment] = await manager.attachments('customer', records[0]?.id ?? '');
      expect(new TextDecoder().decode(await manager.attachment('customer', records[0]?.id ?? '', attachment?.id ?? ''))).toBe(MARKER);
      expect((await examine(host)).filter((finding) => !finding.ok)).toEqual([]);
      const officer = client();
      await officer.signIn({ username: 'system.officer', password: PASSWORD });
      // What was entered in a field that has been taken back is kept too.
      await officer.customise(VIP);
      expect((await manager.list('customer', { filter: 'xVip == true' })).records).toMatchObject([{ code: 'M1', xVip: true }]);
      expect(await manager.create('customer', { code: 'AFTER', name: '恢复以后' })).toMatchObject({ code: 'AFTER' });
    } finally {
      await host.close();
    }
  }

  it('is backed up as of one moment, sealed, while others work; nothing is left in the scratch folder', async () => {
    expect(readFileSync(file).includes(MARKER)).toBe(false);
    expect(readdirSync(test.host.folder.scratch)).toEqual([]);
    const { head, rows } = await verifyBackup(file, UNLOCK);
    expect(rows).toBeGreaterThan(head.seq);
    const now = await test.host.core.audit.head(test.host.core.store.reader);
    expect(head.seq).toBeLessThanOrEqual(now.seq);
    const [row] = await test.host.core.store.reader.rows('SELECT hash FROM audit_entry WHERE seq = ?', [head.seq]);
    expect(row?.[0]).toBe(head.hash);
  });

  it('comes back into an empty schema', async () => {
    const data = join(scratch, 'on-postgres');
    const store = await emptyPlace();
    expect(await restoreBackup(file, { data, unlock: { recoveryKey: test.recoveryKey }, store })).toMatchObject({ dialect: 'postgres' });
    expect(readdirSync(join(data, 'store'))).toEqual([]);
    expect(readFileSync(join(data, 'config.json'), 'utf8')).not.toContain(store.url);
    await looksWhole(data);
    const again = join(scratch, 'again');
    await expect(restoreBackup(file, { data: again, unlock: UNLOCK, store })).rejects.toMatchObject({ code: 'wrong_state' });
    expect(readdirSync(again)).toEqual([]);
  });

  it('comes back into an encrypted file where no database is named, and a file comes back into a database', async () => {
    const data = join(scratch, 'on-sqlite');
    expect(await restoreBackup(file, { data, unlock: UNLOCK })).toMatchObject({ dialect: 'sqlite' });
    const host = await openHost({ data, unlock: UNLOCK });
    const second = join(scratch, 'two.backup');
    await makeBackup(host, second);
    await host.close();
    await looksWhole(data);
    const back = join(scratch, 'back-on-postgres');
    await restoreBackup(second, { data: back, unlock: UNLOCK, store: await emptyPlace() });
    await looksWhole(back);
  });

  it('leaves a schema as it was when the restore is refused', async () => {
    const store = await emptyPlace();
    const data = join(scratch, 'refused');
    await expect(restoreBackup(file, { data, unlock: { passphrase: 'another passphrase' }, store })).rejects.toMatchObject({ code: 'vault_locked' });
    const client = new Postgres({ connectionString: store.url });
    await client.connect();
    try {
      const count = 'SELECT 1 FROM information_schema.tables WHERE table_schema = $1';
      expect((await client.query(count, [store.schema])).rows).toEqual([]);
      await client.query(`CREATE SCHEMA "${store.schema}"`);
      await client.query(`CREATE TABLE "${store.schema}"."somebody_elses" (id int)`);
      await expect(restoreBackup(file, { data, unlock: UNLOCK, store })).rejects.toMatchObject({ code: 'wrong_state' });
      expect((await client.query(count, [store.schema])).rows).toHaveLength(1);
      expect(readdirSync(data)).toEqual([]);
    } finally {
      await client.end();
    }
    const nowhere = { url: 'postgres://nobody:secret-word@127.0.0.1:1/none' };
    const refused: unknown = await restoreBackup(file, { data, unlock: UNLOCK, store: nowhere }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'store_broken' });
    expect(String(refused)).not.toContain('secret-word');
  });

  it('is backed up and restored by the command line; the address of the database comes from the environment', async () => {
    const { url, schema } = await emptyPlace();
    const run = (env: Readonly<Record<string, string>>, ...args: string[]) =>
      spawnSync(process.execPath, ['server/cli/main.ts', ...args], { encoding: 'utf8', env: { ...process.env, PANSHI_UNLOCK: PASSPHRASE, ...env } });
    const [out, data] = [join(scratch, 'cli.backup'), join(scratch, 'cli')];
    expect(run({}, 'backup', '--data', test.data, '--out', out)).toMatchObject({ status: 0, stderr: '' });
    expect(run({}, 'backup', 'verify', out)).toMatchObject({ status: 0, stderr: '' });
    const restored = run({ PANSHI_STORE_URL: url }, 'restore', out, '--data', data, '--store-schema', schema);
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(restored.stdout)).toMatchObject({ event: 'restored', dialect: 'postgres' });
    expect(run({}, 'doctor', '--data', data).status).toBe(0);
  });
});
