import { z } from 'zod';
import { refuse, type Text } from '#common/errors';
import type { Grants } from '#core/access/grant.ts';

const verb = z.union([
  z.enum(['read', 'create', 'update', 'delete', 'export', 'unmask']),
  z.templateLiteral(['action:', z.string().regex(/^(\*|[a-z][a-zA-Z0-9]*)$/)]),
]);

const scope = z.union([z.enum(['own', 'department', 'departmentTree', 'all']), z.strictObject({ when: z.string().min(1).max(2000) })]);

const grant = z.strictObject({
  can: z.array(verb).min(1).max(200),
  rows: scope.optional(),
  fields: z
    .record(z.string().regex(/^(\*|[a-z][a-zA-Z0-9]*(\.(\*|[a-z][a-zA-Z0-9]*))?)$/), z.enum(['none', 'masked', 'read', 'write']))
    .optional(),
});

/** A role's grants by object name; whether objects, fields and conditions exist is for core/access, which knows the registry. */
export const grantsSchema = z.record(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), z.union([grant, z.array(grant).min(1).max(50)]));

/**
 * Reads the grants of a role.
 * @throws PanshiError `invalid` with one reason for each wrong place
 */
export function parseGrants(value: unknown): Grants {
  const parsed = grantsSchema.safeParse(value);
  if (parsed.success) return parsed.data as Grants;
  const problems: Record<string, Text> = {};
  for (const issue of parsed.error.issues.slice(0, 20)) {
    problems[['grants', ...issue.path].join('.')] = {
      zh: `授权内容不正确：${issue.message}`,
      en: `is not a valid grant: ${issue.message}`,
    };
  }
  throw refuse('invalid', '角色授权格式不正确。', 'The grants of the role are not well formed.', { problems });
}
