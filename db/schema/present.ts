import type { Reader } from '../store.ts';

/** What a store has. */
export interface Present {
  /** Declared type of each column, in lower case, by table and column. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Table of each index. */
  readonly indexes: ReadonlyMap<string, string>;
  readonly triggers: ReadonlySet<string>;
  readonly foreignKeys: ReadonlySet<string>;
}

const SQLITE = `
  SELECT 'column', t.name, c.name, lower(c.type) FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'
  UNION ALL SELECT type, tbl_name, name, '' FROM sqlite_schema WHERE type IN ('index', 'trigger')`;

const POSTGRES = `
  SELECT 'column', t.relname, a.attname, format_type(a.atttypid, a.atttypmod)
    FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace
  UNION ALL SELECT 'index', tablename, indexname, '' FROM pg_indexes WHERE schemaname = current_schema()
  UNION ALL SELECT 'trigger', t.relname, g.tgname, '' FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
    WHERE NOT g.tgisinternal AND t.relnamespace = current_schema()::regnamespace
  UNION ALL SELECT 'foreign key', t.relname, k.conname, '' FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
    WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace`;

/** Reads it in one go, for all tables. */
export async function readPresent(reader: Reader): Promise<Present> {
  const tables = new Map<string, Map<string, string>>();
  const indexes = new Map<string, string>();
  const triggers = new Set<string>();
  const foreignKeys = new Set<string>();
  for (const row of await reader.rows(reader.dialect === 'sqlite' ? SQLITE : POSTGRES)) {
    const [kind, table, name, type] = row.map(String) as [string, string, string, string];
    if (kind === 'index') indexes.set(name, table);
    else if (kind === 'trigger') triggers.add(name);
    else if (kind === 'foreign key') foreignKeys.add(name);
    else {
      const columns = tables.get(table) ?? new Map<string, string>();
      tables.set(table, columns.set(name, type));
    }
  }
  return { tables, indexes, triggers, foreignKeys };
}
