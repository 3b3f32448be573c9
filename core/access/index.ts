export type { FieldLevel, RowScope, Verb, Grant, Grants, Office } from './grant.ts';
export { parseGrants } from './parse-grants.ts';
export { Access, type Coverage } from './access.ts';
export { scopeExpression } from './scope.ts';
