import type { ApiObject, ApiUser } from '#common/api';
import { evaluate, parseExpression } from '#common/expression';
import { todayHere } from '#renderer/fields/read-date.ts';
import { typesOf, type Find } from '#renderer/filter/paths.ts';
import type { Waits } from './actions.ts';

/** Tells by the conditions of the definition what a record waits for. What cannot be told here, the host decides when it is done. */
export function waitsOf(object: ApiObject, find: Find, record: Readonly<Record<string, unknown>>, user: ApiUser | undefined): Waits {
  return ({ awaited }) => {
    if (!awaited) return false;
    if (awaited === true) return true;
    try {
      const reader = { id: user?.id ?? '', department: null, departments: [], company: user?.company ?? null, today: todayHere(), now: new Date().toISOString() };
      return evaluate(parseExpression(awaited.when), record, typesOf(object, find), reader) === true;
    } catch {
      return undefined;
    }
  };
}
