import type { JsonValue } from '#common/fields';
import { fieldsIn } from './fields.ts';
import type { Oracle } from './oracle.ts';
import type { Asked } from './requests.ts';
import { HOME, uuid, type World, type WorldRow } from './world.ts';

/**
 * Whether a writing leaves every record in reach of the same grants, in both worlds. One that does not opens what further grants open,
 * and whether it is accepted depends on who may reach the record then: that is what its writer was granted to change.
 */
export function keepsReach(asked: Asked, world: World, twin: World, oracle: Oracle): boolean {
  if (asked.ask !== 'create' && asked.ask !== 'update') return true;
  const known = new Set(world.map((row) => row.id));
  const [one, other] = [world, twin.filter((row) => known.has(row.id))].map((rows) => oracle.membership(afterwards(asked, rows)));
  return one === other && (asked.ask === 'create' || one === oracle.membership(world));
}

function afterwards(asked: Extract<Asked, { ask: 'create' | 'update' }>, world: World): World {
  const given: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(asked.body)) if (fieldsIn(asked.object)[name]) given[name] = value as JsonValue;
  if (asked.ask === 'update') return world.map((row) => (row.id === asked.id ? { ...row, values: { ...row.values, ...given } } : row));
  return [...world, fresh(asked.object, given)];
}

function fresh(object: WorldRow['object'], given: Record<string, JsonValue>): WorldRow {
  const empty = Object.fromEntries(Object.keys(fieldsIn(object)).map((name) => [name, null]));
  return {
    object,
    id: uuid(127, 1),
    values: { ...empty, state: object === 'job' ? 'draft' : 'active', ...given, companyId: HOME },
    children: [],
  };
}
