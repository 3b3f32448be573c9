import type { Access } from '#core/access';
import { atLeast } from '#core/access/levels.ts';
import type { TableShape } from '#core/registry';

type Content = Readonly<Record<string, unknown>>;

/**
 * A page begins with what is stored, so a draft holds copies besides what was typed: without those of fields that its writer has nothing to do with any more.
 * @param key of the page: `sales-order:new`
 */
export function stillOpen(access: Access, key: string, content: Content): Content {
  const table = tableOf(access, key);
  if (table === undefined || !isValues(content['values'])) return content;
  const rows = isValues(content['rows']) ? content['rows'] : {};
  const open = Object.entries(rows).flatMap(([child, all]) => {
    const rowTable = access.registry.findTable(`${table.key}.${child}`);
    return rowTable === undefined || !Array.isArray(all) ? [] : [[child, all.map((row: unknown) => (isValues(row) ? { ...row, values: openOf(access, rowTable, row['values']) } : row))] as const];
  });
  return { ...content, values: openOf(access, table, content['values']), rows: Object.fromEntries(open) };
}

/** The records by whose names a page may call a draft: those that it cannot do without. Undefined where it is called by a field that is hidden now. */
export function namedInTitle(access: Access, key: string, content: Content): readonly Named[] | undefined {
  const table = tableOf(access, key);
  const values = content['values'];
  if (table === undefined || !isValues(values)) return [];
  const links = Object.entries(table.fields).flatMap(([name, field]) => {
    const id = values[name];
    return field.type === 'link' && field.required && typeof id === 'string' && id !== '' ? [{ name, object: field.to, id }] : [];
  });
  return [table.definition.title, ...links.map(({ name }) => name)].every((name) => isOpen(access, table, name)) ? links : undefined;
}

export interface Named {
  readonly object: string;
  readonly id: string;
}

function tableOf(access: Access, key: string): TableShape | undefined {
  const table = access.registry.findTable(key.split(':')[0] ?? '');
  return table?.child === null ? table : undefined;
}

function openOf(access: Access, table: TableShape, values: unknown): unknown {
  return isValues(values) ? Object.fromEntries(Object.entries(values).filter(([name]) => isOpen(access, table, name))) : values;
}

/** To be read, or to be written: what somebody types blind is theirs. */
function isOpen(access: Access, table: TableShape, name: string): boolean {
  return atLeast(access.best(table, name), 'read') || access.best(table, name, 'create') === 'write' || access.best(table, name, 'update') === 'write';
}

function isValues(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
