import type { Database } from 'better-sqlite3';

/** Brings tables, rows, then indexes and triggers of one open database into another, empty one. */
export function fillCopy(source: Database, target: Database): void {
  for (const setting of ['journal_mode = WAL', 'synchronous = OFF', 'foreign_keys = OFF', 'temp_store = MEMORY']) target.pragma(setting);
  const parts = source
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  target.exec('BEGIN');
  for (const { type, name, sql } of parts) {
    if (type !== 'table') continue;
    target.exec(sql);
    const rows = source.prepare<[], unknown[]>(`SELECT * FROM "${name}"`).safeIntegers().raw();
    const insert = target.prepare(`INSERT INTO "${name}" VALUES (${rows.columns().map(() => '?').join(', ')})`);
    for (const row of rows.iterate()) insert.run(...row);
  }
  for (const { type, sql } of parts) if (type !== 'table') target.exec(sql);
  target.exec('COMMIT');
  target.pragma('wal_checkpoint(TRUNCATE)');
}
