import { expect } from 'vitest';
import type { Host } from '#server/host';

/** What stands in the store: rows and versions of every table of every object, and the head of the log. */
export interface Standing {
  readonly tables: ReadonlyMap<string, string>;
  readonly head: number;
}

export async function standing(host: Host): Promise<Standing> {
  const { store, audit } = host.core;
  const registry = host.core.registry();
  const tables = new Map<string, string>();
  for (const definition of registry.definitions) {
    const shape = registry.table(definition.name);
    const [row] = await store.reader.rows(`SELECT COUNT(*), COALESCE(SUM("version"), 0) FROM "${shape.table}"`);
    tables.set(definition.name, `${String(row?.[0])} rows, versions ${String(row?.[1])}`);
    for (const child of registry.childTables(definition)) {
      const [rows] = await store.reader.rows(`SELECT COUNT(*) FROM "${child.table}"`);
      tables.set(child.table, `${String(rows?.[0])} rows`);
    }
  }
  const [attachments] = await store.reader.rows('SELECT COUNT(*) FROM attachment');
  tables.set('attachment', `${String(attachments?.[0])} rows`);
  return { tables, head: (await audit.head(store.reader)).seq };
}

/** Nothing has changed since: not a row, not a version, and the log has gained refusals alone. */
export async function expectUntouched(host: Host, before: Standing): Promise<void> {
  expect(await doneSince(host, before)).toEqual([]);
  expect((await standing(host)).tables).toEqual(before.tables);
}

/** Entries since then that are no refusals. */
async function doneSince(host: Host, before: Standing): Promise<readonly string[]> {
  const { store, audit } = host.core;
  const done: string[] = [];
  let after = before.head;
  for (;;) {
    const page = await audit.after(store.reader, after, 500);
    for (const { seq, body } of page) {
      after = seq;
      const entry = JSON.parse(body) as { readonly ok: boolean; readonly event: string; readonly object: string | null };
      if (entry.ok) done.push(`${entry.event} ${entry.object ?? ''}`);
    }
    if (page.length === 0) return done;
  }
}
