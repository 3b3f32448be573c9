import type { FieldTypes, ValueType } from '#common/expression';
import { kindOf } from '#common/fields';
import type { Registry, TableShape } from '#core/registry';

const KNOWN = new WeakMap<Registry, Map<string, FieldTypes>>();

/** The types of an object's fields for expressions, through links and, from a child row, through `parent`. One resolver a table and registry. */
export function fieldTypes(registry: Registry, table: TableShape): FieldTypes {
  const known = KNOWN.get(registry) ?? new Map<string, FieldTypes>();
  KNOWN.set(registry, known);
  const found = known.get(table.key);
  if (found) return found;
  const types: FieldTypes = (path) => typeAt(registry, table, path);
  known.set(table.key, types);
  return types;
}

function typeAt(registry: Registry, table: TableShape, path: readonly string[]): ValueType | undefined {
  const [first = '', ...rest] = path;
  if (first === 'parent' && table.child !== null && rest.length > 0) return typeAt(registry, registry.table(table.definition.name), rest);
  const field = Object.hasOwn(table.fields, first) ? table.fields[first] : undefined;
  if (!field || field.type === 'json') return undefined;
  if (rest.length === 0) return kindOf(field).expressionType(field);
  return field.type === 'link' ? typeAt(registry, registry.table(field.to), rest) : undefined;
}
