import { z } from 'zod';
import { isPanshiError, refuse } from '#common/errors';
import { checkExpression, parseExpression } from '#common/expression';
import type { Registry } from '#core/registry';
import { fieldTypes } from './field-types.ts';
import type { Grant, Grants } from './grant.ts';
import { atLeast, levelOf } from './levels.ts';

const level = z.enum(['none', 'masked', 'read', 'write']);
const verb = z.union([
  z.enum(['read', 'create', 'update', 'delete', 'export', 'unmask']),
  z.templateLiteral(['action:', z.string().regex(/^(\*|[a-z][a-zA-Z0-9]*)$/)]),
]);
const rows = z.union([z.enum(['own', 'department', 'departmentTree', 'all']), z.strictObject({ when: z.string().min(1).max(4000) })]);
const grant = z.strictObject({ can: z.array(verb).min(1).max(200), rows: rows.optional(), fields: z.record(z.string(), level).optional() });
const schema = z.record(z.string(), z.union([grant, z.array(grant).min(1).max(50)]));

/**
 * Reads a role's grants and holds them against the objects there are.
 * A row condition may read only fields that the same grant lets read: otherwise the rows that appear would tell the hidden value.
 * @throws PanshiError `invalid`
 */
export function parseGrants(input: unknown, registry: Registry): Grants {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw refuse('invalid', `角色授权格式有误：${where}`, `The grants of the role are not valid: ${where}`, { fields: ['grants'] });
  }
  for (const [object, given] of Object.entries(parsed.data)) {
    for (const one of Array.isArray(given) ? given : [given]) checkGrant(registry, object, one);
  }
  return parsed.data;
}

function checkGrant(registry: Registry, object: string, one: Grant): void {
  const definition = registry.find(object);
  if (!definition) throw wrong(`没有对象“${object}”`, `there is no object "${object}"`);
  for (const name of Object.keys(one.fields ?? {})) {
    const [first = '', second] = name.split('.');
    const fields = second === undefined ? registry.table(object).fields : registry.findTable(`${object}.${first}`)?.fields;
    const known = name === '*' || (fields !== undefined && (second === '*' || Object.hasOwn(fields, second ?? first)));
    if (!known) throw wrong(`对象“${object}”没有字段“${name}”`, `"${object}" has no field "${name}"`);
  }
  for (const can of one.can) {
    const action = can.startsWith('action:') ? can.slice('action:'.length) : '*';
    if (action !== '*' && !Object.hasOwn(definition.lifecycle?.actions ?? {}, action)) throw wrong(`对象“${object}”没有动作“${action}”`, `"${object}" has no action "${action}"`);
  }
  if (one.rows !== undefined && typeof one.rows !== 'string') checkCondition(registry, object, one, one.rows.when);
}

function checkCondition(registry: Registry, object: string, one: Grant, when: string): void {
  const table = registry.table(object);
  try {
    const expression = parseExpression(when);
    const type = checkExpression(expression, fieldTypes(registry, table));
    if (type.kind !== 'bool') throw wrong('行条件应为真假值', 'the row condition must be true or false');
    for (const path of expression.paths) {
      const last = path.at(-1) ?? '';
      if (last === 'ownerId' || last === 'departmentId' || (path.length === 1 && atLeast(levelOf(registry, one, table, last), 'read'))) continue;
      const name = path.join('.');
      throw wrong(`行条件读取了本授权不可读的字段“${name}”`, `the row condition reads "${name}", which the grant does not let read`);
    }
  } catch (error) {
    if (isPanshiError(error) && error.code !== 'invalid') throw wrong(error.text.zh, error.text.en);
    throw error;
  }
}

function wrong(zh: string, en: string): Error {
  return refuse('invalid', `角色授权有误：${zh}`, `The grants of the role are not valid: ${en}`, { fields: ['grants'] });
}
