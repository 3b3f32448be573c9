import type { MigrationInterface } from 'typeorm';
import { SystemTables1763769600000 } from './0001-system-tables.ts';
import { PasswordReset1795305600000 } from './0002-password-reset.ts';
import { Desk1795309200000 } from './0003-desk.ts';
import { Imports1795312800000 } from './0004-imports.ts';

export type MigrationClass = (new () => MigrationInterface) & { readonly name: string };

/** All of them, the oldest first. The time at the end of a name puts them in order. */
export const MIGRATIONS: readonly MigrationClass[] = [SystemTables1763769600000, PasswordReset1795305600000, Desk1795309200000, Imports1795312800000];

/** Where a store keeps which migrations it has had. */
export const MIGRATION_TABLE = 'migration';

/** Raised when older programs would misread a store although they know all its migrations. */
export const FORMAT = 1;

/** Tables of the platform itself; no object may be called so. */
export const SYSTEM_TABLES: ReadonlySet<string> = new Set([
  'meta',
  'migration',
  'audit_entry',
  'credential',
  'password_reset',
  'session',
  'sequence',
  'idempotency',
  'overlay',
  'epoch',
  'attachment',
  'setting',
  'preference',
  'draft',
  'saved_item',
  'notice',
  'comment',
  'import_batch',
]);
