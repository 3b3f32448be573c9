import { createHash } from 'node:crypto';
import type { Pool, PoolClient, QueryArrayResult } from 'pg';
import type { Stored } from '#common/fields';
import type { StoredRow } from '../store.ts';
import { numbered } from './placeholders.ts';
import { bound, types } from './values.ts';

// Each connection keeps the plan of a named statement for good, so only the first texts are named.
const NAMED = 500;
const names = new Map<string, string>();

export async function speak(connection: Pool | PoolClient, text: string, params: readonly Stored[]): Promise<QueryArrayResult<Stored[]>> {
  const name = nameOf(text);
  return connection.query<Stored[]>({
    ...(name === undefined ? {} : { name }),
    text: numbered(text),
    values: params.map(bound),
    rowMode: 'array',
    types: types as never,
  });
}

export async function speakRows(connection: Pool | PoolClient, text: string, params: readonly Stored[]): Promise<StoredRow[]> {
  return (await speak(connection, text, params)).rows;
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= NAMED || !/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text)) return known;
  const name = `p_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  names.set(text, name);
  return name;
}
