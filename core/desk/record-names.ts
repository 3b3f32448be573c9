import { isPanshiError, type Text } from '#common/errors';
import type { Access } from '#core/access';
import { atLeast } from '#core/access/levels.ts';
import type { Context } from '#core/context';
import type { Gate } from '#core/records/gate.ts';

export interface RecordNamesParts {
  readonly gate: Pick<Gate, 'read'>;
  access(context: Context): Promise<Access>;
}

/**
 * What a record is called before this reader: its object's label, and its number or title where the reader may see that.
 * @returns undefined when the record is not there for the reader
 */
export async function recordName({ gate, access }: RecordNamesParts, context: Context, object: string, record: string): Promise<Text | undefined> {
  const held = await access(context);
  const table = held.registry.findTable(object);
  if (table === undefined || table.child !== null || !held.can(object, 'read')) return undefined;
  const { title, label } = table.definition;
  const open = atLeast(held.best(table, title), 'read');
  try {
    const found = await gate.read(context, object, record, open ? [title] : []);
    const name = found[title];
    const shown = typeof name === 'string' && !found._masked?.includes(title) ? ` ${name}` : '';
    return { zh: `${label.zh}${shown}`, en: `${label.en}${shown}` };
  } catch (error) {
    if (isPanshiError(error) && error.code === 'not_found') return undefined;
    throw error;
  }
}
