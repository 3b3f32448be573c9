import type { Registry, TableShape } from '#core/registry';
import { inputOf } from '#core/registry/registry.ts';
import type { FieldLevel, Grant, Verb } from './grant.ts';

const RANK: Readonly<Record<FieldLevel, number>> = { none: 0, masked: 1, read: 2, write: 3 };

/** What tells rows apart, joins them and takes them out of lists is readable wherever the row is: it holds no business value. */
const ALWAYS_READABLE = new Set(['id', 'companyId', 'version', 'archived', 'parentId', 'position']);

export function atLeast(level: FieldLevel, wanted: FieldLevel): boolean {
  return RANK[level] >= RANK[wanted];
}

/** Whether a grant names a verb; `action:*` stands for every action. */
export function grants(grant: Grant, verb: Verb): boolean {
  return grant.can.includes(verb) || (verb.startsWith('action:') && grant.can.includes('action:*'));
}

/**
 * The level one grant gives a field: the most exact name wins. A field that is computed from others is open only where all of them are, and nobody
 * writes what the program sets.
 */
export function levelOf(registry: Registry, grant: Grant, table: TableShape, name: string, seen: ReadonlySet<string> = new Set()): FieldLevel {
  const field = Object.hasOwn(table.fields, name) ? table.fields[name] : undefined;
  if (!field) return 'none';
  const named = table.child === null ? namedLevel(grant, [name, '*']) : namedLevel(grant, [`${table.child}.${name}`, `${table.child}.*`, '*']);
  const own = named === 'write' && field.system ? 'read' : named;
  if (ALWAYS_READABLE.has(name)) return atLeast(own, 'read') ? own : 'read';
  const key = `${table.key}.${name}`;
  if (seen.has(key)) return own;
  const within = new Set([...seen, key]);
  for (const input of field.computedFrom ?? []) {
    const source = inputOf(registry, table, input);
    if (!source || !atLeast(levelOf(registry, grant, source.table, source.name, within), 'read')) return 'none';
  }
  return own;
}

function namedLevel(grant: Grant, names: readonly string[]): FieldLevel {
  const fields = grant.fields;
  if (!fields) return 'write';
  for (const name of names) {
    const level = fields[name];
    if (level !== undefined) return level;
  }
  return 'none';
}
