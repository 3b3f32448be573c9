import { isPanshiError } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import type { Access, Grant } from '#core/access';
import { atLeast } from '#core/access/levels.ts';
import type { AuditRecord } from '#core/audit/log.ts';
import type { Registry } from '#core/registry';
import type { HistoryEntry } from './gate.ts';

type Side = Readonly<Record<string, unknown>>;

/** An entry, and whose it is: the name of the person is read apart, as far as the reader may know it. */
interface PersonsEntry extends Omit<HistoryEntry, 'name'> {
  readonly person: string | null;
}

/**
 * The past of one record as these grants show it: of each entry only the fields that they let read, and no entry of which nothing is left, so that a
 * change of a hidden field leaves no trace.
 */
export function visibleHistory(access: Access, definition: ObjectDefinition, grants: readonly Grant[], entries: readonly AuditRecord[]): PersonsEntry[] {
  return entries.flatMap((entry) => {
    const body = JSON.parse(entry.body) as { at: string; user: string | null; name: string; event: string; before: Side | null; after: Side | null; ok: boolean };
    if (!body.ok || !changesFields(body.event)) return [];
    const before = shown(access, definition, grants, body.before);
    const after = shown(access, definition, grants, body.after);
    const told = Object.keys(before ?? {}).length + Object.keys(after ?? {}).length > 0;
    return told ? [{ at: body.at, person: body.user, user: body.name, event: body.event, before, after }] : [];
  });
}

/** Events of the platform (`attachment.add`, `records.unmask`) have a dot, and sides that are no fields of the record; those of its life have none. */
function changesFields(event: string): boolean {
  return !event.includes('.');
}

function shown(access: Access, definition: ObjectDefinition, grants: readonly Grant[], side: Side | null): Record<string, unknown> | null {
  if (side === null) return null;
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(side)) {
    if (Object.hasOwn(definition.children, name)) {
      const rows = shownRows(access, definition, grants, name, value);
      if (rows.length > 0) kept[name] = rows;
    } else if (readable(access, definition.name, grants, name)) {
      kept[name] = value;
    }
  }
  return kept;
}

function shownRows(access: Access, definition: ObjectDefinition, grants: readonly Grant[], child: string, value: unknown): Side[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((row: Side) => {
    const fields = Object.entries(row).filter(([name]) => readable(access, `${definition.name}.${child}`, grants, name));
    return fields.some(([name]) => name !== 'id' && name !== 'parentId' && name !== 'position') ? [Object.fromEntries(fields)] : [];
  });
}

function readable(access: Access, key: string, grants: readonly Grant[], field: string): boolean {
  const table = access.registry.findTable(key);
  return table !== undefined && grants.some((grant) => atLeast(access.level(grant, table, field), 'read'));
}

/**
 * A record as it was after its last entry at or before a moment, put together from the log.
 * @param at ISO UTC
 */
export function rebuilt(entries: readonly AuditRecord[], at: string, registry: Registry, object: string): Record<string, unknown> | undefined {
  const definition = registry.definition(object);
  let state: Record<string, unknown> | undefined;
  for (const entry of entries) {
    const body = JSON.parse(entry.body) as { at: string; ok: boolean; event: string; before: Side | null; after: Side | null };
    if (body.at > at) break;
    if (!body.ok || !changesFields(body.event)) continue;
    if (body.event === 'delete') state = undefined;
    else if (body.after) state = laidOver(state ?? {}, body.before ?? {}, body.after, Object.keys(definition.children));
  }
  return state;
}

function laidOver(state: Side, before: Side, after: Side, children: readonly string[]): Record<string, unknown> {
  const next: Record<string, unknown> = { ...state, ...after };
  for (const child of children) {
    if (!(child in before) && !(child in after)) continue;
    const rows = new Map(((state[child] ?? []) as Side[]).map((row) => [row['id'], row]));
    const given = new Set(((after[child] ?? []) as Side[]).map((row) => row['id']));
    for (const row of (before[child] ?? []) as Side[]) if (!given.has(row['id'])) rows.delete(row['id']);
    for (const row of (after[child] ?? []) as Side[]) rows.set(row['id'], { ...rows.get(row['id']), ...row });
    next[child] = [...rows.values()].toSorted((a, b) => Number(a['position']) - Number(b['position']));
  }
  return next;
}

/** Refusals that say somebody tried what is not theirs, or that a business act failed; typing errors are not the log's business. */
export function worthLogging(error: unknown): boolean {
  return isPanshiError(error) && ['forbidden', 'field_denied', 'period_closed', 'insufficient_stock', 'credit_exceeded', 'rule'].includes(error.code);
}
