import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { Dialect } from '../store.ts';
import { collation, columnType, literal } from './columns.ts';
import type { ColumnPlan, TablePlan } from './table-plan.ts';

/** The entity TypeORM knows a table by. Its property names are the column names. */
export function entityOf(dialect: Dialect, plan: TablePlan): EntitySchema {
  return new EntitySchema<Record<string, unknown>>({
    name: plan.name,
    tableName: plan.name,
    columns: Object.fromEntries(plan.columns.map((column) => [column.name, columnOptions(dialect, column)])),
    indices: plan.indexes.map(({ name, columns, unique }) => ({ name, columns: [...columns], unique })),
    foreignKeys: plan.foreignKeys.map(({ name, column, table, cascade }) => ({
      name,
      target: table,
      columnNames: [column],
      referencedColumnNames: ['id'],
      onDelete: cascade ? ('CASCADE' as const) : ('NO ACTION' as const),
      ...(dialect === 'postgres' ? { deferrable: 'INITIALLY IMMEDIATE' as const } : {}),
    })),
  });
}

function columnOptions(dialect: Dialect, column: ColumnPlan): EntitySchemaColumnOptions {
  const collate = collation(dialect, column.type);
  const value = column.default;
  return {
    type: columnType(dialect, column.type),
    primary: column.primary,
    nullable: !column.notNull,
    ...(collate === undefined ? {} : { collation: collate }),
    ...(value === undefined ? {} : { default: () => literal(dialect, value) }),
  };
}
