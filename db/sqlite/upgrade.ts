import { SILENT, StoreDataSource } from '../data-source.ts';
import { MIGRATION_TABLE, type MigrationClass } from '../migrations/index.ts';
import { migrate } from '../migrations/migrate.ts';
import type { Keyed } from './cipher.ts';
import { Driver } from './driver.ts';
import { BUSY_MS, prepareWriter, type SqliteLocation } from './settings.ts';

/** Brings the system tables up to this program, over a connection of TypeORM's own. */
export async function upgrade(
  location: SqliteLocation,
  migrations: readonly MigrationClass[],
  snapshot: (last: string) => Promise<void>,
): Promise<void> {
  const dataSource = new StoreDataSource({
    type: 'better-sqlite3',
    driver: Driver,
    database: location.file,
    timeout: BUSY_MS,
    prepareDatabase: (database: Keyed) => prepareWriter(database, location),
    entities: [],
    migrations: [...migrations],
    migrationsTableName: MIGRATION_TABLE,
    logger: SILENT,
  });
  try {
    await dataSource.initialize();
    await migrate(dataSource, migrations, snapshot);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}
