import { isPanshiError } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import type { WholeRecord } from '#core/records/stored-records.ts';
import type { Unit } from '#core/records/unit.ts';
import type { Store } from '#db';

export interface UndoneImport {
  readonly removed: number;
  readonly archived: number;
  readonly left: number;
}

/** Tables beside the objects whose rows speak of a record. */
const BESIDE = ['attachment', 'comment'] as const;

/**
 * Takes back records that were imported, the last one first, so that one which names another goes before it.
 * @param mayArchive whether a record that has been used or changed since is the caller's to put away
 */
export async function takeBack(
  store: Store, unit: Unit, definition: ObjectDefinition, ids: readonly string[], mayArchive: (id: string) => Promise<boolean>,
): Promise<UndoneImport> {
  const used = await usedAmong(unit, definition, ids);
  const done = { removed: 0, archived: 0, left: 0 };
  for (const some of partsOf(ids.toReversed())) {
    await new Promise((resolve) => setImmediate(resolve));
    const records = new Map((await unit.records.find(definition, { where: { id: some } }, unit.context.company)).map((record) => [record.id, record]));
    for (const record of some.flatMap((id) => records.get(id) ?? [])) {
      if (!used.has(record.id) && isUntouched(definition, record) && (await removed(store, unit, definition, record))) done.removed += 1;
      else if (definition.kind === 'document' || record['archived'] === true || !(await mayArchive(record.id))) done.left += 1;
      else {
        await unit.update(definition, record, unit.draft(definition, { archived: true }), 'update', 'import');
        done.archived += 1;
      }
    }
  }
  return done;
}

/** So many records, with their lines, are in memory together; between them whoever waits for the host comes in. */
const AT_ONCE = 25;

function partsOf(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, part) => ids.slice(part * AT_ONCE, (part + 1) * AT_ONCE));
}

/** Whether it is as the import made it. */
function isUntouched({ lifecycle }: ObjectDefinition, record: WholeRecord): boolean {
  return record.version === 1 && record['number'] === null && (!lifecycle || record.state === lifecycle.initial);
}

/** In a unit of its own: something may name it that no definition tells of. */
async function removed(store: Store, unit: Unit, definition: ObjectDefinition, record: WholeRecord): Promise<boolean> {
  try {
    await store.write(() => unit.remove(definition, record, 'import'));
    return true;
  } catch (error) {
    if (isPanshiError(error) && error.code === 'conflict') return false;
    throw error;
  }
}

/** Which of the records are named by others, or spoken of beside them; not by one another. */
async function usedAmong({ transaction, registry }: Unit, { name }: ObjectDefinition, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const used = new Set<string>();
  const wanted = JSON.stringify(ids);
  const among = transaction.dialect === 'sqlite' ? 'IN (SELECT value FROM json_each(?))' : 'IN (SELECT jsonb_array_elements_text(?::jsonb))';
  const take = async (text: string, params: readonly string[]): Promise<void> => {
    for (const [id] of await transaction.rows(text, params)) used.add(String(id));
  };
  for (const definition of registry.definitions) {
    for (const table of [registry.table(definition.name), ...registry.childTables(definition)]) {
      for (const [field, declared] of Object.entries(table.fields)) {
        if (declared.type !== 'link' || declared.to !== name) continue;
        const column = `"${table.columns[field] ?? field}"`;
        const own = definition.name === name ? ` AND NOT "${table.child === null ? 'id' : 'parent_id'}" ${among}` : '';
        await take(`SELECT DISTINCT ${column} FROM "${table.table}" WHERE ${column} ${among}${own}`, own === '' ? [wanted] : [wanted, wanted]);
      }
    }
  }
  for (const table of BESIDE) await take(`SELECT DISTINCT "record" FROM "${table}" WHERE "object" = ? AND "record" ${among}`, [name, wanted]);
  return used;
}
