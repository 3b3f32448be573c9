import { parseExpression, type Expression } from '#common/expression';
import type { RowScope } from './grant.ts';

const NAMED: Readonly<Record<Exclude<Extract<RowScope, string>, 'all'>, string>> = {
  own: 'ownerId == reader.id',
  department: 'departmentId == reader.department',
  departmentTree: 'departmentId in reader.departments',
};

const CONDITIONS = new Map<string, Expression>();

/** The condition a scope puts on rows, in the expression language; undefined for all of them. */
export function scopeText(scope: RowScope | undefined): string | undefined {
  if (scope === undefined || scope === 'all') return undefined;
  return typeof scope === 'string' ? NAMED[scope] : scope.when;
}

/** The same condition, parsed. */
export function scopeExpression(scope: RowScope | undefined): Expression | undefined {
  const text = scopeText(scope);
  if (text === undefined) return undefined;
  const known = CONDITIONS.get(text);
  if (known) return known;
  const parsed = parseExpression(text);
  CONDITIONS.set(text, parsed);
  return parsed;
}

/** Two scopes with the same key cover the same rows. */
export function scopeKey(scope: RowScope | undefined): string {
  return scope === undefined ? 'all' : typeof scope === 'string' ? scope : `when ${scope.when}`;
}
