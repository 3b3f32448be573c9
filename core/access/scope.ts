import { parseExpression, type Expression } from '#common/expression';
import type { RowScope } from './grant.ts';

const NAMED: Readonly<Record<Exclude<Extract<RowScope, string>, 'all'>, Expression>> = {
  own: parseExpression('ownerId == reader.id'),
  department: parseExpression('departmentId == reader.department'),
  departmentTree: parseExpression('departmentId in reader.departments'),
};

const CONDITIONS = new Map<string, Expression>();

/** The condition a scope puts on rows; undefined for all of them. */
export function scopeExpression(scope: RowScope | undefined): Expression | undefined {
  if (scope === undefined || scope === 'all') return undefined;
  if (typeof scope === 'string') return NAMED[scope];
  const known = CONDITIONS.get(scope.when);
  if (known) return known;
  const parsed = parseExpression(scope.when);
  CONDITIONS.set(scope.when, parsed);
  return parsed;
}

/** Two scopes with the same key cover the same rows. */
export function scopeKey(scope: RowScope | undefined): string {
  return scope === undefined ? 'all' : typeof scope === 'string' ? scope : `when ${scope.when}`;
}
