import type { Access } from '#core/access';
import { atLeast } from '#core/access/levels.ts';
import type { Context } from '#core/context';
import type { Gate } from './gate.ts';

export interface NamesParts {
  readonly gate: Pick<Gate, 'list'>;
  access(context: Context): Promise<Access>;
}

/** Ids in one condition: it holds at most 4,000 characters. */
const AT_ONCE = 80;

/** Names of people by their ids, as far as the reader may know them; whoever is unknown to the reader is left out. */
export async function namesOf({ gate, access }: NamesParts, context: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const held = await access(context);
  const open = held.can('user', 'read') && atLeast(held.best(held.registry.table('user'), 'name'), 'read');
  const asked = open ? [...new Set(ids)] : [];
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    const some = asked.slice(from, from + AT_ONCE);
    const filter = `id in [${some.map((id) => JSON.stringify(id)).join(', ')}]`;
    const { records } = await gate.list(context, 'user', { fields: ['name'], filter, limit: AT_ONCE, archived: true });
    for (const { id, name } of records) if (typeof name === 'string') names.set(id, name);
  }
  // Everybody knows oneself, also who may not read the list of people.
  const { userId, name } = context.principal;
  if (userId !== null && ids.includes(userId) && !names.has(userId)) names.set(userId, name);
  return names;
}
