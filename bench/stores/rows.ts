import type { Database } from 'better-sqlite3';

/** Ids in the order of their number, written like the suite's own. */
export function idSql(number: string): string {
  return `printf('01990000-0000-7000-8000-%012x', ${number})`;
}

export function idOf(number: number): string {
  return `01990000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/**
 * Fills a table with rows that SQL itself makes, `n` counting from 1. The table's indexes are left out meanwhile and made again at the end.
 * @param columns an expression over `n` for each column
 */
export function fillTable(database: Database, table: string, count: number, columns: Readonly<Record<string, string>>): void {
  const indexes = database
    .prepare<[string], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
    )
    .all(table);
  database.pragma('synchronous = OFF');
  database.pragma('foreign_keys = OFF');
  database.exec('BEGIN IMMEDIATE');
  for (const { name } of indexes) database.exec(`DROP INDEX "${name}"`);
  const names = Object.keys(columns).map((name) => `"${name}"`).join(', ');
  database
    .prepare(`WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ?) INSERT INTO "${table}" (${names})
      SELECT ${Object.values(columns).join(', ')} FROM counted`)
    .run(count);
  for (const { sql } of indexes) database.exec(sql);
  // What is kept beside searchable texts is filled when the store is next shaped.
  database.exec("DELETE FROM meta WHERE key = 'companions'");
  database.exec('COMMIT');
  database.pragma('wal_checkpoint(TRUNCATE)');
}
