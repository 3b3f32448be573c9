import { IMMUTABLE } from '../errors.ts';
import type { Dialect } from '../store.ts';
import { quoted } from './columns.ts';
import { schemaName } from './names.ts';

/** A trigger that makes rows of a table stand as they were entered. */
export interface Guard {
  readonly name: string;
  readonly sql: string;
}

export function guardsOf(dialect: Dialect, table: string): Guard[] {
  return dialect === 'sqlite' ? ['UPDATE', 'DELETE'].map((act) => sqliteGuard(table, act)) : postgresGuards(table);
}

function sqliteGuard(table: string, act: string): Guard {
  const name = schemaName('tg', table, [act.toLowerCase()]);
  return {
    name,
    sql: `CREATE TRIGGER ${quoted(name)} BEFORE ${act} ON ${quoted(table)} BEGIN SELECT RAISE(ABORT, '${IMMUTABLE}:${table}'); END`,
  };
}

function postgresGuards(table: string): Guard[] {
  const change = schemaName('tg', table, ['change']);
  const truncate = schemaName('tg', table, ['truncate']);
  const act = 'EXECUTE FUNCTION "panshi_immutable"()';
  return [
    { name: change, sql: `CREATE TRIGGER ${quoted(change)} BEFORE UPDATE OR DELETE ON ${quoted(table)} FOR EACH ROW ${act}` },
    { name: truncate, sql: `CREATE TRIGGER ${quoted(truncate)} BEFORE TRUNCATE ON ${quoted(table)} FOR EACH STATEMENT ${act}` },
  ];
}
