import type { DataSource } from 'typeorm';
import { refuse } from '#common/errors';
import { FORMAT, MIGRATION_TABLE, type MigrationClass } from './index.ts';

/**
 * Brings the system tables up to this program.
 * @param snapshot called before an existing store is changed, with the name of the last migration it has
 * @throws PanshiError store_broken when the store is newer than the program
 */
export async function migrate(
  dataSource: DataSource,
  migrations: readonly MigrationClass[],
  snapshot: (last: string) => Promise<void>,
): Promise<void> {
  const done = await executed(dataSource);
  await refuseNewer(dataSource, done, migrations);
  if (migrations.every((migration) => done.includes(migration.name))) return;
  const last = done.at(-1);
  if (last !== undefined) await snapshot(last);
  await dataSource.runMigrations({ transaction: 'all' });
}

/** Names of the migrations a store has had, the oldest first. */
async function executed(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable(MIGRATION_TABLE))) return [];
    const rows: unknown = await runner.query(`SELECT "name" FROM "${MIGRATION_TABLE}" ORDER BY "id"`);
    return texts(rows, 'name');
  } finally {
    await runner.release();
  }
}

async function refuseNewer(dataSource: DataSource, done: readonly string[], migrations: readonly MigrationClass[]): Promise<void> {
  const strange = done.some((name) => !migrations.some((migration) => migration.name === name));
  const format =
    done.length === 0 ? undefined : texts(await dataSource.query(`SELECT "value" FROM "meta" WHERE "key" = 'format'`), 'value')[0];
  if (strange || Number(format ?? 0) > FORMAT) {
    throw refuse(
      'store_broken',
      '存储由更新版本的程序建立，请升级本程序',
      'this store was made by a newer version of the program; upgrade the program',
    );
  }
}

function texts(rows: unknown, column: string): string[] {
  return Array.isArray(rows) ? rows.map((row: Record<string, unknown>) => String(row[column])) : [];
}
