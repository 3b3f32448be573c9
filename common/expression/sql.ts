import { typed } from './check.ts';
import type { Fragment } from './fragment.ts';
import { unsupported } from './problems.ts';
import { Compiler, type SqlTarget } from './sql-conditions.ts';
import type { Expression } from './tree.ts';

export type { SqlTarget } from './sql-conditions.ts';

/**
 * Compiles an expression to a condition that a database runs. Rows for which the SQL is true are exactly those for which evaluate()
 * gives true; for other rows it is false or NULL, so it belongs in a WHERE, a JOIN condition or a CASE WHEN, never under a NOT
 * (write `!(…)` in the expression).
 * @throws PanshiError `malformed` as checkExpression does, `unsupported_filter` for what is no condition or needs the host to compute
 */
export function toSql(expression: Expression, target: SqlTarget): Fragment {
  const cells = new Map<string, ReturnType<SqlTarget['cell']>>();
  const cell: SqlTarget['cell'] = (path) => {
    const name = path.join('.');
    const known = cells.get(name) ?? target.cell(path);
    cells.set(name, known);
    return known;
  };
  const tree = typed(expression, (path) => cell(path).type);
  if (tree.type.kind !== 'bool') throw unsupported({ zh: '结果必须是是或否。', en: 'its result must be yes or no.' });
  return new Compiler({ dialect: target.dialect, cell }).holds(tree);
}
