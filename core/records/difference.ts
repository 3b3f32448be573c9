import type { TableShape } from '#core/registry';
import type { WholeRecord } from './stored-records.ts';
import type { Row } from './table-plan.ts';

/** What changes between two states of one table's rows. */
export interface RowChanges {
  readonly added: readonly Row[];
  readonly changed: readonly { readonly id: string; readonly before: Row; readonly after: Row }[];
  readonly removed: readonly Row[];
}

/** What an audit entry says of a change: the changed fields before and after; of child tables the rows concerned, by id. */
export interface Difference {
  readonly before: Row;
  readonly after: Row;
  readonly children: Readonly<Record<string, RowChanges>>;
  readonly empty: boolean;
}

/** Fields that change with every writing and tell nothing of their own. */
const BOOKKEEPING = new Set(['version', 'updatedAt', 'updatedBy']);

export function difference(
  shape: TableShape,
  childShapes: readonly TableShape[],
  before: WholeRecord,
  after: WholeRecord,
): Difference {
  const own = changedFields(shape.names, before as Row, after as Row);
  const children: Record<string, RowChanges> = {};
  let empty = Object.keys(own.after).length === 0;
  for (const child of childShapes) {
    const name = child.child ?? '';
    const changes = rowChanges(child.names, (before[name] ?? []) as Row[], (after[name] ?? []) as Row[]);
    if (changes.added.length + changes.changed.length + changes.removed.length === 0) continue;
    children[name] = changes;
    empty = false;
  }
  return { ...own, children, empty };
}

/** The two sides of a difference as an audit entry keeps them. */
export function auditSides({ before, after, children }: Difference): { before: Row; after: Row } {
  const sides = { before: { ...before }, after: { ...after } };
  for (const [name, { added, changed, removed }] of Object.entries(children)) {
    sides.before[name] = [...changed.map((row) => ({ id: row.id, ...row.before })), ...removed];
    sides.after[name] = [...changed.map((row) => ({ id: row.id, ...row.after })), ...added];
  }
  return sides;
}

function changedFields(names: readonly string[], before: Readonly<Row>, after: Readonly<Row>): { before: Row; after: Row } {
  const was: Row = {};
  const is: Row = {};
  for (const name of names) {
    const [a, b] = [before[name] ?? null, after[name] ?? null];
    if (a === b || BOOKKEEPING.has(name) || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))) continue;
    was[name] = a;
    is[name] = b;
  }
  return { before: was, after: is };
}

function rowChanges(names: readonly string[], before: readonly Row[], after: readonly Row[]): RowChanges {
  const old = new Map(before.map((row) => [row['id'], row]));
  const kept = new Set(after.map((row) => row['id']));
  const added: Row[] = [];
  const changed: { id: string; before: Row; after: Row }[] = [];
  for (const row of after) {
    const was = old.get(row['id']);
    if (!was) {
      added.push(row);
      continue;
    }
    const fields = changedFields(names, was, row);
    if (Object.keys(fields.after).length > 0) changed.push({ id: String(row['id']), ...fields });
  }
  return { added, changed, removed: before.filter((row) => !kept.has(row['id'])) };
}
