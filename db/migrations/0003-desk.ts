import type { MigrationInterface, QueryRunner } from 'typeorm';

/* Frozen: stores in the field have been made by it. A change is a new file. */
export class Desk1795309200000 implements MigrationInterface {
  readonly name = 'Desk1795309200000';

  async up(runner: QueryRunner): Promise<void> {
    const postgres = runner.dataSource.options.type === 'postgres';
    for (const statement of tables(postgres ? 'TEXT COLLATE "C"' : 'TEXT', postgres ? 'BOOLEAN' : 'INTEGER')) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a store moves forward only'));
  }
}

function tables(text: string, bool: string): string[] {
  return [
    `CREATE TABLE "preference" ("user_id" ${text} PRIMARY KEY NOT NULL, "content" ${text} NOT NULL, "saved_at" ${text} NOT NULL)`,

    // Title and content are sealed. A person who works in no company has the empty one.
    `CREATE TABLE "draft" ("user_id" ${text} NOT NULL, "company_id" ${text} NOT NULL, "key" ${text} NOT NULL, "title" ${text} NOT NULL,
      "content" ${text} NOT NULL, "saved_at" ${text} NOT NULL, PRIMARY KEY ("user_id", "company_id", "key"))`,

    `CREATE TABLE "saved_item" ("id" ${text} PRIMARY KEY NOT NULL, "company_id" ${text} NOT NULL, "owner_id" ${text} NOT NULL, "kind" ${text} NOT NULL,
      "object" ${text} NOT NULL, "name" ${text} NOT NULL, "shared" ${bool} NOT NULL, "content" ${text} NOT NULL, "saved_at" ${text} NOT NULL)`,
    `CREATE INDEX "ix_saved_item__owner" ON "saved_item" ("company_id", "owner_id", "kind")`,
    `CREATE INDEX "ix_saved_item__shared" ON "saved_item" ("company_id", "shared", "kind")`,

    `CREATE TABLE "notice" ("id" ${text} PRIMARY KEY NOT NULL, "user_id" ${text} NOT NULL, "company_id" ${text}, "at" ${text} NOT NULL,
      "kind" ${text} NOT NULL, "zh" ${text} NOT NULL, "en" ${text} NOT NULL, "object" ${text}, "record" ${text}, "by_user" ${text}, "read_at" ${text})`,
    `CREATE INDEX "ix_notice__user" ON "notice" ("user_id", "at")`,

    `CREATE TABLE "comment" ("id" ${text} PRIMARY KEY NOT NULL, "company_id" ${text}, "object" ${text} NOT NULL, "record" ${text} NOT NULL,
      "at" ${text} NOT NULL, "by_user" ${text} NOT NULL, "text" ${text} NOT NULL, "mentions" ${text} NOT NULL)`,
    `CREATE INDEX "ix_comment__record" ON "comment" ("object", "record", "at")`,
  ];
}
