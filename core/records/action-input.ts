import type { Text } from '#common/errors';
import type { FieldMap } from '#common/fields';
import type { ActionInput } from '#common/objects';
import { parseField } from './draft.ts';
import { invalid, noProblems } from './invalid.ts';

/**
 * Reads what was given to an action against what it asks for.
 * @throws PanshiError `invalid` with a problem for each value that is wrong, unknown or missing
 */
export function parseActionInput(declared: ActionInput | undefined, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const problems = noProblems();
  const children = declared?.children ?? {};
  const rows = Object.keys(given).filter((name) => Object.hasOwn(children, name));
  const plain = Object.fromEntries(Object.entries(given).filter(([name]) => !rows.includes(name)));
  const values: Record<string, unknown> = parseFields(declared?.fields ?? {}, plain, '', problems);
  for (const name of rows) {
    const list = given[name];
    if (!Array.isArray(list)) {
      problems[name] = { zh: '应为若干行', en: 'must be a list of rows' };
      continue;
    }
    values[name] = list.map((row: unknown, index) => {
      if (typeof row === 'object' && row !== null && !Array.isArray(row)) {
        return parseFields(children[name]?.fields ?? {}, row as Record<string, unknown>, `${name}.${index}.`, problems);
      }
      problems[`${name}.${index}`] = { zh: '应为一行', en: 'must be a row' };
      return {};
    });
  }
  for (const [name, child] of Object.entries(children)) {
    if (child.required && !rows.includes(name)) problems[name] = { zh: '至少要有一行', en: 'needs at least one row' };
  }
  if (Object.keys(problems).length > 0) throw invalid(declared ?? {}, problems);
  return values;
}

function parseFields(fields: FieldMap, given: Readonly<Record<string, unknown>>, prefix: string, problems: Record<string, Text>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value === undefined) continue;
    if (!field) {
      problems[prefix + name] = { zh: '此动作没有这一项', en: 'is nothing this action asks for' };
      continue;
    }
    const parsed = parseField(field, value);
    if ('problem' in parsed) problems[prefix + name] = parsed.problem;
    else values[name] = parsed.value;
  }
  for (const [name, field] of Object.entries(fields)) {
    values[name] ??= field.default ?? null;
    if (field.required && values[name] === null) problems[prefix + name] ??= { zh: '必须填写', en: 'must be filled in' };
  }
  return values;
}
