import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** Waits until no other connection writes the store in this schema. */
export async function lock(client: ClientBase, schema: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [lockOf(schema)]);
}

export async function unlock(client: ClientBase, schema: string): Promise<void> {
  await client.query('SELECT pg_advisory_unlock($1)', [lockOf(schema)]);
}

/** Advisory locks are numbers, shared by a whole database: one for each schema. */
function lockOf(schema: string): string {
  return createHash('sha256').update(`panshi writers ${schema}`).digest().readBigInt64BE().toString();
}
