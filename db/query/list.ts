import { toSql, type Expression, type Fragment } from '#common/expression';
import { kindOf, type ColumnType, type Stored } from '#common/fields';
import type { Dialect, StoredRow } from '#db/store.ts';
import { hole, opened, type Hole } from './holes.ts';
import { Paths } from './paths.ts';
import { rowReader, type ReadRow } from './read-row.ts';
import { searched, type Searched } from './searched.ts';
import { and, join, or, quoted, sqlOf } from './text.ts';
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
  readonly search?: Searched;
  readonly sort: readonly SortKey[];
  /** Continue after a row with such sort values, `null` where the value was NULL; one pattern of nulls a compilation. */
  readonly after?: readonly boolean[];
  /**
   * Where the rows come from: `place` skips so many of the order, counted from its end in `placeFromEnd`, without looking into the rows that it skips;
   * `ids` looks at none but these.
   */
  readonly from?: 'place' | 'placeFromEnd' | 'ids';
}

export interface CompiledList {
  readonly text: string;
  readonly params: Fragment['params'];
  /** Where what is known only when the statement runs goes among the parameters. */
  readonly holes: readonly Hole[];
  read(row: StoredRow): ReadRow;
  /** A row's place in the order: its sort values, for the next cursor. */
  place(row: StoredRow): Stored[];
  /** How the columns of the sort keys keep their values. */
  readonly sortColumns: readonly ColumnType[];
}

/** @throws PanshiError `field_denied` for what the view does not hold, `unsupported_filter` for what a database cannot run */
export function compileList(tree: ListTree, dialect: Dialect): CompiledList {
  const paths = new Paths(tree.view, dialect);
  const shown = tree.select.map((path) => paths.find(path, 'show'));
  const keys = sortKeys(tree.sort, paths);
  const columns: Fragment[] = [];
  const read = rowReader(shown, columns);
  const sortAt = keys.map((key) => placeOf(key.sql, columns));
  const skips = tree.from === 'place' || tree.from === 'placeFromEnd';
  const conditions = skips
    ? and([sqlOf('t."id" = p."id"'), paths.rows()])
    : and([
        tree.from === 'ids' ? sqlOf('t."id" = w.value') : undefined,
        paths.rows(isWalk(tree)), ...conditionsOf(tree, paths, dialect), tree.after ? after(keys, tree.after) : undefined,
      ]);
  const from = skips ? paths.from(picked(tree, dialect)) : tree.from === 'ids' ? paths.from(named(tree.view, dialect)) : paths.from();
  const parts = [
    prefixed('SELECT', join(columns, ', ')), prefixed('FROM', from), prefixed('WHERE', conditions), prefixed('ORDER BY', ordered(keys, dialect)),
    ...(skips ? [] : [sqlOf('LIMIT ?', [hole({ limit: true })])]),
  ];
  const statement = join(parts, ' ');
  return {
    text: statement.text,
    ...opened(statement.params),
    sortColumns: keys.map((key) => key.column),
    read,
    place: (row) => sortAt.map((at) => row[at] ?? null),
  };
}

export function compileCount(tree: ListTree, dialect: Dialect): Omit<CompiledList, 'read' | 'place' | 'sortColumns'> {
  const paths = new Paths(tree.view, dialect);
  const isNamed = tree.from === 'ids';
  const where = and([isNamed ? sqlOf('t."id" = w.value') : undefined, paths.rows(), ...conditionsOf(tree, paths, dialect)]);
  const statement = join([sqlOf('SELECT count(*)'), prefixed('FROM', isNamed ? paths.from(named(tree.view, dialect)) : paths.from()), prefixed('WHERE', where)], ' ');
  return { text: statement.text, ...opened(statement.params) };
}

/** Whether rows are taken as their ids follow each other, all of them. */
function isWalk({ sort, filter, search, from }: ListTree): boolean {
  return !filter && !search && !from && (sort[0] ? sort[0].path.join('.') === 'id' : true);
}

/** The ids of a page, found in an index alone where there is one for the order; only then are their rows looked at. */
function picked(tree: ListTree, dialect: Dialect): Fragment {
  const paths = new Paths(tree.view, dialect);
  const where = and([paths.rows(), ...conditionsOf(tree, paths, dialect)]);
  const keys = sortKeys(tree.sort, paths).map((key) => (tree.from === 'placeFromEnd' ? { ...key, descending: !key.descending } : key));
  const page = join([
    sqlOf('SELECT t."id"'), prefixed('FROM', paths.from()), prefixed('WHERE', where), prefixed('ORDER BY', ordered(keys, dialect)),
    sqlOf('LIMIT ? OFFSET ?', [hole({ limit: true }), hole({ offset: true })]),
  ], ' ');
  // CROSS JOIN: SQLite looks the ids up, one by one.
  return sqlOf(`(${page.text}) p CROSS JOIN ${quoted(tree.view.table)} t`, page.params);
}

/** The rows with the ids given, `w.value`, in place of all of the table. */
export function named(view: View, dialect: Dialect): Fragment {
  const wanted = dialect === 'sqlite' ? 'json_each(?) w' : 'jsonb_array_elements_text(?::jsonb) w(value)';
  return sqlOf(`${wanted} CROSS JOIN ${quoted(view.table)} t`, [hole({ ids: true })]);
}

function conditionsOf(tree: ListTree, paths: Paths, dialect: Dialect): (Fragment | undefined)[] {
  const filters = [tree.filter, ...(tree.also ?? [])].map((filter) => (filter ? toSql(filter, paths.target()) : undefined));
  return [...filters, tree.search ? searched(tree.search, paths, dialect) : undefined];
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

/** The keys asked for, searchable texts by their place in the order of names; and the id last, so that the order is total. */
function sortKeys(sort: readonly SortKey[], paths: Paths): Key[] {
  const keys = sort.map(({ path, descending }) => {
    const found = paths.find(path, 'compute');
    const sql = found.companion('order') ?? found.cell.open ?? sqlOf('NULL');
    return { sql, descending, nullable: found.nullable, column: kindOf(found.field).column };
  });
  const last = sort.at(-1);
  return last?.path.join('.') === 'id' ? keys : [...keys, { sql: sqlOf('t."id"'), descending: last?.descending ?? false, nullable: false, column: 'text' }];
}

function ordered(keys: readonly Key[], dialect: Dialect): Fragment {
  return join(keys.map((key) => direction(key, dialect)), ', ');
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
    const value = hole({ after: index });
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
