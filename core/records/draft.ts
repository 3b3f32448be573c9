import type { Text } from '#common/errors';
import { kindOf, type Field, type JsonValue } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import { denied } from '#db/query';
import type { Registry, TableShape } from '#core/registry';
import { invalid, noProblems, type Problems } from './invalid.ts';
import type { Row } from './table-plan.ts';

/** What was given for a record: parsed values of the fields that were named, and the child rows of the tables that were named. */
export interface Draft {
  readonly values: Row;
  readonly children: Readonly<Record<string, readonly DraftRow[]>>;
}

/** A child row as given; with the id of the stored row that it stands for, if any. */
export interface DraftRow {
  readonly id: string | undefined;
  readonly values: Row;
}

/** Asked for every field that is named; `undefined` for a table as such (`lines`). */
export type MayName = (table: TableShape, field: string) => boolean;

/** What a child row needs to be recognised, and what comes back with it from a read; not values to be set. */
const ROW_STANDARD = new Set(['id', 'parentId', 'position']);

/**
 * Reads what a caller gave for a record.
 * @throws PanshiError `field_denied` naming every field the caller may not name, or that does not exist; `invalid` with a problem for each wrong value
 */
export function parseDraft(registry: Registry, definition: ObjectDefinition, input: Readonly<Record<string, unknown>>, may: MayName): Draft {
  const { draft, problems } = readDraft(registry, definition, input, may);
  if (Object.keys(problems).length > 0) throw invalid(definition, problems);
  return draft;
}

/**
 * The same, with what could not be read told beside it and left out of the draft.
 * @throws PanshiError `field_denied`
 */
export function readDraft(
  registry: Registry,
  definition: ObjectDefinition,
  input: Readonly<Record<string, unknown>>,
  may: MayName,
): { readonly draft: Draft; readonly problems: Problems } {
  const shape = registry.table(definition.name);
  const wrongNames: string[] = [];
  const problems = noProblems();
  const values: Row = {};
  const children: Record<string, DraftRow[]> = {};
  for (const [name, given] of Object.entries(input)) {
    if (given === undefined) continue;
    const child = Object.hasOwn(definition.children, name) ? registry.table(`${definition.name}.${name}`) : undefined;
    if (child) {
      children[name] = parseRows(child, given, may, wrongNames, problems);
    } else if (!Object.hasOwn(shape.fields, name) || !may(shape, name)) {
      wrongNames.push(name);
    } else {
      parseValue(name, shape.fields[name], given, values, name, problems);
    }
  }
  if (wrongNames.length > 0) throw denied([...new Set(wrongNames)]);
  return { draft: { values, children }, problems };
}

function parseRows(child: TableShape, given: unknown, may: MayName, wrongNames: string[], problems: Problems): DraftRow[] {
  const path = child.child ?? '';
  if (!Array.isArray(given)) {
    problems[path] = { zh: '应为若干行', en: 'must be a list of rows' };
    return [];
  }
  if (given.length > MAX_ROWS) {
    problems[path] = { zh: `最多 ${MAX_ROWS} 行`, en: `at most ${MAX_ROWS} rows` };
    return [];
  }
  return given.map((row: unknown, index) => {
    const values: Row = {};
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      problems[`${path}.${index}`] = { zh: '应为一行', en: 'must be a row' };
      return { id: undefined, values };
    }
    let id: string | undefined;
    for (const [name, value] of Object.entries(row)) {
      if (value === undefined) continue;
      if (ROW_STANDARD.has(name)) {
        if (name !== 'id' || value === null) continue;
        if (typeof value === 'string') id = value;
        else problems[`${path}.${index}.id`] = { zh: '应为行的标识', en: 'must be the id of a row' };
      } else if (!Object.hasOwn(child.fields, name) || !may(child, name)) {
        wrongNames.push(`${path}.${name}`);
      } else {
        parseValue(name, child.fields[name], value, values, `${path}.${index}.${name}`, problems);
      }
    }
    return { id, values };
  });
}

/** Most rows of one child table. */
const MAX_ROWS = 2000;

function parseValue(name: string, field: Field | undefined, given: unknown, values: Row, path: string, problems: Problems): void {
  if (!field) return;
  const parsed = parseField(field, given);
  if ('problem' in parsed) problems[path] = parsed.problem;
  else values[name] = parsed.value;
}

/** One value as its field reads it; null and '' are "nothing". */
export function parseField(field: Field, given: unknown): { value: JsonValue } | { problem: Text } {
  if (given === null || given === '') return { value: null };
  const parsed = kindOf(field).parse(given, field);
  return parsed.ok ? { value: parsed.value } : { problem: parsed.problem };
}
