import type { ActionView } from '#renderer/host';

/**
 * What can be done with a record in this state, the likeliest first: what it waits for, then what it may wait for, then the rest. What ends a life against
 * its purpose comes last.
 */
export function nextActions(actions: readonly ActionView[], state: string | undefined): readonly ActionView[] {
  const possible = actions.filter((action) => state !== undefined && action.from.includes(state));
  return possible.toSorted((a, b) => rank(a) - rank(b));
}

function rank(action: ActionView): number {
  if (action.awaited === true) return 0;
  if (action.awaited) return 1;
  return turnsBack(action) ? 3 : 2;
}

const BACK = /^(cancel|close|reject|lose|withdraw|reverse|reopen|void|deactivate)/;

/** Takes a record out of its way; asked again before it is done. */
export function turnsBack(action: ActionView): boolean {
  return BACK.test(action.name);
}

/** What the most obvious button does: what the record waits for, unless it turns back. */
export function primaryAction(actions: readonly ActionView[]): ActionView | undefined {
  const [first] = actions;
  return first && !turnsBack(first) ? first : undefined;
}
