import { Client } from 'pg';
import { refuse } from '#common/errors';
import { storeError } from '../errors.ts';
import { schemaOf, type PostgresLocation } from './pools.ts';

/** Tables that have rows in every store, however new. */
const NEVER_EMPTY = new Set(['migration', 'meta', 'epoch']);

/**
 * Whether a schema is free to be filled: it is not there, or nothing in it holds a row.
 * @throws PanshiError `wrong_state` naming a table that does, `store_broken` when the database cannot be reached
 */
export async function requireEmptySchema(location: PostgresLocation): Promise<void> {
  const schema = schemaOf(location);
  const client = new Client({ connectionString: location.url, application_name: 'panshi', connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ tablename: string }>('SELECT tablename FROM pg_tables WHERE schemaname = $1', [schema]);
    const tables = rows.map(({ tablename }) => tablename);
    // What is somebody else's is left alone, empty or not.
    const foreign = tables.length > 0 && !tables.includes('audit_entry') ? tables[0] : undefined;
    for (const table of foreign === undefined ? tables : []) {
      if (NEVER_EMPTY.has(table)) continue;
      const found = await client.query(`SELECT 1 FROM "${schema}"."${table.replaceAll('"', '""')}" LIMIT 1`);
      if (found.rows.length > 0) throw taken(schema, table);
    }
    if (foreign !== undefined) throw taken(schema, foreign);
  } catch (error) {
    throw storeError(error);
  } finally {
    await client.end();
  }
}

function taken(schema: string, table: string): Error {
  return refuse('wrong_state', `数据库模式 ${schema} 不是空的：${table}`, `The schema ${schema} of the database is not empty: ${table}`);
}
