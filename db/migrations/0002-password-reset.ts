import type { MigrationInterface, QueryRunner } from 'typeorm';

/* Frozen: stores in the field have been made by it. A change is a new file. */
export class PasswordReset1795305600000 implements MigrationInterface {
  readonly name = 'PasswordReset1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    const text = runner.dataSource.options.type === 'postgres' ? 'TEXT COLLATE "C"' : 'TEXT';
    // At most one code a person is good at a time; a used one is gone.
    await runner.query(
      `CREATE TABLE "password_reset" ("user_id" ${text} PRIMARY KEY NOT NULL, "code_hash" ${text} NOT NULL, "expires_at" ${text} NOT NULL,
        "created_at" ${text} NOT NULL, "created_by" ${text} NOT NULL)`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a store moves forward only'));
  }
}
