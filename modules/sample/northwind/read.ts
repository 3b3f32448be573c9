import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { refuse } from '#common/errors';
import {
  CategoryRow, CustomerRow, EmployeeRow, OrderLineRow, OrderRow, ProductRow, ShipperRow, SupplierRow, type Northwind,
} from './rows.ts';

/** Where the sample lies in the source tree. */
export const NORTHWIND_FOLDER = resolve(import.meta.dirname, '../../../resources/sample/northwind');

/**
 * Reads the Northwind sample.
 * @param folder with the CSV files; empty cells become null, a written `\n` becomes a line break
 * @throws PanshiError `malformed` that names file and row when a file is not as the sample publishes it
 */
export function readNorthwind(folder: string = NORTHWIND_FOLDER): Northwind {
  return {
    categories: table(folder, 'categories.csv', CategoryRow),
    customers: table(folder, 'customers.csv', CustomerRow),
    suppliers: table(folder, 'suppliers.csv', SupplierRow),
    employees: table(folder, 'employees.csv', EmployeeRow),
    shippers: table(folder, 'shippers.csv', ShipperRow),
    products: table(folder, 'products.csv', ProductRow),
    orders: table(folder, 'orders.csv', OrderRow),
    orderLines: table(folder, 'order_details.csv', OrderLineRow),
  };
}

function table<Row extends z.ZodType>(folder: string, file: string, row: Row): z.output<Row>[] {
  return parseTable(readFileSync(join(folder, file), 'utf8'), file, row);
}

/** One table from the text of its file; `file` names it in errors. */
export function parseTable<Row extends z.ZodType>(text: string, file: string, row: Row): z.output<Row>[] {
  const records: unknown[] = parse(text, {
    bom: true,
    columns: (header: string[]) => header.map((name) => name.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())),
    cast: (value, { header }) => (header ? value : cell(value)),
  });
  return records.map((record, index) => {
    const parsed = row.safeParse(record);
    if (parsed.success) return parsed.data;
    const reason = z.prettifyError(parsed.error);
    throw refuse(
      'malformed',
      `示例文件 ${file} 第 ${index + 2} 行无法读取:${reason}`,
      `The sample file ${file} cannot be read at row ${index + 2}: ${reason}`,
    );
  });
}

function cell(value: string): string | null {
  return value === '' ? null : value.replaceAll(String.raw`\n`, '\n');
}
