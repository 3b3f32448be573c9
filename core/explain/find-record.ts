import { refuse } from '#common/errors';
import { columnName, type ObjectDefinition } from '#common/objects';
import type { Registry } from '#core/registry';
import type { Reader } from '#db';
import { quoted } from '#db/query';

export interface RecordPlace {
  readonly id: string;
  /** Null for what belongs to the whole store. */
  readonly company: string | null;
}

/** What people read off a document to somebody who may not see it. Names are not among them: nobody tries out here which customers there are. */
const TOLD = ['number', 'code'] as const;

/**
 * A record by its id, number or code; the company's own first. Read beside the gate, since whoever explains access may see no record themselves: nothing of it
 * but its id leaves this folder.
 * @throws PanshiError `not_found`
 */
export async function findRecord(
  reader: Reader, registry: Registry, definition: ObjectDefinition, told: string, company: string | null,
): Promise<RecordPlace> {
  const { table, fields } = registry.table(definition.name);
  const columns = ['id', ...TOLD.filter((name) => fields[name]?.type === 'text').map(columnName)];
  const place = definition.belongs === 'store' ? 'NULL' : '"company_id"';
  const rows = await reader.rows(
    `SELECT "id", ${place} FROM ${quoted(table)} WHERE ${columns.map((column) => `${quoted(column)} = ?`).join(' OR ')} LIMIT 100`,
    columns.map(() => told),
  );
  const [id, owner] = rows.find((row) => row[1] === company) ?? rows[0] ?? [];
  if (id === undefined) {
    throw refuse('not_found', `没有编号、代码或标识为“${told}”的${definition.label.zh}。`, `No ${definition.label.en.toLowerCase()} has the number, code or id "${told}".`);
  }
  return { id: String(id), company: owner === null || owner === undefined ? null : String(owner) };
}
