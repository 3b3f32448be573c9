import type { ApiHistory } from '#common/api';
import { same } from './changes.ts';

type Values = Readonly<Record<string, unknown>>;
export type HistoryEntry = ApiHistory['entries'][number];

/** One thing that changed: a field, or rows of a child table that were added, taken away or changed. */
export type HistoryChange =
  | { readonly kind: 'field'; readonly field: string; readonly from: unknown; readonly to: unknown }
  | { readonly kind: 'rows'; readonly child: string; readonly added: number; readonly removed: number; readonly changed: number };

/** Said by the event itself, or by nobody wanted. */
const QUIET = new Set(['version', 'updatedAt', 'updatedBy', 'createdAt', 'createdBy', 'id', 'companyId']);

/** What an entry changed, out of what was before and after. */
export function changesOf(entry: HistoryEntry): readonly HistoryChange[] {
  const { before, after } = entry;
  if (before === null || after === null) return [];
  return Object.keys(after).flatMap((name): HistoryChange[] => {
    if (QUIET.has(name) || same(before[name], after[name])) return [];
    if (Array.isArray(after[name]) || Array.isArray(before[name])) return rowsChanged(name, before[name], after[name]);
    return [{ kind: 'field', field: name, from: before[name], to: after[name] }];
  });
}

function rowsChanged(child: string, before: unknown, after: unknown): HistoryChange[] {
  const old = new Map(rowsOf(before).map((row) => [row['id'], row]));
  const now = new Map(rowsOf(after).map((row) => [row['id'], row]));
  const added = [...now.keys()].filter((id) => !old.has(id)).length;
  const removed = [...old.keys()].filter((id) => !now.has(id)).length;
  const changed = [...now].filter(([id, row]) => old.has(id) && !same(old.get(id), row)).length;
  return [{ kind: 'rows', child, added, removed, changed }];
}

function rowsOf(value: unknown): readonly Values[] {
  return Array.isArray(value) ? (value as Values[]) : [];
}

/**
 * The record as it was after an entry: the first entry tells it whole, later ones what differed, rows by their ids.
 * @param entries the oldest first
 */
export function asItWas(entries: readonly HistoryEntry[], at: number): Values {
  return entries.slice(0, at + 1).reduce<Values>((record, { before, after }) => {
    const changed = Object.entries(after ?? {}).map(([name, value]) => [name, Array.isArray(value) ? rowsAfter(record[name], before?.[name], value) : value] as const);
    return { ...record, ...Object.fromEntries(changed) };
  }, {});
}

function rowsAfter(known: unknown, before: unknown, after: readonly unknown[]): readonly Values[] {
  const now = new Map(rowsOf(after).map((row) => [row['id'], row]));
  const gone = new Set(rowsOf(before).map((row) => row['id']).filter((id) => !now.has(id)));
  const kept = rowsOf(known).filter((row) => !gone.has(row['id'])).map((row) => ({ ...row, ...now.get(row['id']) }));
  const there = new Set(kept.map((row) => row['id']));
  return [...kept, ...rowsOf(after).filter((row) => !there.has(row['id']))].toSorted((a, b) => Number(a['position'] ?? 0) - Number(b['position'] ?? 0));
}
