import { decimal, fromScaled } from '#common/decimal';
import { refuse } from '#common/errors';
import { toSql, type Expression, type Fragment } from '#common/expression';
import { kindOf, type Field, type JsonValue, type Stored } from '#common/fields';
import type { Dialect, StoredRow } from '#db/store.ts';
import { opened, type Hole } from './holes.ts';
import { named } from './list.ts';
import { Paths, type Found } from './paths.ts';
import { searched, type Searched } from './searched.ts';
import { and, join, sqlOf } from './text.ts';
import type { View } from './view.ts';

export type Aggregate = 'sum' | 'avg' | 'min' | 'max' | 'count' | 'countDistinct';

/** One column of the answer: a field, a part of a date, or an aggregate. */
export interface Measure {
  readonly alias: string;
  readonly aggregate?: Aggregate;
  readonly part?: 'month' | 'year';
  /** Absent for `count()`. */
  readonly path?: readonly string[];
}

export interface GroupTree {
  readonly view: View;
  readonly select: readonly Measure[];
  readonly filter?: Expression;
  readonly also?: readonly Expression[];
  readonly search?: Searched;
  /** Looks at none but rows with the ids given. */
  readonly from?: 'ids';
  readonly group: readonly Measure[];
  /** Places in `select`. */
  readonly order: readonly { readonly index: number; readonly descending: boolean }[];
  readonly limit: number;
}

export interface CompiledGroups {
  readonly text: string;
  readonly params: Fragment['params'];
  readonly holes: readonly Hole[];
  read(row: StoredRow): Record<string, JsonValue>;
}

/** Places that an average has beyond those of what is averaged. */
const AVERAGE_PLACES = 4;

/** @throws PanshiError `field_denied`, `unsupported_filter`, `malformed` for an aggregate that does not fit its field */
export function compileGroups(tree: GroupTree, dialect: Dialect): CompiledGroups {
  const paths = new Paths(tree.view, dialect);
  const columns: Fragment[] = [];
  const measures = tree.select.map((measure) => compileMeasure(measure, paths, columns, dialect));
  const groups = tree.group.map((measure) => {
    // By its place where it is selected: PostgreSQL does not recognise an expression with parameters as the same one.
    const selected = tree.select.findIndex((other) => sameDimension(other, measure));
    const compiled = measures[selected];
    return compiled ? sqlOf(String(compiled.at + 1)) : dimension(measure, paths).sql;
  });
  const filters = [tree.filter, ...(tree.also ?? [])].map((filter) => (filter ? toSql(filter, paths.target()) : undefined));
  const isNamed = tree.from === 'ids';
  const where = and([isNamed ? sqlOf('t."id" = w.value') : undefined, paths.rows(), ...filters, tree.search ? searched(tree.search, paths, dialect) : undefined]);
  const head = join(columns, ', ');
  const from = isNamed ? paths.from(named(tree.view, dialect)) : paths.from();
  let text = `SELECT ${head.text} FROM ${from.text} WHERE ${where.text}`;
  const params = [...head.params, ...from.params, ...where.params];
  if (groups.length > 0) {
    const by = join(groups, ', ');
    text += ` GROUP BY ${by.text}`;
    params.push(...by.params);
  }
  const order = tree.order.map(({ index, descending }) => ordered(measures[index], descending, dialect));
  // Ties are broken by what the answer holds: left to the database, their order would follow rows that the reader does not see.
  const grouped = groups.length > 0 || tree.select.some((measure) => measure.aggregate !== undefined);
  const ties = grouped ? measures.map((measure) => String(measure.at + 1)) : ['t."id"'];
  text += ` ORDER BY ${[...order, ...ties].join(', ')}`;
  text += ' LIMIT ?';
  params.push({ value: tree.limit });
  return {
    text,
    ...opened(params),
    read: (row) => Object.fromEntries(measures.map((measure) => [measure.alias, measure.read(row)])),
  };
}

function sameDimension(a: Measure, b: Measure): boolean {
  return a.aggregate === undefined && a.part === b.part && a.path?.join('.') === b.path?.join('.');
}

interface CompiledMeasure {
  readonly alias: string;
  readonly at: number;
  read(row: StoredRow): JsonValue;
}

