import { refuse } from '#common/errors';
import { kindOf, type Field, type FieldMap, type Stored } from '#common/fields';
import {
  CHILD_STANDARD,
  childFieldsOf,
  childTableName,
  columnName,
  fieldsOf,
  STANDARD,
  tableName,
  type ObjectDefinition,
} from '#common/objects';
import { SYSTEM_TABLES } from '../migrations/index.ts';
import { companionsOf, isStanding } from '../search/index.ts';
import { planChildIndexes, planIndexes } from './plan-indexes.ts';
import { schemaName } from './names.ts';
import type { ColumnPlan, ForeignKeyPlan, TablePlan } from './table-plan.ts';

// Who did something may be a principal of the system, which has no row of its own.
const NO_FOREIGN_KEY: readonly Field[] = [STANDARD.createdBy, STANDARD.updatedBy];

/** The tables of these objects, children after their parent. */
export function planTables(definitions: readonly ObjectDefinition[]): TablePlan[] {
  const tables = new Set(definitions.map((definition) => tableName(definition.name)));
  for (const table of tables) {
    if (SYSTEM_TABLES.has(table))
      throw refuse('invalid', `对象名 ${table} 已被系统占用`, `no object can be called ${table}: the system keeps a table of that name`);
  }
  return definitions.flatMap((definition) => [
    planTable(definition, tables),
    ...Object.keys(definition.children).map((child) => planChildTable(definition, child, tables)),
  ]);
}

function planTable(definition: ObjectDefinition, tables: ReadonlySet<string>): TablePlan {
  const name = tableName(definition.name);
  const fields = fieldsOf(definition);
  return {
    name,
    columns: [...columnsOf(fields, Object.keys(STANDARD)), ...companionsOf(definition).map(({ column }) => companionPlan(column))],
    companions: companionsOf(definition),
    indexes: planIndexes(definition),
    foreignKeys: linksOf(name, fields, tables),
    standing: isStanding(definition),
  };
}

function planChildTable(definition: ObjectDefinition, child: string, tables: ReadonlySet<string>): TablePlan {
  const name = childTableName(definition.name, child);
  const fields = childFieldsOf(definition, child);
  const parent: ForeignKeyPlan = {
    name: schemaName('fk', name, ['parent_id']),
    column: 'parent_id',
    table: tableName(definition.name),
    cascade: true,
  };
  return {
    name,
    columns: columnsOf(fields, Object.keys(CHILD_STANDARD)),
    companions: [],
    indexes: planChildIndexes(definition, child),
    foreignKeys: [parent, ...linksOf(name, fields, tables)],
    standing: isStanding(definition),
  };
}

function companionPlan(name: string): ColumnPlan {
  return { name, type: 'text', primary: false, notNull: false };
}

function columnsOf(fields: FieldMap, standard: readonly string[]): ColumnPlan[] {
  return Object.entries(fields).map(([field, declared]) => {
    const value = declared.default === undefined ? undefined : stored(declared);
    // Own fields may join a table that has rows already, so only a default lets the column insist on a value; the gate insists on the rest.
    const notNull = declared.required === true && (value !== undefined || standard.includes(field));
    const column = { name: columnName(field), type: kindOf(declared).column, primary: field === 'id', notNull };
    return value === undefined ? column : { ...column, default: value };
  });
}

function stored(field: Field): Exclude<Stored, null> | undefined {
  return field.default === undefined ? undefined : (kindOf(field).encode(field.default, field) ?? undefined);
}

/** A link holds only where its target has a table among these. */
function linksOf(table: string, fields: FieldMap, tables: ReadonlySet<string>): ForeignKeyPlan[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.type !== 'link' || NO_FOREIGN_KEY.includes(field)) return [];
    const target = tableName(field.to);
    if (!tables.has(target)) return [];
    const column = columnName(name);
    return [{ name: schemaName('fk', table, [column]), column, table: target, cascade: false }];
  });
}
