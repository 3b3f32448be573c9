import { kindOf, type JsonValue, type Stored } from '#common/fields';
import { quoted } from '#db/query';
import { companionsOf, type Companion } from '#db/search';
import type { StoredRow } from '#db';
import type { TableShape } from '#core/registry';

/** A row with the values of its fields; what the programs work on. */
export type Row = Record<string, JsonValue>;

/** Rows of one statement, where each statement is a journey to another process. */
export const BATCH = 20;

/** The statements for whole rows of one table, written once, and the way between rows and columns. */
export class TablePlan {
  readonly shape: TableShape;
  readonly insertText: string;
  /** The same for `BATCH` rows in one statement. */
  readonly insertBatchText: string;
  readonly selectText: string;
  /** Columns that are no fields, written with the fields they belong to. */
  readonly #companions: readonly Companion[];

  constructor(shape: TableShape) {
    this.shape = shape;
    const columns = shape.names.map((name) => quoted(shape.columns[name] ?? name)).join(', ');
    this.#companions = shape.child === null ? companionsOf(shape.definition) : [];
    const written = [columns, ...this.#companions.map(({ column }) => quoted(column))].join(', ');
    const values = `(${[...shape.names, ...this.#companions].map(() => '?').join(', ')})`;
    const into = `INSERT INTO ${quoted(shape.table)} (${written}) VALUES`;
    this.insertText = `${into} ${values}`;
    this.insertBatchText = `${into} ${Array.from({ length: BATCH }, () => values).join(', ')}`;
    this.selectText = `SELECT ${columns} FROM ${quoted(shape.table)}`;
  }

  column(name: string): string {
    return quoted(this.shape.columns[name] ?? name);
  }

  encode(name: string, value: JsonValue | undefined): Stored {
    const field = this.shape.fields[name];
    return value === null || value === undefined || !field ? null : kindOf(field).encode(value, field);
  }

  encodeRow(row: Readonly<Row>): Stored[] {
    const values = this.shape.names.map((name) => this.encode(name, row[name]));
    for (const companion of this.#companions) values.push(keyOf(companion, row));
    return values;
  }

  /** What a change of these fields writes: columns, and a value for each. */
  writing(names: readonly string[], row: Readonly<Row>): { readonly columns: readonly string[]; readonly values: readonly Stored[] } {
    const companions = this.#companions.filter(({ field }) => names.includes(field));
    return {
      columns: [...names.map((name) => this.column(name)), ...companions.map(({ column }) => quoted(column))],
      values: [...names.map((name) => this.encode(name, row[name])), ...companions.map((companion) => keyOf(companion, row))],
    };
  }

  decodeRow(stored: StoredRow): Row {
    const row: Row = {};
    this.shape.names.forEach((name, index) => {
      const value = stored[index];
      const field = this.shape.fields[name];
      row[name] = value === null || value === undefined || !field ? null : kindOf(field).decode(value, field);
    });
    return row;
  }
}

function keyOf({ field, key }: Companion, row: Readonly<Row>): string | null {
  const text = row[field];
  return typeof text === 'string' ? key(text) : null;
}

const PLANS = new WeakMap<TableShape, TablePlan>();

export function planOf(shape: TableShape): TablePlan {
  let plan = PLANS.get(shape);
  if (!plan) PLANS.set(shape, (plan = new TablePlan(shape)));
  return plan;
}
