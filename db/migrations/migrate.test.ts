import { existsSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPostgres } from '../postgres/postgres-store.ts';
import { openSqlite } from '../sqlite/sqlite-store.ts';
import type { Dialect, Store } from '../store.ts';
import { postgresPlace, sqlitePlace } from '../testing/index.ts';
import { MIGRATIONS, type MigrationClass } from './index.ts';

class Next1999999999999 implements MigrationInterface {
  readonly name = 'Next1999999999999';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE next_thing (id TEXT PRIMARY KEY)');
  }
  async down(): Promise<void> {}
}

class Broken1999999999999 implements MigrationInterface {
  readonly name = 'Broken1999999999999';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half (id TEXT PRIMARY KEY)');
    await runner.query("UPDATE meta SET value = 'half'");
    await runner.query('INSERT INTO nowhere VALUES (1)');
  }
  async down(): Promise<void> {}
}

interface Place {
  open(migrations?: readonly MigrationClass[]): Promise<Store>;
  remove(): Promise<void>;
  /** The file of the store, where it has one. */
  file?: string;
}

const places: Record<Dialect, () => Promise<Place>> = {
  sqlite: async () => {
    const { location, remove } = await sqlitePlace();
    return { open: (migrations) => openSqlite(location, migrations), remove, file: location.file };
  },
  postgres: async () => {
    const { location, remove } = await postgresPlace();
    return { open: (migrations) => openPostgres(location, migrations), remove };
  },
};

describe.each<Dialect>(['sqlite', 'postgres'])('%s', (dialect) => {
  let place: Place;
  beforeEach(async () => {
    place = await places[dialect]();
    const store = await place.open();
    await store.write((transaction) => transaction.run("INSERT INTO meta VALUES ('name', '厦门磐石')"));
    await store.close();
  });
  afterEach(() => place.remove());

  test('an upgrade keeps what was there, and on SQLite leaves a copy of it beside the store', async () => {
    const store = await place.open([...MIGRATIONS, Next1999999999999]);
    expect(await store.reader.rows("SELECT value FROM meta WHERE key = 'name'")).toEqual([['厦门磐石']]);
    expect(await store.reader.rows('SELECT * FROM next_thing')).toEqual([]);
    await store.close();
    if (place.file !== undefined) expect(existsSync(`${place.file}.after-${MIGRATIONS.at(-1)?.name}`)).toBe(true);
  });

  test('a store made by the first version comes up to this one with all it holds', async () => {
    const old = await places[dialect]();
    const first = await old.open(MIGRATIONS.slice(0, 1));
    await expect(first.reader.rows('SELECT * FROM password_reset')).rejects.toThrow(/password_reset/);
    await first.write((transaction) => transaction.run("INSERT INTO credential (user_id, password_hash, changed_at) VALUES ('u', 'h', '2026-01-01')"));
    await first.close();
    const now = await old.open();
    expect(await now.reader.rows('SELECT user_id, password_hash FROM credential')).toEqual([['u', 'h']]);
    expect(await now.reader.rows('SELECT * FROM password_reset')).toEqual([]);
    await now.close();
    await expect(old.open(MIGRATIONS.slice(0, 1))).rejects.toMatchObject({ code: 'store_broken' });
    await old.remove();
  });

  test('an upgrade that fails half-way leaves the store as it was', async () => {
    await expect(place.open([...MIGRATIONS, Broken1999999999999])).rejects.toThrow(/nowhere/);
    const store = await place.open();
    expect(await store.reader.rows("SELECT value FROM meta WHERE key = 'name'")).toEqual([['厦门磐石']]);
    await expect(store.reader.rows('SELECT * FROM half')).rejects.toThrow(/half/);
    await store.close();
  });

  test('a store that a newer program has migrated is refused in one line', async () => {
    await (await place.open([...MIGRATIONS, Next1999999999999])).close();
    await expect(place.open()).rejects.toMatchObject({
      code: 'store_broken',
      text: { en: expect.stringMatching(/^this store was made by a newer version/) },
    });
  });

  test('a store in a newer format is refused, though its migrations are known', async () => {
    const store = await place.open();
    await store.write((transaction) => transaction.run("UPDATE meta SET value = '2' WHERE key = 'format'"));
    await store.close();
    await expect(place.open()).rejects.toMatchObject({ code: 'store_broken' });
  });

  test('two programs that open a new store together both find it whole', async () => {
    const fresh = await places[dialect]();
    const stores =
      dialect === 'postgres' ? await Promise.all([fresh.open(), fresh.open(), fresh.open()]) : [await fresh.open(), await fresh.open()];
    const increment = (store: Store): Promise<number> =>
      store.write((transaction) => transaction.run("UPDATE epoch SET value = value + 1 WHERE name = 'security'"));
    await Promise.all(stores.flatMap((store) => Array.from({ length: 20 }, () => increment(store))));
    expect(await stores[0]?.reader.rows("SELECT value FROM epoch WHERE name = 'security'")).toEqual([[1n + BigInt(20 * stores.length)]]);
    for (const store of stores) await store.close();
    await fresh.remove();
  });
});
