import type { Todo } from '#common/api';
import { fieldsOf, parseExpression } from '#common/expression';
import type { Action, ObjectDefinition } from '#common/objects';
import type { Access } from '#core/access';
import { atLeast } from '#core/access/levels.ts';
import { scopeKey, scopeText } from '#core/access/scope.ts';
import type { Context } from '#core/context';
import type { Gate } from '#core/records/gate.ts';

/** Documents that wait for something which the caller may do. */
export interface TodoList {
  /** One item for each object, state and reason to wait; nothing for what nothing waits for. */
  read(context: Context): Promise<readonly Todo[]>;
}

export interface TodoParts {
  readonly gate: Pick<Gate, 'query'>;
  access(context: Context): Promise<Access>;
}

type Waiting = Omit<Todo, 'count'>;

export function openTodo({ gate, access }: TodoParts): TodoList {
  return {
    async read(context) {
      const held = await access(context);
      const items: Todo[] = [];
      for (const waiting of held.registry.definitions.flatMap((definition) => waitingOf(held, definition))) {
        const { rows } = await gate.query(context, { object: waiting.object, select: ['count() as n'], filter: waiting.filter });
        const count = Number(rows[0]?.['n'] ?? 0);
        if (count > 0) items.push({ ...waiting, count });
      }
      return items;
    },
  };
}

/** All that could wait for somebody with these rights in documents of one kind; actions that wait for the same share an item. */
function waitingOf(access: Access, definition: ObjectDefinition): Waiting[] {
  const { name: object, label, lifecycle } = definition;
  if (!lifecycle || !access.can(object, 'read')) return [];
  const items = new Map<string, Waiting>();
  for (const [name, action] of Object.entries(lifecycle.actions)) {
    const conditions = conditionsOf(access, definition, name, action);
    if (!conditions) continue;
    for (const state of action.from) {
      const filter = [`state == ${JSON.stringify(state)}`, ...conditions].join(' && ');
      if (!readsAll(access, definition, filter)) continue;
      const stateLabel = lifecycle.states[state] ?? { zh: state, en: state };
      const actions = [...(items.get(filter)?.actions ?? []), { name, label: action.label }];
      items.set(filter, { object, label, state, stateLabel, filter, actions });
    }
  }
  return [...items.values()];
}

/** What must hold of a document besides its state; undefined when nothing ever waits for this action, or not for the caller. */
function conditionsOf(access: Access, { name: object }: ObjectDefinition, name: string, action: Action): string[] | undefined {
  if (action.awaited === undefined || !access.can(object, `action:${name}`)) return undefined;
  const acting = access.coverage(object, `action:${name}`).map(({ grant }) => grant.rows);
  const reading = access.coverage(object, 'read').map(({ grant }) => grant.rows);
  // Whoever reads rows in which the action is not theirs counts only those in which it is.
  const within = new Set(acting.map(scopeKey));
  const narrower = !within.has('all') && reading.some((scope) => !within.has(scopeKey(scope)));
  const scopes = narrower ? [...new Set(acting.flatMap((scope) => scopeText(scope) ?? []))].map((text) => `(${text})`) : [];
  return [...(action.awaited === true ? [] : [`(${action.awaited.when})`]), ...(scopes.length === 0 ? [] : [`(${scopes.join(' || ')})`])];
}

/** Whether the caller may filter by every field of the condition: a list that could not be shown is no item. */
function readsAll(access: Access, definition: ObjectDefinition, filter: string): boolean {
  return fieldsOf(parseExpression(filter)).every((path) => reads(access, definition.name, path));
}

function reads(access: Access, object: string, [name = '', ...rest]: readonly string[]): boolean {
  const table = access.registry.findTable(object);
  const field = table && Object.hasOwn(table.fields, name) ? table.fields[name] : undefined;
  if (!table || !field || !atLeast(access.best(table, name), 'read')) return false;
  return rest.length === 0 || (field.type === 'link' && reads(access, field.to, rest));
}
