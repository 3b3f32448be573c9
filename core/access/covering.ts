import type { Reader as ExpressionReader } from '#common/expression';
import type { ObjectDefinition } from '#common/objects';
import type { Reader } from '#db';
import { and, bind, quoted, sqlOf, TRUE } from '#db/query';
import type { Access, Coverage } from './access.ts';

/**
 * Decides on a record's own row which of the grants cover it.
 * @param as who is asked about
 * @returns for each grant in turn; undefined where the record is not in that person's company
 */
export async function covering(
  reader: Reader, access: Access, definition: ObjectDefinition, id: string, coverage: readonly Coverage[], as: ExpressionReader,
): Promise<boolean[] | undefined> {
  const columns = coverage.map((one) => one.rows('t') ?? TRUE).map((condition) => sqlOf(`CASE WHEN ${condition.text} THEN 1 ELSE 0 END`, condition.params));
  const where = and([sqlOf('t."id" = ?', [{ value: id }]), access.company(definition, 't')]);
  const { table } = access.registry.table(definition.name);
  const text = `SELECT ${columns.map((column) => column.text).join(', ')} FROM ${quoted(table)} t WHERE ${where.text}`;
  const [row] = await reader.rows(text, bind([...columns.flatMap((column) => column.params), ...where.params], as));
  return row && coverage.map((_, index) => Number(row[index]) === 1);
}
