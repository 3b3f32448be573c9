import { Pool } from 'pg';
import { refuse } from '#common/errors';
import type { StoreLocation } from '../store.ts';

export type PostgresLocation = Extract<StoreLocation, { dialect: 'postgres' }>;

/** The schema of a store; `public` when none is named. */
export function schemaOf(location: PostgresLocation): string {
  const schema = location.schema ?? 'public';
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw refuse('invalid', '模式名只能用小写字母、数字和下划线', 'a schema name has only small letters, digits and underscores');
  }
  return schema;
}

/** Start-up options of every connection: where its tables are, and that it speaks UTC. */
export function sessionOptions(location: PostgresLocation): string {
  return `-c search_path=${schemaOf(location)} -c timezone=UTC -c client_min_messages=warning`;
}

/** Connections that can only read. */
export function readPool(location: PostgresLocation, most: number): Pool {
  return pool(location, most, `${sessionOptions(location)} -c default_transaction_read_only=on`);
}

/** The connection that writes: one is enough, since writers stand in line. */
export function writePool(location: PostgresLocation): Pool {
  return pool(location, 1, sessionOptions(location));
}

/** Connections for work that is never committed; they wait for no lock of a writer longer than a person would for a sum. */
export function attemptPool(location: PostgresLocation, most: number): Pool {
  return pool(location, most, `${sessionOptions(location)} -c lock_timeout=2s`);
}

function pool(location: PostgresLocation, max: number, options: string): Pool {
  const made = new Pool({ connectionString: location.url, max, options, application_name: 'panshi', connectionTimeoutMillis: 10_000 });
  // A connection that breaks is told to whoever uses it; one that breaks while idle is of no interest, and must not end the program.
  made.on('error', ignore);
  made.on('connect', (client) => client.on('error', ignore));
  return made;
}

function ignore(): void {}
