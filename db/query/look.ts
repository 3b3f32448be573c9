import { toSql, type Expression, type Fragment } from '#common/expression';
import type { Dialect, StoredRow } from '#db/store.ts';
import type { CompanionKind } from '../search/index.ts';
import { hole, opened, type Hole } from './holes.ts';
import { Paths } from './paths.ts';
import { rowReader, type ReadRow } from './read-row.ts';
import { and, join, sqlOf } from './text.ts';
import type { View } from './view.ts';

/** Rows whose text, or what is kept beside it, lies from one value to another; and holds a third, where that is asked for. */
export interface LookTree {
  readonly view: View;
  readonly select: readonly (readonly string[])[];
  readonly also: readonly Expression[];
  readonly field: string;
  readonly companion?: CompanionKind;
  readonly holds?: boolean;
  /** The last first. */
  readonly descending?: boolean;
}

export interface CompiledLook {
  readonly text: string;
  readonly params: Fragment['params'];
  /** `from`, `to` (excluded), `holds` and the limit. */
  readonly holes: readonly Hole[];
  read(row: StoredRow): ReadRow;
  /** Whether an index leads to the rows, however many others there are. */
  readonly quick: boolean;
}

/** @returns undefined where the field is open in no row, or has no such companion */
export function compileLook(tree: LookTree, dialect: Dialect): CompiledLook | undefined {
  const { view, companion, field } = tree;
  const cell = companion ? view.companion('t', field, companion) : view.cell('t', field)?.open;
  if (!cell) return undefined;
  const paths = new Paths(view, dialect);
  const columns: Fragment[] = [];
  const read = rowReader(tree.select.map((path) => paths.find(path, 'show')), columns);
  const compared = (operator: string, name: string): Fragment => sqlOf(`${cell.text} ${operator} ?`, [...cell.params, hole({ named: name })]);
  const has = dialect === 'sqlite' ? 'instr' : 'strpos';
  const where = and([
    paths.rows(),
    ...tree.also.map((condition) => toSql(condition, paths.target())),
    compared('>=', 'from'),
    compared('<', 'to'),
    tree.holds ? sqlOf(`${has}(${cell.text}, ?) > 0`, [...cell.params, hole({ named: 'holds' })]) : undefined,
  ]);
  const way = tree.descending ? ' DESC' : '';
  const statement = join([
    sqlOf('SELECT'), join(columns, ', '), sqlOf('FROM'), paths.from(), sqlOf('WHERE'), where, sqlOf('ORDER BY'), sqlOf(`${cell.text}${way}`, cell.params), sqlOf(`, t."id"${way} LIMIT ?`, [hole({ limit: true })]),
  ], ' ');
  return { text: statement.text, ...opened(statement.params), read, quick: cell.params.length === 0 && !cell.text.startsWith('CASE') && !tree.holds && view.reach === 'company' };
}
