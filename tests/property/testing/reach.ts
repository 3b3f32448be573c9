import type { JsonValue } from '#common/fields';
import type { TrialAnswer } from '#core/records';
import { fieldsIn } from './fields.ts';
import type { Oracle } from './oracle.ts';
import type { Asked } from './requests.ts';
import type { Answer } from './stage.ts';
import { HOME, uuid, type World, type WorldRow } from './world.ts';

/**
 * Whether a writing leaves every record in reach of the same grants, in both worlds. One that does not opens what further grants open,
 * and whether it is accepted depends on who may reach the record then: that is what its writer was granted to change.
 */
export function keepsReach(asked: Asked, answer: Answer, world: World, twin: World, oracle: Oracle): boolean {
  const written = writtenBy(asked, answer);
  if (!written) return true;
  const known = new Set(world.map((row) => row.id));
  const [one, other] = [world, twin.filter((row) => known.has(row.id))].map((rows) => oracle.membership(afterwards(written, rows)));
  return one === other && (written.id === undefined || one === oracle.membership(world));
}

/** A new record, or new values of one that is there. */
interface Written {
  readonly object: WorldRow['object'];
  readonly id: string | undefined;
  readonly values: Readonly<Record<string, JsonValue>>;
}

function writtenBy(asked: Asked, answer: Answer): Written | undefined {
  switch (asked.ask) {
    case 'create':
      return { object: asked.object, id: undefined, values: ownValues(asked.object, asked.body) };
    case 'update':
      return { object: asked.object, id: asked.id, values: ownValues(asked.object, asked.body) };
    case 'try':
      // What is wrong with a draft is left out of what is computed.
      return { object: asked.object, id: asked.request.id, values: ownValues(asked.object, asked.request.values, wrongIn(answer)) };
    default:
      return undefined;
  }
}

function ownValues(object: WorldRow['object'], body: Readonly<Record<string, unknown>>, without: ReadonlySet<string> = new Set()): Record<string, JsonValue> {
  const values: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(body)) if (fieldsIn(object)[name] && !without.has(name)) values[name] = value as JsonValue;
  return values;
}

function wrongIn(answer: Answer): ReadonlySet<string> {
  return new Set('ok' in answer ? Object.keys((answer.ok as TrialAnswer).problems) : []);
}

function afterwards({ object, id, values }: Written, world: World): World {
  if (id === undefined) return [...world, fresh(object, values)];
  return world.map((row) => (row.id === id ? { ...row, values: { ...row.values, ...values } } : row));
}

function fresh(object: WorldRow['object'], given: Readonly<Record<string, JsonValue>>): WorldRow {
  const empty = Object.fromEntries(Object.keys(fieldsIn(object)).map((name) => [name, null]));
  return {
    object,
    id: uuid(127, 1),
    values: { ...empty, state: object === 'job' ? 'draft' : 'active', ...given, companyId: HOME },
    children: [],
  };
}
