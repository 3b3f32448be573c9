import type { TableWriter } from '../schema/shape.ts';
import { Driver } from './driver.ts';

/** TypeORM's DDL for SQLite. It is asked over an empty database in memory, which sees definitions and never a row, and loaded only when tables are missing. */
export const writeTables: TableWriter = async (all, missing) => {
  const [{ SILENT, StoreDataSource }, { createSql }] = await Promise.all([import('../data-source.ts'), import('../schema/create-sql.ts')]);
  const dataSource = new StoreDataSource({ type: 'better-sqlite3', driver: Driver, database: ':memory:', entities: [], logger: SILENT });
  await dataSource.initialize();
  try {
    return await createSql(dataSource, 'sqlite', all, missing);
  } finally {
    await dataSource.destroy();
  }
};
