import { toSql, type Expression, type Fragment } from '#common/expression';
import { kindOf, type ColumnType, type Stored } from '#common/fields';
import type { Dialect, StoredRow } from '#db/store.ts';
import { Paths } from './paths.ts';
import { rowReader, type ReadRow } from './read-row.ts';
import { and, join, or, sqlOf } from './text.ts';
import type { View } from './view.ts';

export interface SortKey {
  readonly path: readonly string[];
  readonly descending: boolean;
}

export interface ListTree {
  readonly view: View;
  readonly select: readonly (readonly string[])[];
  readonly filter?: Expression;
  /** Conditions of the program's own, such as "not archived", over visible cells. */
  readonly also?: readonly Expression[];
  /** Fields in which the search text is looked for. */
  readonly searchIn?: readonly (readonly string[])[];
  readonly sort: readonly SortKey[];
  /** Continue after a row with such sort values, `null` where the value was NULL; one pattern of nulls a compilation. */
  readonly after?: readonly boolean[];
}

export interface CompiledList {
  readonly text: string;
  readonly params: Fragment['params'];
  /** Where the search text and the values to continue after, and last the limit, go among the parameters. */
  readonly holes: readonly Hole[];
  read(row: StoredRow): ReadRow;
  /** A row's place in the order: its sort values, for the next cursor. */
  place(row: StoredRow): Stored[];
  /** How the columns of the sort keys keep their values. */
  readonly sortColumns: readonly ColumnType[];
}

/** A parameter that is known only when the statement runs. */
export type Hole = { readonly at: number } & ({ readonly search: true } | { readonly after: number } | { readonly limit: true });

const HOLE = '\u0000';

function hole(name: string): Fragment['params'][number] {
  return { value: HOLE + name };
}

/** @throws PanshiError `field_denied` for what the view does not hold, `unsupported_filter` for what a database cannot run */
export function compileList(tree: ListTree, dialect: Dialect): CompiledList {
  const paths = new Paths(tree.view, dialect);
  const shown = tree.select.map((path) => paths.find(path, 'show'));
  const keys = sortKeys(tree.sort, paths);
  const columns: Fragment[] = [];
  const read = rowReader(shown, columns);
  const sortAt = keys.map((key) => placeOf(key.sql, columns));
  const where = and([paths.rows(), ...conditions(tree, paths, dialect), tree.after ? after(keys, tree.after) : undefined]);
  const order = join(keys.map((key) => direction(key, dialect)), ', ');
  const head = join(columns, ', ');
  const parts = [prefixed('SELECT', head), prefixed('FROM', paths.from()), prefixed('WHERE', where), prefixed('ORDER BY', order)];
  const statement = join(parts, ' ');
  const { params, holes } = opened([...statement.params, hole('limit')]);
  return {
    text: `${statement.text} LIMIT ?`,
    params,
    holes,
    sortColumns: keys.map((key) => key.column),
    read,
    place: (row) => sortAt.map((at) => row[at] ?? null),
  };
}

export function compileCount(tree: ListTree, dialect: Dialect): Omit<CompiledList, 'read' | 'place' | 'sortColumns'> {
  const paths = new Paths(tree.view, dialect);
  const where = and([paths.rows(), ...conditions(tree, paths, dialect)]);
  const statement = join([sqlOf('SELECT count(*)'), prefixed('FROM', paths.from()), prefixed('WHERE', where)], ' ');
  return { text: statement.text, ...opened(statement.params) };
}

function conditions(tree: ListTree, paths: Paths, dialect: Dialect): (Fragment | undefined)[] {
  const filters = [tree.filter, ...(tree.also ?? [])].map((filter) => (filter ? toSql(filter, paths.target()) : undefined));
  return [...filters, tree.searchIn ? searched(tree.searchIn, paths, dialect) : undefined];
}

