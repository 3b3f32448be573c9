import type { Text } from '#common/errors';
import type { Stored } from '#common/fields';
import { readerOf, type Context } from '#core/context';
import type { Access } from '#core/access';
import { isStorable } from '#core/records/storable.ts';
import type { Reader } from '#db';
import { bind, quoted, type View } from '#db/query';

/** What a text that stands for a record leads to. */
export type Found = { readonly id: string } | { readonly problem: Text };

const UNKNOWN: Text = { zh: '没有找到所指的记录', en: 'points at a record that was not found' };
const AMBIGUOUS: Text = { zh: '有多条记录符合，请改用编码', en: 'more than one record is called so; give its code' };

/**
 * Records by what people call them: code, else number, else title, exactly as written; all texts of one object in one question each. Only what the reader may
 * see is found, and a record that is hidden is told of in the same words as one that is not there.
 */
export async function findLinks(reader: Reader, access: Access, context: Context, object: string, texts: readonly string[]): Promise<ReadonlyMap<string, Found>> {
  const view = access.view(object);
  const { definition } = access.registry.table(object);
  const found = new Map<string, Found>();
  const names = ['code', ...(definition.numbering ? ['number'] : []), definition.title];
  for (const name of new Set(names)) {
    const left = texts.filter((text) => !found.has(text) && isStorable(text));
    if (!view || left.length === 0) break;
    if (view.field(name)?.type !== 'text') continue;
    const statement = byName(reader, view, context, name, left);
    if (!statement) continue;
    for (const [text, ids] of Map.groupBy(await reader.rows(...statement), ([text]) => String(text))) {
      found.set(text, ids.length === 1 ? { id: String(ids[0]?.[1]) } : { problem: AMBIGUOUS });
    }
  }
  for (const text of texts) if (!found.has(text)) found.set(text, { problem: UNKNOWN });
  return found;
}

function byName(reader: Reader, view: View, context: Context, name: string, texts: readonly string[]): [string, Stored[]] | undefined {
  const cell = view.cell('t', name)?.open;
  if (!cell) return undefined;
  const rows = view.rows('t');
  const wanted = reader.dialect === 'sqlite' ? 'json_each(?) w' : 'jsonb_array_elements_text(?::jsonb) w(value)';
  const column = `t.${quoted(name)}`;
  // The bare column as well as the reader's cell: an index knows only the column, and where the cell has the value, so has the column.
  const text = `SELECT w.value, t."id" FROM ${wanted} CROSS JOIN ${quoted(view.table)} t
    WHERE ${column} = w.value AND (${cell.text}) = w.value AND (${rows.text}) AND t."archived" = ?`;
  return [text, [JSON.stringify(texts), ...bind([...cell.params, ...rows.params], readerOf(context)), false]];
}