function ordered(measure: CompiledMeasure | undefined, descending: boolean, dialect: Dialect): string {
  const nulls = dialect === 'postgres' ? (descending ? ' NULLS LAST' : ' NULLS FIRST') : '';
  return `${(measure?.at ?? 0) + 1}${descending ? ' DESC' : ''}${nulls}`;
}

function compileMeasure(measure: Measure, paths: Paths, columns: Fragment[], dialect: Dialect): CompiledMeasure {
  const { alias, aggregate, path } = measure;
  if (aggregate === undefined) {
    const { sql, decode } = dimension(measure, paths);
    return single(alias, sql, columns, decode);
  }
  if (!path) return single(alias, sqlOf('count(*)'), columns, (stored) => Number(stored));
  const found = paths.find(path, 'compute');
  const cell = found.cell.open ?? sqlOf('NULL');
  const called = (name: string): Fragment => sqlOf(`${name}(${cell.text})`, cell.params);
  switch (aggregate) {
    case 'count':
      return single(alias, called('count'), columns, (stored) => Number(stored));
    case 'countDistinct':
      return single(alias, sqlOf(`count(DISTINCT ${cell.text})`, cell.params), columns, (stored) => Number(stored));
    case 'min':
    case 'max':
      return single(alias, extreme(aggregate, found, cell, dialect), columns, decoder(found.field));
    case 'sum':
      return single(alias, called('sum'), columns, summed(found));
    case 'avg':
      return average(alias, found, cell, columns);
  }
}

function single(alias: string, sql: Fragment, columns: Fragment[], decode: (stored: Exclude<Stored, null>) => JsonValue): CompiledMeasure {
  const at = columns.push(sql) - 1;
  return {
    alias,
    at,
    read: (row) => {
      const stored = row[at];
      return stored === null || stored === undefined ? null : decode(stored);
    },
  };
}

function dimension(measure: Measure, paths: Paths): { sql: Fragment; decode: (stored: Exclude<Stored, null>) => JsonValue } {
  const found = paths.find(measure.path ?? [], 'compute');
  const cell = found.cell.open ?? sqlOf('NULL');
  if (measure.part === undefined) return { sql: cell, decode: decoder(found.field) };
  if (found.field.type !== 'date' && found.field.type !== 'time') {
    throw refuse('malformed', `${measure.part} 只能用于日期字段。`, `${measure.part}() takes a date.`);
  }
  return { sql: sqlOf(`substr(${cell.text}, 1, ${measure.part === 'month' ? 7 : 4})`, cell.params), decode: (stored) => String(stored) };
}

function decoder(field: Field): (stored: Exclude<Stored, null>) => JsonValue {
  const kind = kindOf(field);
  return (stored) => kind.decode(stored, field);
}

function scaleOf(found: Found): number {
  const { field } = found;
  if (field.type === 'decimal') return field.scale;
  if (field.type === 'int') return 0;
  throw refuse('malformed', `只能对数值字段求和：${found.path.join('.')}`, `Only numbers can be summed: ${found.path.join('.')}`);
}

function summed(found: Found): (stored: Exclude<Stored, null>) => JsonValue {
  const scale = scaleOf(found);
  const shown = found.field.type === 'decimal' ? found.field.shown : 0;
  return (stored) => fromScaled(BigInt(stored), scale, shown);
}

/** The database's own average is a float; this is the exact sum over the exact count. */
function average(alias: string, found: Found, cell: Fragment, columns: Fragment[]): CompiledMeasure {
  const scale = scaleOf(found);
  const at = columns.push(sqlOf(`sum(${cell.text})`, cell.params)) - 1;
  const countAt = columns.push(sqlOf(`count(${cell.text})`, cell.params)) - 1;
  return {
    alias,
    at,
    read: (row) => {
      const total = row[at];
      const count = row[countAt];
      if (total === null || total === undefined || !count) return null;
      return decimal(fromScaled(BigInt(total), scale)).div(Number(count)).toFixed(scale + AVERAGE_PLACES);
    },
  };
}

function extreme(aggregate: 'min' | 'max', found: Found, cell: Fragment, dialect: Dialect): Fragment {
  const asNumber = dialect === 'postgres' && found.field.type === 'bool' ? '::int' : '';
  return sqlOf(`${aggregate}(${cell.text}${asNumber})`, cell.params);
}
