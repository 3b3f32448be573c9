import type { Stored } from '#common/fields';
import { KEY_FORM, type Companion } from '../search/index.ts';
import type { Transaction } from '../store.ts';
import { quoted } from './columns.ts';
import type { TablePlan } from './table-plan.ts';

// Values in one statement; both drivers take more than thirty thousand.
const MOST_VALUES = 20_000;

/** Names what is filled in a store of these tables, and in which form. */
export function filledMark(plans: readonly TablePlan[]): string {
  return JSON.stringify([KEY_FORM, plans.flatMap(({ name, companions }) => companions.map(({ column }) => `${name}.${column}`)).toSorted()]);
}

/** The companions of a table that a store with this mark has not filled. */
export function unfilled(plan: TablePlan, mark: string | undefined): Companion[] {
  const [form, columns] = mark === undefined ? [] : (JSON.parse(mark) as [number, string[]]);
  const filled = new Set(form === KEY_FORM ? columns : []);
  return plan.companions.filter(({ column }) => !filled.has(`${plan.name}.${column}`));
}

/** Writes the companions of rows that were there before them, a page at a time: a large table is never in memory as a whole. */
export async function fillCompanions(transaction: Transaction, table: string, companions: readonly Companion[]): Promise<void> {
  const fields = [...new Set(companions.map(({ source }) => source))];
  const sources = fields.map(quoted).join(', ');
  const page = Math.floor(MOST_VALUES / (companions.length + 1));
  const select = `SELECT "id", ${sources} FROM ${quoted(table)} WHERE "id" > ? AND COALESCE(${sources}${fields.length === 1 ? ', NULL' : ''}) IS NOT NULL ORDER BY "id" LIMIT ${page}`;
  const names = companions.map(({ column }) => quoted(column));
  const set = names.map((name) => `${name} = k.${name}`).join(', ');
  const row = `(${[...names, '?'].map(() => '?').join(', ')})`;
  let last: Stored = '';
  for (;;) {
    const rows = await transaction.rows(select, [last]);
    if (rows.length > 0) {
      const update = `WITH k("id", ${names.join(', ')}) AS (VALUES ${rows.map(() => row).join(', ')})
        UPDATE ${quoted(table)} SET ${set} FROM k WHERE ${quoted(table)}."id" = k."id"`;
      const values = rows.flatMap(([id = null, ...texts]) => [id, ...companions.map((companion) => keyOf(companion, texts[fields.indexOf(companion.source)]))]);
      await transaction.run(update, values);
    }
    if (rows.length < page) return;
    last = rows.at(-1)?.[0] ?? null;
  }
}

function keyOf({ key }: Companion, text: Stored | undefined): Stored {
  return text === null || text === undefined ? null : key(String(text));
}
