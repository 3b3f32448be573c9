import { createHash } from 'node:crypto';
import { refuse } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import type { Dialect, Transaction } from '../store.ts';
import { columnSql, columnType, quoted } from './columns.ts';
import { isOwnIndex } from './names.ts';
import { fillCompanions, filledMark, unfilled } from './fill-companions.ts';
import { planTables } from './plan-tables.ts';
import { readPresent, type Present } from './present.ts';
import { guardsOf } from './standing.ts';
import type { ForeignKeyPlan, TablePlan } from './table-plan.ts';

/** Writes the statements that make the missing ones of these tables. */
export type TableWriter = (all: readonly TablePlan[], missing: readonly TablePlan[]) => Promise<string[]>;

/**
 * Makes the tables of these objects and adds the columns, indexes and guards they lack. Nothing is taken away but indexes that no
 * definition asks for any more. Definitions that were the last to be shaped cost one read.
 * @throws PanshiError invalid when a field has changed how it is stored: rows of the old kind could not be read
 */
export async function shapeTables(
  writeTables: TableWriter,
  transaction: Transaction,
  definitions: readonly ObjectDefinition[],
): Promise<void> {
  const plans = planTables(definitions);
  const mark = markOf(plans);
  const filled = filledMark(plans);
  const last = new Map((await transaction.rows("SELECT key, value FROM meta WHERE key IN ('shape', 'companions')")).map(([key, value]) => [key, String(value)]));
  if (last.get('shape') === mark && last.get('companions') === filled) return;
  const present = await readPresent(transaction);
  const missing = plans.filter((plan) => !present.tables.has(plan.name));
  const there = plans.filter((plan) => !missing.includes(plan));
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await transaction.run(statement);
  };
  await run(missing.length > 0 ? await writeTables(plans, missing) : []);
  await run(there.flatMap((plan) => columnAmendments(transaction.dialect, plan, present)));
  const stale = new Set<string>();
  for (const plan of there) {
    const companions = unfilled(plan, last.get('companions'));
    if (companions.length === 0) continue;
    // Indexes over columns that change in every row are made anew faster than they are kept up.
    const dropped = plan.indexes.filter(({ name, columns }) => present.indexes.has(name) && companions.some(({ column }) => columns.includes(column)));
    await run(dropped.map(({ name }) => `DROP INDEX ${quoted(name)}`));
    for (const { name } of dropped) stale.add(name);
    await fillCompanions(transaction, plan.name, companions);
  }
  await run(there.flatMap((plan) => indexAmendments(plan, present, stale)));
  await run(plans.flatMap((plan) => afterwards(transaction.dialect, plan, missing.includes(plan), present)));
  for (const [key, value] of [['shape', mark], ['companions', filled]] as const) {
    await transaction.run('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [key, value]);
  }
}

/** The same for the same tables, whatever else definitions say. */
function markOf(plans: readonly TablePlan[]): string {
  const written = JSON.stringify(plans, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  return createHash('sha256').update(written).digest('hex');
}

/** The columns that a table that is there lacks. */
function columnAmendments(dialect: Dialect, plan: TablePlan, present: Present): string[] {
  const columns = present.tables.get(plan.name) ?? new Map<string, string>();
  const statements: string[] = [];
  for (const column of plan.columns) {
    const type = columns.get(column.name);
    if (type === undefined) {
      const key = dialect === 'sqlite' ? plan.foreignKeys.find((candidate) => candidate.column === column.name) : undefined;
      const reference = key === undefined ? '' : ` REFERENCES ${quoted(key.table)} ("id")`;
      statements.push(`ALTER TABLE ${quoted(plan.name)} ADD COLUMN ${columnSql(dialect, column)}${reference}`);
    } else if (type !== columnType(dialect, column.type)) {
      const where = `${plan.name}.${column.name}`;
      throw refuse(
        'invalid',
        `字段 ${where} 的存储类型不能改变，请另建字段`,
        `field ${where} cannot change how it is stored; add another field`,
      );
    }
  }
  return statements;
}

/** @param stale indexes that have been dropped since the store was looked at */
function indexAmendments(plan: TablePlan, present: Present, stale: ReadonlySet<string>): string[] {
  const statements: string[] = [];
  for (const index of plan.indexes) {
    if (present.indexes.has(index.name) && !stale.has(index.name)) continue;
    const list = index.columns.map(quoted).join(', ');
    statements.push(`CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${quoted(index.name)} ON ${quoted(plan.name)} (${list})`);
  }
  for (const [index, table] of present.indexes) {
    const wanted = table !== plan.name || !isOwnIndex(index) || plan.indexes.some(({ name }) => name === index);
    if (!wanted) statements.push(`DROP INDEX ${quoted(index)}`);
  }
  return statements;
}

/** What can be said only once all tables are there. */
function afterwards(dialect: Dialect, plan: TablePlan, isNew: boolean, present: Present): string[] {
  const keys = dialect === 'sqlite' ? [] : plan.foreignKeys.filter(({ name }) => isNew || !present.foreignKeys.has(name));
  const guards = plan.standing ? guardsOf(dialect, plan.name).filter(({ name }) => !present.triggers.has(name)) : [];
  return [...keys.map((key) => foreignKeySql(plan.name, key)), ...guards.map(({ sql }) => sql)];
}

function foreignKeySql(table: string, { name, column, table: target, cascade }: ForeignKeyPlan): string {
  return `ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} FOREIGN KEY (${quoted(column)}) REFERENCES ${quoted(target)} ("id")
    ${cascade ? 'ON DELETE CASCADE ' : ''}DEFERRABLE INITIALLY IMMEDIATE`;
}
