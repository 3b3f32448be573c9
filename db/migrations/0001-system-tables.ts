import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Frozen: stores in the field have been made by it. A change is a new file.
 * Texts are COLLATE "C" on PostgreSQL, so that both dialects order them alike, byte by byte.
 */
export class SystemTables1763769600000 implements MigrationInterface {
  readonly name = 'SystemTables1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    const postgres = runner.dataSource.options.type === 'postgres';
    const types = {
      text: postgres ? 'TEXT COLLATE "C"' : 'TEXT',
      int: postgres ? 'BIGINT' : 'INTEGER',
      bool: postgres ? 'BOOLEAN' : 'INTEGER',
    };
    for (const statement of [...tables(types), ...(postgres ? postgresGuards : sqliteGuards)]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a store moves forward only'));
  }
}

function tables({ text, int, bool }: Record<'text' | 'int' | 'bool', string>): string[] {
  return [
    `CREATE TABLE "meta" ("key" ${text} PRIMARY KEY NOT NULL, "value" ${text} NOT NULL)`,
    `INSERT INTO "meta" ("key", "value") VALUES ('format', '1')`,

    `CREATE TABLE "audit_entry" ("seq" ${int} PRIMARY KEY NOT NULL, "at" ${text} NOT NULL, "company_id" ${text}, "user_id" ${text},
      "event" ${text} NOT NULL, "object" ${text}, "record" ${text}, "ok" ${bool} NOT NULL, "request_id" ${text},
      "body" ${text} NOT NULL, "body_hash" ${text} NOT NULL, "hash" ${text} NOT NULL)`,
    `CREATE INDEX "ix_audit_entry__object_record" ON "audit_entry" ("object", "record", "seq")`,
    `CREATE INDEX "ix_audit_entry__user" ON "audit_entry" ("user_id", "seq")`,
    `CREATE INDEX "ix_audit_entry__company" ON "audit_entry" ("company_id", "seq")`,
    `CREATE INDEX "ix_audit_entry__at" ON "audit_entry" ("at")`,

    `CREATE TABLE "credential" ("user_id" ${text} PRIMARY KEY NOT NULL, "password_hash" ${text} NOT NULL, "changed_at" ${text} NOT NULL,
      "previous" ${text} NOT NULL DEFAULT '[]', "failures" ${int} NOT NULL DEFAULT 0, "first_failure_at" ${text}, "locked_until" ${text},
      "must_change" ${bool} NOT NULL DEFAULT ${bool === 'BOOLEAN' ? 'FALSE' : '0'}, "totp" ${text})`,

    `CREATE TABLE "session" ("id" ${text} PRIMARY KEY NOT NULL, "token_hash" ${text} NOT NULL UNIQUE, "user_id" ${text} NOT NULL,
      "company_id" ${text}, "created_at" ${text} NOT NULL, "seen_at" ${text} NOT NULL, "ended_at" ${text},
      "terminal" ${text}, "address" ${text})`,
    `CREATE INDEX "ix_session__user" ON "session" ("user_id")`,

    `CREATE TABLE "sequence" ("company_id" ${text} NOT NULL, "series" ${text} NOT NULL, "next" ${int} NOT NULL,
      PRIMARY KEY ("company_id", "series"))`,

    `CREATE TABLE "idempotency" ("user_id" ${text} NOT NULL, "key" ${text} NOT NULL, "request_hash" ${text} NOT NULL,
      "status" ${int} NOT NULL, "answer" ${text} NOT NULL, "created_at" ${text} NOT NULL, PRIMARY KEY ("user_id", "key"))`,
    `CREATE INDEX "ix_idempotency__created" ON "idempotency" ("created_at")`,

    `CREATE TABLE "overlay" ("id" ${text} PRIMARY KEY NOT NULL, "object" ${text} NOT NULL, "position" ${int} NOT NULL,
      "change" ${text} NOT NULL, "created_at" ${text} NOT NULL, "created_by" ${text}, "undone_at" ${text})`,
    `CREATE INDEX "ix_overlay__object" ON "overlay" ("object", "position")`,

    `CREATE TABLE "epoch" ("name" ${text} PRIMARY KEY NOT NULL, "value" ${int} NOT NULL)`,
    `INSERT INTO "epoch" ("name", "value") VALUES ('security', 1), ('definitions', 1)`,

    `CREATE TABLE "attachment" ("id" ${text} PRIMARY KEY NOT NULL, "company_id" ${text}, "object" ${text} NOT NULL,
      "record" ${text} NOT NULL, "name" ${text} NOT NULL, "media_type" ${text} NOT NULL, "bytes" ${int} NOT NULL, "sha256" ${text} NOT NULL, "file" ${text} NOT NULL,
      "created_at" ${text} NOT NULL, "created_by" ${text})`,
    `CREATE INDEX "ix_attachment__record" ON "attachment" ("object", "record")`,

    `CREATE TABLE "setting" ("company_id" ${text} NOT NULL, "name" ${text} NOT NULL, "value" ${text} NOT NULL,
      PRIMARY KEY ("company_id", "name"))`,
  ];
}

const sqliteGuards = ['UPDATE', 'DELETE'].map(
  (act) =>
    `CREATE TRIGGER "tg_audit_entry__${act.toLowerCase()}" BEFORE ${act} ON "audit_entry"
      BEGIN SELECT RAISE(ABORT, 'panshi:immutable:audit_entry'); END`,
);

const postgresGuards = [
  `CREATE FUNCTION "panshi_immutable"() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'panshi:immutable:%', TG_TABLE_NAME; END $$`,
  `CREATE TRIGGER "tg_audit_entry__change" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION "panshi_immutable"()`,
  `CREATE TRIGGER "tg_audit_entry__truncate" BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION "panshi_immutable"()`,
];
