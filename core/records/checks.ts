import type { Text } from '#common/errors';
import { evaluate, fieldsOf, parseExpression, type Expression, type Reader } from '#common/expression';
import type { Check, ObjectDefinition } from '#common/objects';
import { fieldTypes } from '#core/access/field-types.ts';
import type { Registry } from '#core/registry';
import { invalid } from './invalid.ts';
import type { WholeRecord } from './stored-records.ts';
import type { Row } from './table-plan.ts';

const PARSED = new WeakMap<Check, Expression>();

/**
 * What must be true of a whole record before it is stored: values where they are required, the object's own checks.
 * @throws PanshiError `invalid`
 */
export function checkRecord(registry: Registry, definition: ObjectDefinition, record: WholeRecord, reader: Reader): void {
  const problems = problemsOf(registry, definition, record, reader);
  if (Object.keys(problems).length > 0) throw invalid(definition, problems);
}

/** What keeps a record from being stored, by field path. */
export function problemsOf(registry: Registry, definition: ObjectDefinition, record: WholeRecord, reader: Reader): Record<string, Text> {
  const problems: Record<string, Text> = {};
  missing(definition.fields, record as Row, '', problems);
  for (const [name, child] of Object.entries(definition.children)) {
    const rows = (record[name] ?? []) as Row[];
    if (child.required && rows.length === 0) problems[name] = { zh: '至少要有一行', en: 'needs at least one row' };
    rows.forEach((row, index) => missing(child.fields, row, `${name}.${index}.`, problems));
  }
  const types = fieldTypes(registry, registry.table(definition.name));
  for (const check of definition.checks) {
    let expression = PARSED.get(check);
    if (!expression) PARSED.set(check, (expression = parseExpression(check.expression)));
    // A value that is missing is told as such, not as one that breaks a rule.
    if (fieldsOf(expression).some(([first = '']) => Object.hasOwn(problems, first))) continue;
    if (evaluate(expression, record, types, reader) !== true) problems[check.field] = check.message;
  }
  return problems;
}

function missing(fields: ObjectDefinition['fields'], row: Readonly<Row>, prefix: string, problems: Record<string, Text>): void {
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && (row[name] === null || row[name] === undefined)) problems[prefix + name] = { zh: '必须填写', en: 'must be filled in' };
  }
}
