import { refuse } from '#common/errors';
import type { Stored } from '#common/fields';
import { MIGRATION_TABLE } from './migrations/index.ts';
import { quoted } from './schema/columns.ts';
import { readPresent } from './schema/present.ts';
import { isCompanionColumn } from './search/index.ts';
import type { Reader, Store, StoredRow, Transaction } from './store.ts';

// Rows read at a time, and values in one INSERT: both drivers take more than thirty thousand.
const PAGE = 1000;
const MOST_VALUES = 20_000;

/** Columns of a table, with the type the store gives each. */
type Columns = ReadonlyMap<string, string>;

/**
 * Copies every row of one store into an empty one, of whatever dialect, as of one moment and all or nothing. A source on PostgreSQL may be in
 * use; one on SQLite is at rest.
 * @param to has the tables and columns of the source already
 * @param check looks both through before the copy is committed; what it throws undoes the copy
 * @throws PanshiError `invalid` when the target lacks a table or column
 */
export async function copyStore(from: Store, to: Store, check: (copied: Reader, source: Reader) => Promise<void>): Promise<void> {
  const wanted = (await readPresent(to.reader)).tables;
  const copy = async (source: Reader): Promise<void> => {
    const tables = [...(await readPresent(source)).tables].filter(([table]) => table !== MIGRATION_TABLE && !table.startsWith('sqlite_'));
    for (const [table, columns] of tables) requireColumns(table, columns, wanted.get(table));
    await to.write(async (transaction) => {
      // Rows come table by table; what they point at may come later.
      await transaction.run(to.dialect === 'sqlite' ? 'PRAGMA defer_foreign_keys = ON' : 'SET CONSTRAINTS ALL DEFERRED');
      for (const [table, columns] of tables) await copyTable(source, transaction, table, columns, wanted.get(table) ?? columns);
      await check(transaction, source);
    });
  };
  await (from.atOneMoment ? from.atOneMoment(copy) : copy(from.longReader));
}

function requireColumns(table: string, columns: Columns, wanted: Columns | undefined): void {
  const missing = [...columns.keys()].filter((column) => wanted?.has(column) !== true && !isCompanionColumn(column));
  if (missing.length === 0) return;
  const where = `${table}: ${missing.join(', ')}`;
  throw refuse('invalid', `本程序不认识存储中的 ${where}`, `the store holds what this program does not know: ${where}`);
}

async function copyTable(source: Reader, target: Transaction, table: string, columns: Columns, wanted: Columns): Promise<void> {
  // What is kept beside searchable texts is of use only where the same texts are searchable.
  const names = [...columns.keys()].filter((column) => wanted.has(column) || !isCompanionColumn(column));
  // The target knows its own format and shape; its epochs give way to the source's.
  if (table === 'epoch') await target.run('DELETE FROM "epoch"');
  // Which companions of texts are filled goes with the rows; an older source has none, and they are filled when the store is next shaped.
  if (table === 'meta') await target.run(`DELETE FROM "meta" WHERE "key" = 'companions'`);
  const where = table === 'meta' ? ` WHERE "key" NOT IN ('format', 'shape')` : '';
  const flags = names.map((name) => target.dialect === 'postgres' && wanted.get(name) === 'boolean');
  const fitting = (value: Stored, at: number): Stored => (flags[at] === true && value !== null ? Number(value) !== 0 : value);
  const most = Math.max(1, Math.floor(MOST_VALUES / names.length));
  for await (const page of pagesOf(source, table, names, where)) {
    for (let at = 0; at < page.length; at += most) {
      const rows = page.slice(at, at + most);
      const row = `(${names.map(() => '?').join(', ')})`;
      await target.run(
        `INSERT INTO ${quoted(table)} (${names.map(quoted).join(', ')}) VALUES ${rows.map(() => row).join(', ')}`,
        rows.flatMap((values) => values.map(fitting)),
      );
    }
  }
}

function pagesOf(source: Reader, table: string, names: readonly string[], where: string): AsyncIterable<readonly StoredRow[]> {
  const list = names.map(quoted).join(', ');
  return source.dialect === 'postgres' ? cursorPages(source, `SELECT ${list} FROM ${quoted(table)}${where}`) : rowidPages(source, table, list, where);
}

async function* cursorPages(source: Reader, select: string): AsyncIterable<readonly StoredRow[]> {
  await source.rows(`DECLARE panshi_copy NO SCROLL CURSOR FOR ${select}`);
  for (;;) {
    const page = await source.rows(`FETCH ${PAGE} FROM panshi_copy`);
    if (page.length > 0) yield page;
    if (page.length < PAGE) break;
  }
  await source.rows('CLOSE panshi_copy');
}

async function* rowidPages(source: Reader, table: string, list: string, where: string): AsyncIterable<readonly StoredRow[]> {
  let after: Stored = -1n;
  for (;;) {
    const also = where === '' ? ' WHERE' : `${where} AND`;
    const page: readonly StoredRow[] = await source.rows(
      `SELECT rowid, ${list} FROM ${quoted(table)}${also} rowid > ? ORDER BY rowid LIMIT ${PAGE}`,
      [after],
    );
    if (page.length > 0) yield page.map((row) => row.slice(1));
    if (page.length < PAGE) return;
    after = page.at(-1)?.[0] ?? null;
  }
}