function searched(fields: readonly (readonly string[])[], paths: Paths, dialect: Dialect): Fragment {
  const has = dialect === 'sqlite' ? 'instr' : 'strpos';
  const parts = fields.map((path) => {
    const cell = paths.find(path, 'compute').cell.open ?? sqlOf('NULL');
    return sqlOf(`${has}(lower(${cell.text}), ?) > 0`, [...cell.params, hole('search')]);
  });
  return parts.length > 0 ? or(parts) : sqlOf('1=0');
}

/** Where a column that a list sorts by is read: with the selected ones, if it is one of them as it stands. */
function placeOf(sql: Fragment, columns: Fragment[]): number {
  const selected = columns.findIndex((column) => column.text === sql.text && column.params.length + sql.params.length === 0);
  return selected < 0 ? columns.push(sql) - 1 : selected;
}

interface Key {
  readonly sql: Fragment;
  readonly descending: boolean;
  readonly nullable: boolean;
  readonly column: ColumnType;
}

/** The keys asked for, and the id last, so that the order is total. */
function sortKeys(sort: readonly SortKey[], paths: Paths): Key[] {
  const keys = sort.map(({ path, descending }) => {
    const found = paths.find(path, 'compute');
    return { sql: found.cell.open ?? sqlOf('NULL'), descending, nullable: found.nullable, column: kindOf(found.field).column };
  });
  const last = sort.at(-1);
  return last?.path.join('.') === 'id' ? keys : [...keys, { sql: sqlOf('t."id"'), descending: last?.descending ?? false, nullable: false, column: 'text' }];
}

/** NULLs come first going up and last going down, in both dialects; said only where it must be, so that indexes serve. */
function direction(key: Key, dialect: Dialect): Fragment {
  const nulls = dialect === 'postgres' && key.nullable ? (key.descending ? ' NULLS LAST' : ' NULLS FIRST') : '';
  return sqlOf(`${key.sql.text}${key.descending ? ' DESC' : ''}${nulls}`, key.sql.params);
}

/** Rows that come later in the order than the one with the given values. @param isNull which of its values are NULL */
function after(keys: readonly Key[], isNull: readonly boolean[]): Fragment {
  const step = (index: number): Fragment => {
    const key = keys[index];
    if (!key) return sqlOf('1=0');
    const rest = step(index + 1);
    const value = hole(`after${index}`);
    const cell = key.sql;
    if (isNull[index]) {
      const same = and([sqlOf(`${cell.text} IS NULL`, cell.params), rest]);
      return key.descending ? same : or([sqlOf(`${cell.text} IS NOT NULL`, cell.params), same]);
    }
    const beyond = sqlOf(`${cell.text} ${key.descending ? '<' : '>'} ?`, [...cell.params, value]);
    const later = key.descending && key.nullable ? or([beyond, sqlOf(`${cell.text} IS NULL`, cell.params)]) : beyond;
    if (index === keys.length - 1) return later;
    const tie = or([later, and([sqlOf(`${cell.text} = ?`, [...cell.params, value]), rest])]);
    // The bound alone lets an index start at the right place; the databases do not find it inside the OR.
    const bound = sqlOf(`${cell.text} ${key.descending ? '<=' : '>='} ?`, [...cell.params, value]);
    return key.descending && key.nullable ? tie : and([bound, tie]);
  };
  return step(0);
}

function prefixed(word: string, fragment: Fragment): Fragment {
  return sqlOf(`${word} ${fragment.text}`, fragment.params);
}

function opened(params: Fragment['params']): { params: Fragment['params']; holes: Hole[] } {
  const holes: Hole[] = [];
  params.forEach((param, at) => {
    if (!('value' in param) || typeof param.value !== 'string' || !param.value.startsWith(HOLE)) return;
    const name = param.value.slice(HOLE.length);
    if (name === 'search') holes.push({ at, search: true });
    else if (name === 'limit') holes.push({ at, limit: true });
    else holes.push({ at, after: Number(name.slice('after'.length)) });
  });
  return { params, holes };
}

