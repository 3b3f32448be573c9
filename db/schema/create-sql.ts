import { Table, TableForeignKey } from 'typeorm';
import type { StoreDataSource } from '../data-source.ts';
import type { Dialect } from '../store.ts';
import { entityOf } from './entities.ts';
import type { TablePlan } from './table-plan.ts';

/**
 * The statements TypeORM makes tables with, written down and not run, so that they join the unit of work.
 * SQLite takes its foreign keys with the table, whether or not the other table is there yet; on PostgreSQL they come after all tables.
 */
export async function createSql(
  dataSource: StoreDataSource,
  dialect: Dialect,
  all: readonly TablePlan[],
  missing: readonly TablePlan[],
): Promise<string[]> {
  await dataSource.learn(all.map((plan) => entityOf(dialect, plan)));
  const runner = dataSource.createQueryRunner();
  runner.enableSqlMemory();
  try {
    for (const plan of missing) {
      const metadata = dataSource.getMetadata(plan.name);
      const table = Table.create(metadata, dataSource.driver);
      for (const key of metadata.foreignKeys) table.addForeignKey(TableForeignKey.create(key, dataSource.driver));
      await runner.createTable(table, false, dialect === 'sqlite', true);
    }
    return runner.getMemorySql().upQueries.map(({ query }) => query);
  } finally {
    runner.clearSqlMemory();
    runner.disableSqlMemory();
    await runner.release();
  }
}
