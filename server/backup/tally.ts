import { childTableName, tableName, type ObjectDefinition } from '#common/objects';
import { GENESIS, type ChainHead } from '#core/audit';
import type { Reader } from '#db';

/** What a store holds, to be compared after a restore: rows of each table, and where the audit chain stands. */
export interface Tally {
  readonly rows: Readonly<Record<string, number>>;
  /** Debit and credit of all vouchers, and the value of all stock, in hundredths of the currency or finer, as the store keeps them. */
  readonly sums: Readonly<Record<string, string>>;
  readonly head: ChainHead;
}

const SYSTEM = ['audit_entry', 'credential', 'sequence', 'overlay', 'attachment', 'setting', 'preference', 'draft', 'saved_item', 'notice', 'comment', 'import_batch'];

/** Counts it in one place of the log: nothing else may be written meanwhile. */
export async function tallyOf(reader: Reader, definitions: readonly ObjectDefinition[]): Promise<Tally> {
  const rows: Record<string, number> = {};
  const sums: Record<string, string> = {};
  const count = async (table: string) => {
    const [row] = await reader.rows(`SELECT COUNT(*) FROM "${table}"`);
    rows[table] = Number(row?.[0] ?? 0);
  };
  for (const table of SYSTEM) await count(table);
  for (const definition of definitions) {
    await count(tableName(definition.name));
    for (const child of Object.keys(definition.children)) await count(childTableName(definition.name, child));
    for (const [field, { type, ...rest }] of Object.entries(definition.fields)) {
      if (type !== 'decimal' || !('unit' in rest) || rest.unit !== 'amount' || definition.kind === 'platform') continue;
      const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const [row] = await reader.rows(`SELECT CAST(COALESCE(SUM("${column}"), 0) AS TEXT) FROM "${tableName(definition.name)}"`);
      sums[`${definition.name}.${field}`] = String(row?.[0] ?? '0');
    }
  }
  const [last] = await reader.rows('SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1');
  return { rows, sums, head: last === undefined ? { seq: 0, hash: GENESIS } : { seq: Number(last[0]), hash: String(last[1]) } };
}

/** Where two tallies differ, in plain words; empty when they do not. */
export function tallyFaults(expected: Tally, found: Tally): readonly string[] {
  const faults: string[] = [];
  for (const part of ['rows', 'sums'] as const) {
    for (const name of new Set([...Object.keys(expected[part]), ...Object.keys(found[part])])) {
      const [want, have] = [expected[part][name] ?? 0, found[part][name] ?? 0];
      if (want !== have) faults.push(`${name}: ${want} in the backup, ${have} restored`);
    }
  }
  if (expected.head.seq !== found.head.seq || expected.head.hash !== found.head.hash) faults.push('the audit chain ends elsewhere');
  return faults;
}
