import type { ActionView } from '#renderer/host';

/** Whether a record waits for an action; undefined where it cannot be told. */
export type Waits = (action: ActionView) => boolean | undefined;

/**
 * What can be done with a record in this state, the likeliest first: what it waits for, then what it may wait for, then the rest. What ends a life against
 * its purpose comes last.
 */
export function nextActions(actions: readonly ActionView[], state: string | undefined, waits: Waits = always): readonly ActionView[] {
  const possible = actions.filter((action) => state !== undefined && action.from.includes(state));
  return possible.toSorted((a, b) => rank(a, waits) - rank(b, waits));
}

/** What the most obvious button does: what the record waits for, or what is usually done next; never what turns back. */
export function primaryAction(actions: readonly ActionView[], waits: Waits = always): ActionView | undefined {
  return actions.find((action) => !turnsBack(action) && (!action.awaited || waits(action) !== false));
}

function always(action: ActionView): boolean | undefined {
  return action.awaited === true ? true : undefined;
}

function rank(action: ActionView, waits: Waits): number {
  if (turnsBack(action)) return 4;
  if (!action.awaited) return 2;
  const now = waits(action);
  return now === true ? 0 : now === undefined ? 1 : 3;
}

const BACK = /^(cancel|close|reject|lose|withdraw|reverse|reopen|void|deactivate)/;

/** Takes a record out of its way; asked again before it is done. */
export function turnsBack(action: ActionView): boolean {
  return BACK.test(action.name);
}
