import { DataSource, type EntitySchema, type Logger } from 'typeorm';

/** TypeORM's connection to a store. It opens, migrates and writes the DDL of object tables; statements of the business go past it. */
export class StoreDataSource extends DataSource {
  /** Learns the tables of objects, which are known only after the store is open: some of them are kept in it. */
  async learn(entities: readonly EntitySchema[]): Promise<void> {
    this.setOptions({ entities: [...entities] });
    await this.buildMetadatas();
  }
}

/** What goes wrong is thrown; statements and their values belong in no log. */
export const SILENT: Logger = {
  logQuery: () => {},
  logQueryError: () => {},
  logQuerySlow: () => {},
  logSchemaBuild: () => {},
  logMigration: () => {},
  log: () => {},
};
