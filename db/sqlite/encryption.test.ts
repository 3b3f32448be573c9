import { randomBytes, randomInt } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkStore, openStore, snapshotStore, type Store, type StoreLocation } from '../index.ts';
import { sqlitePlace } from '../testing/index.ts';

type Place = Awaited<ReturnType<typeof sqlitePlace>>;

describe.each(['aegis256', 'sqlcipher'] as const)('a store encrypted with %s', (cipher) => {
  let place: Place;
  let location: Extract<StoreLocation, { dialect: 'sqlite' }>;
  beforeEach(async () => {
    place = await sqlitePlace();
    location = { ...place.location, cipher };
  });
  afterEach(() => place.remove());

  const plant = async (store: Store, marker: string): Promise<void> => {
    await store.write(async (transaction) => {
      await transaction.run('CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)');
      for (let i = 0; i < 2000; i += 1) await transaction.run('INSERT INTO note (body) VALUES (?)', [`${i} ${marker.repeat(5)}`]);
    });
    // Sorting more than fits a page makes temporary tables.
    await store.longReader.rows('SELECT DISTINCT body FROM note ORDER BY body DESC, id');
  };

  test('leaves a planted marker in none of its files, nor in temporary ones', async () => {
    const marker = `厦门磐石-${randomBytes(6).toString('hex')}`;
    const store = await openStore(location);
    await plant(store, marker);
    await snapshotStore(store, join(place.folder, 'snapshot.db'));
    const files = readdirSync(place.folder);
    expect(files.sort()).toEqual(['snapshot.db', 'store.db', 'store.db-shm', 'store.db-wal']);
    for (const file of files) expectNothingOf(marker, readFileSync(join(place.folder, file)));
    for (const file of temporary()) expectNothingOf(marker, readFileSync(file));
    // Temporary files have no name while they are open; so it counts that there are none.
    for (const rows of [await store.reader.rows('PRAGMA temp_store'), await store.longReader.rows('PRAGMA temp_store')])
      expect(rows).toEqual([[2n]]);
    expect(await store.write((transaction) => transaction.rows('PRAGMA temp_store'))).toEqual([[2n]]);
    await store.close();
    expectNothingOf(marker, readFileSync(location.file));
  });

  test('opens again with its key, and with no other', async () => {
    await (await openStore(location)).close();
    const again = await openStore(location);
    expect(await again.reader.rows("SELECT value FROM epoch WHERE name = 'security'")).toEqual([[1n]]);
    await again.close();
    await expect(openStore({ ...location, key: randomBytes(32) })).rejects.toMatchObject({ code: 'vault_locked' });
    await expect(openStore({ ...location, key: Buffer.alloc(0) })).rejects.toMatchObject({ code: 'vault_locked' });
    await expect(openStore({ ...location, cipher: cipher === 'aegis256' ? 'sqlcipher' : 'aegis256' })).rejects.toMatchObject({
      code: 'vault_locked',
    });
  });

  test('shows a changed bit anywhere in its pages', async () => {
    const store = await openStore(location);
    await plant(store, 'row');
    await store.close();
    const good = readFileSync(location.file);
    for (let i = 0; i < 20; i += 1) {
      const bad = Buffer.from(good);
      const at = randomInt(24, bad.length); // before it are a salt that a raw key does not use, and settings of the file format
      bad[at] = bad[at]! ^ (1 << randomInt(8));
      writeFileSync(location.file, bad);
      expect(await isSound(location), `byte ${at} of ${bad.length}`).toBe(false);
    }
    writeFileSync(location.file, good);
    expect(await isSound(location)).toBe(true);
  });
});

test('a store file that is not encrypted is refused, whatever the key', async () => {
  const { location, remove } = await sqlitePlace();
  const plain = new Driver(location.file);
  plain.exec('CREATE TABLE t (a)');
  plain.close();
  await expect(openStore(location)).rejects.toMatchObject({ code: 'store_broken' });
  await remove();
});

test('a snapshot is a store by itself, and never overwrites a file', async () => {
  const { location, folder, remove } = await sqlitePlace();
  const store = await openStore(location);
  await store.write((transaction) => transaction.run("INSERT INTO meta VALUES ('name', 'first')"));
  const file = join(folder, 'copy.db');
  await snapshotStore(store, file);
  await store.write((transaction) => transaction.run("UPDATE meta SET value = 'second' WHERE key = 'name'"));
  await expect(snapshotStore(store, file)).rejects.toMatchObject({ code: 'conflict' });
  const copy = await openStore({ ...location, file });
  expect(await copy.reader.rows("SELECT value FROM meta WHERE key = 'name'")).toEqual([['first']]);
  expect((await checkStore(copy)).every(({ ok }) => ok)).toBe(true);
  await copy.close();
  await store.close();
  await remove();
});

async function isSound(location: StoreLocation): Promise<boolean> {
  let store: Store;
  try {
    store = await openStore(location);
  } catch {
    return false;
  }
  const checks = await checkStore(store);
  await store.close();
  return checks.every(({ ok }) => ok);
}

function expectNothingOf(marker: string, bytes: Buffer): void {
  expect(bytes.includes(marker)).toBe(false);
  expect(bytes.includes('SQLite format 3')).toBe(false);
  expect(bytes.includes('CREATE TABLE')).toBe(false);
}

/** SQLite's temporary files are named `etilqs_…`, where the system keeps such. */
function temporary(): string[] {
  return [tmpdir(), '/var/tmp', '/tmp'].flatMap((folder) => {
    try {
      return readdirSync(folder)
        .filter((name) => name.startsWith('etilqs_'))
        .map((name) => join(folder, name));
    } catch {
      return [];
    }
  });
}
