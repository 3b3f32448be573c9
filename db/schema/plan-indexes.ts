import { childFieldsOf, childTableName, columnName, tableName, type ObjectDefinition } from '#common/objects';
import { companionColumn, isStanding, placedFields, searchColumns, searchedFields } from '../search/index.ts';
import { schemaName } from './names.ts';
import type { IndexPlan } from './table-plan.ts';

/**
 * What lists, links and rules of uniqueness need. The company comes first, except for links: their columns come first, since the database
 * looks there for rows that still refer to one being deleted. NULLs are never equal to each other, in either dialect.
 */
export function planIndexes(definition: ObjectDefinition): IndexPlan[] {
  const table = tableName(definition.name);
  const company = definition.belongs === 'company' ? ['company_id'] : [];
  const indexes = new Collected(table);
  // Lists leave out what is archived: with that at its end, an index alone tells the rows of a page deep in the list, and how many there are.
  const end = ['id', ...(definition.kind === 'master' ? ['archived'] : [])];
  const places = placedFields(definition);
  const placed = (field: string): string => (places.includes(field) ? companionColumn(field, 'order') : columnName(field));
  // Who sees their own rows only looks at them by name: without this, a page of fifty would read all of them.
  if (definition.fields[definition.title]?.type === 'text') indexes.add([...company, 'owner_id', placed(definition.title), ...end]);
  // By their ids, which is how a list stands unless it is asked for otherwise.
  indexes.add([...company, 'owner_id', ...end]);
  if (!isStanding(definition)) {
    indexes.add([...company, 'owner_id', 'created_at', ...end]);
    indexes.add([...company, 'created_at', ...end]);
  }
  if (definition.lifecycle) indexes.add([...company, 'state']);
  if (definition.numbering) indexes.add([...company, 'number'], true);
  for (const [name, field] of Object.entries(definition.fields)) {
    const column = columnName(name);
    if (field.unique) indexes.add([...company, column], true);
    if (field.type === 'link') indexes.add([column, ...company]);
    else if (places.includes(name)) {
      indexes.add([...company, placed(name), ...end]);
      if (field.index) indexes.add([...company, column]);
    } else if (field.type === 'text' && field.search && !field.unique) indexes.add([...company, column, ...end]);
    else if (field.index) indexes.add([...company, column, ...(field.type === 'date' || field.type === 'time' ? end : [])]);
  }
  if (searchedFields(definition).length > 0) indexes.add([...company, ...searchColumns(definition), 'id']);
  for (const list of definition.unique) indexes.add(withCompany(company, list), true);
  for (const list of definition.indexes) indexes.add(withCompany(company, list));
  return indexes.all;
}

export function planChildIndexes(definition: ObjectDefinition, child: string): IndexPlan[] {
  const indexes = new Collected(childTableName(definition.name, child));
  indexes.add(['parent_id', 'position']);
  for (const [name, field] of Object.entries(childFieldsOf(definition, child))) {
    if (field.type === 'link') indexes.add([columnName(name)]);
    else if (field.index) indexes.add([columnName(name), 'parent_id']);
  }
  return indexes.all;
}

function withCompany(company: readonly string[], fields: readonly string[]): string[] {
  const columns = fields.map(columnName);
  return [...company.filter((column) => !columns.includes(column)), ...columns];
}

class Collected {
  readonly all: IndexPlan[] = [];
  readonly #table: string;

  constructor(table: string) {
    this.#table = table;
  }

  add(columns: readonly string[], unique = false): void {
    const index = { name: schemaName(unique ? 'ux' : 'ix', this.#table, columns), columns, unique };
    if (!this.all.some((other) => other.name === index.name)) this.all.push(index);
  }
}
