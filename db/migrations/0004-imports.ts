import type { MigrationInterface, QueryRunner } from 'typeorm';

/* Frozen: stores in the field have been made by it. A change is a new file. */
export class Imports1795312800000 implements MigrationInterface {
  readonly name = 'Imports1795312800000';

  async up(runner: QueryRunner): Promise<void> {
    const postgres = runner.dataSource.options.type === 'postgres';
    const text = postgres ? 'TEXT COLLATE "C"' : 'TEXT';
    // What was made by one import, so that it can be taken back. A person who works in no company has the empty one.
    await runner.query(
      `CREATE TABLE "import_batch" ("id" ${text} PRIMARY KEY NOT NULL, "company_id" ${text} NOT NULL, "user_id" ${text} NOT NULL, "at" ${text} NOT NULL,
        "object" ${text} NOT NULL, "source" ${text} NOT NULL, "count" ${postgres ? 'BIGINT' : 'INTEGER'} NOT NULL, "ids" ${text} NOT NULL, "undone_at" ${text})`,
    );
    await runner.query('CREATE INDEX "ix_import_batch__company" ON "import_batch" ("company_id", "at")');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a store moves forward only'));
  }
}
