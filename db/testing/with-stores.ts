import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, inject } from 'vitest';
import { openStore } from '../open-store.ts';
import type { Dialect, Store, StoreLocation } from '../store.ts';

export interface OpenedStore {
  readonly store: Store;
  readonly location: StoreLocation;
  /** Closes it and removes all that is left of it. Done at the end of the suite in any case. */
  cleanup(): Promise<void>;
}
export type OpenFresh = () => Promise<OpenedStore>;

/** Runs a suite on both dialects. Each `open()` makes a fresh, empty store, with its system tables. */
export function withStores(suite: (open: OpenFresh, dialect: Dialect) => void): void {
  describe.each<Dialect>(['sqlite', 'postgres'])('%s', (dialect) => {
    const opened: OpenedStore[] = [];
    afterAll(async () => {
      for (const one of opened) await one.cleanup();
    });
    suite(async () => {
      const fresh = dialect === 'sqlite' ? await freshSqlite() : await freshPostgres();
      opened.push(fresh);
      return fresh;
    }, dialect);
  });
}

/** Places for stores, on which nothing is open yet. */
export async function sqlitePlace(): Promise<{
  location: Extract<StoreLocation, { dialect: 'sqlite' }>;
  folder: string;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'panshi-store-'));
  const location = { dialect: 'sqlite', file: join(folder, 'store.db'), key: randomBytes(32), cipher: 'aegis256' } as const;
  return { location, folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function postgresPlace(): Promise<{ location: Extract<StoreLocation, { dialect: 'postgres' }>; remove(): Promise<void> }> {
  const url = await clusterUrl();
  const schema = `t_${randomBytes(8).toString('hex')}`;
  const remove = async (): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
    await client.end();
  };
  return { location: { dialect: 'postgres', url, schema }, remove };
}

async function freshSqlite(): Promise<OpenedStore> {
  const { location, remove } = await sqlitePlace();
  return opened(location, remove);
}

async function freshPostgres(): Promise<OpenedStore> {
  const { location, remove } = await postgresPlace();
  return opened(location, remove);
}

async function opened(location: StoreLocation, remove: () => Promise<void>): Promise<OpenedStore> {
  const store = await openStore(location);
  const cleanup = async (): Promise<void> => {
    await store.close();
    await remove();
  };
  return { store, location, cleanup };
}

let url: Promise<string> | undefined;

/** The run's own cluster, started by the first who asks. */
function clusterUrl(): Promise<string> {
  url ??= new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ host: '127.0.0.1', port: inject('postgresDoor') }, () => {});
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      answer += part;
    });
    socket.on('end', () => (answer.startsWith('postgres://') ? resolve(answer) : reject(new Error(answer))));
    socket.on('error', reject);
  });
  return url;
}
