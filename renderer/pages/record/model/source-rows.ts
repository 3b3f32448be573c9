import { Decimal } from '#common/decimal';
import type { ApiObject, ApiRecord } from '#common/api';
import { isRowId } from '#renderer/grid/entry/columns.ts';
import { entryRow, type EntryRow } from '#renderer/grid/entry/rows.ts';
import { isEditable } from './sections.ts';

/** Where the rows of a document come from: `orderLine` of a delivery names rows of what its `order` leads to. */
export interface RowSource {
  /** The link of the header. */
  readonly link: string;
  readonly object: string;
  readonly child: string;
  /** The field of a row that holds the id of the other's row. */
  readonly field: string;
}

export function rowSourceOf(object: ApiObject): RowSource | undefined {
  for (const child of object.children) {
    for (const field of child.fields) {
      const link = object.fields.find((one) => one.type === 'link' && `${one.name}Line` === field.name);
      const to = link?.options['to'];
      if (link && isRowId(field) && typeof to === 'string') return { link: link.name, object: to, child: child.name, field: field.name };
    }
  }
  return undefined;
}

/**
 * Rows for all that is still open of the source. A source's rows count in their quantities what became of them, in the order in which it happens: ordered, then
 * delivered or received, then invoiced. Goods are taken of what was ordered, invoices of what was delivered.
 */
export function rowsFrom(source: RowSource, definition: ApiObject, record: ApiRecord, isInvoice: boolean): EntryRow[] {
  const child = definition.children[0];
  const rows = child === undefined ? undefined : record[child.name];
  if (!child || !Array.isArray(rows)) return [];
  const counted = child.fields.filter((field) => field.options['unit'] === 'quantity').map((field) => field.name);
  const [of, done] = isInvoice ? [counted[1], counted[2]] : [counted[0], counted[1]];
  return (rows as readonly Readonly<Record<string, unknown>>[]).flatMap((row) => {
    const open = quantityIn(row, of).minus(quantityIn(row, done));
    return open.gt(0) ? [entryRow({ [source.field]: row['id'], quantity: open.toFixed(), product: row['product'] })] : [];
  });
}

/** What the header takes over from the source, where nothing was entered: the warehouse, the shipper. */
export function headerFrom(object: ApiObject, record: ApiRecord, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    object.fields.flatMap((field) => {
      const given = record[field.name];
      const isOpen = (values[field.name] ?? '') === '' && isEditable(field, 'create');
      return isOpen && field.type === 'link' && typeof given === 'string' ? [[field.name, given] as const] : [];
    }),
  );
}

function quantityIn(row: Readonly<Record<string, unknown>>, name: string | undefined): Decimal {
  const value = name === undefined ? undefined : row[name];
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? new Decimal(value) : new Decimal(0);
}
