import type { AuditEntry } from '#core/audit';
import { CHILD, fieldsIn } from './fields.ts';
import type { Oracle } from './oracle.ts';
import type { Tape } from './tape.ts';
import { before, candidates, type Values, type World, type WorldRow } from './world.ts';

/** What the log holds of one record. */
export interface PastEntry {
  readonly row: WorldRow;
  readonly event: string;
  readonly before: Values | null;
  readonly after: Values | null;
}

/** A creation and a few changes of each of some records; the values are anything their cells may hold. */
export function makePast(tape: Tape, world: World): PastEntry[] {
  return world.flatMap((row) => {
    if (!tape.once(2)) return [];
    const child = CHILD[row.object];
    const created: Values = { ...row.values, ...(child === undefined ? {} : { [child]: row.children.map((values) => ({ ...values })) }) };
    const changes = Array.from({ length: tape.upTo(3) }, (): PastEntry => {
      const names = tape.some(changeable(row.object), 3);
      const sides = [0, 1].map(() =>
        Object.fromEntries(names.map((name) => [name, tape.one(candidates(before(world, row), row.object, name))])),
      );
      const [was, is] = [sides[0] ?? {}, sides[1] ?? {}];
      if (child !== undefined && tape.once(2)) {
        const table = `${row.object}.${child}`;
        const rows = row.children.filter(() => tape.once(2));
        for (const side of [was, is]) {
          side[child] = rows.map((values) => {
            const name = tape.one(changeable(table));
            return { id: values['id'] ?? null, [name]: tape.one(candidates(before(world, row), table, name)) };
          });
        }
      }
      return { row, event: 'update', before: was, after: is };
    });
    return [{ row, event: 'create', before: null, after: created }, ...changes];
  });
}

/** The same past with other values wherever the person may not see the cell now. */
export function twinPast(tape: Tape, past: readonly PastEntry[], world: World, oracle: Oracle): PastEntry[] {
  return past.map((entry) => ({
    ...entry,
    before: varied(tape, entry.row, entry.before, world, oracle),
    after: varied(tape, entry.row, entry.after, world, oracle),
  }));
}

function varied(tape: Tape, row: WorldRow, side: Values | null, world: World, oracle: Oracle): Values | null {
  if (side === null) return null;
  const child = CHILD[row.object];
  const values = variedCells(tape, row, row.object, side, world, oracle);
  const rows = child === undefined ? undefined : side[child];
  if (child === undefined || !Array.isArray(rows)) return values;
  return { ...values, [child]: rows.map((one: Values) => variedCells(tape, row, `${row.object}.${child}`, one, world, oracle)) };
}

function variedCells(tape: Tape, row: WorldRow, table: string, side: Values, world: World, oracle: Oracle): Values {
  const result: Values = { ...side };
  const can = new Set(changeable(table));
  for (const name of Object.keys(side)) {
    if (can.has(name) && oracle.cell(row, world, table, name) !== 'open')
      result[name] = tape.one(candidates(before(world, row), table, name));
  }
  return result;
}

/** Fields that tell something of their own. */
function changeable(table: string): string[] {
  return Object.keys(fieldsIn(table)).filter((name) => !['id', 'companyId', 'version', 'archived', 'parentId', 'position'].includes(name));
}

export function auditEntry({ row, event, before, after }: PastEntry): AuditEntry {
  return { event, object: row.object, record: row.id, before, after };
}
