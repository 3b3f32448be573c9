import type { Text } from '#common/errors';
import type { Field } from '#common/fields';
import { CHILD_STANDARD, type ObjectDefinition } from '#common/objects';
import { denied } from '#db/query';
import type { Reader } from '#db';
import type { TableShape } from '#core/registry';
import type { Caller } from '#core/records/caller.ts';
import { readDraft, type Draft } from '#core/records/draft.ts';
import { noProblems, type Problems } from '#core/records/invalid.ts';
import { DEAD_LINK } from '#core/records/require-links.ts';
import { findLinks, type Found } from './find-links.ts';
import { lackingInLines } from './lacking.ts';
import { readCell } from './read-cell.ts';
import { nameSourceLines } from './source-lines.ts';

/** A row of cells by field name; under the name of a table of rows, its rows. */
export type Cells = Readonly<Record<string, unknown>>;

/** A row as it would be stored, or what keeps it from being understood, by field path. */
export interface PreparedRow {
  readonly draft: Draft;
  readonly problems: Problems;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What texts and ids stand for, by object. */
type Links = ReadonlyMap<string, ReadonlyMap<string, Found>>;

/**
 * Reads rows of cells, with the rows in them: each link is looked up by what people call it, all in one question an object.
 * @throws PanshiError `field_denied` for columns that the caller may not write, of rows too
 */
export async function prepareRows(reader: Reader, caller: Caller, definition: ObjectDefinition, rows: readonly Cells[]): Promise<PreparedRow[]> {
  const { registry } = caller.access;
  const tables = registry.childTables(definition);
  requireColumns(caller, definition, rows);
  const links = await namedRecords(reader, caller, [
    { shape: registry.table(definition.name), rows },
    ...tables.map((shape) => ({ shape, rows: rows.flatMap((row) => rowsIn(row, shape).filter(isCells)) })),
  ]);
  const given = rows.map((row) => {
    const problems = noProblems();
    const values = readCells(registry.table(definition.name), row, '', links, problems);
    for (const shape of tables) {
      const name = shape.child ?? '';
      if (row[name] === undefined) continue;
      values[name] = Array.isArray(row[name])
        ? rowsIn(row, shape).map((one, index) => (isCells(one) ? readCells(shape, one, `${name}.${index}.`, links, problems) : one))
        : row[name];
    }
    return { values, problems };
  });
  await nameSourceLines(reader, caller, definition, given);
  const may = caller.rights.mayName('create');
  return given.map(({ values, problems }) => {
    const { draft, problems: more } = readDraft(registry, definition, values, may);
    const known = Object.assign(more, problems);
    return { draft, problems: Object.assign(lackingInLines(definition, draft, known), known) };
  });
}

/** The cells of one table; what is wrong goes into `problems`, and is left out. */
function readCells(shape: TableShape, row: Cells, prefix: string, links: Links, problems: Record<string, Text>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, cell] of Object.entries(row)) {
    const field = own(shape.fields, name);
    const read = field && readCell(field, cell);
    if (!field || !read) continue;
    const named = field.type === 'link' && 'value' in read && typeof read.value === 'string' ? links.get(field.to)?.get(read.value.trim()) : undefined;
    const settled = named ?? read;
    if ('problem' in settled) problems[prefix + name] = settled.problem;
    else values[name] = 'id' in settled ? settled.id : settled.value;
  }
  return values;
}

function requireColumns(caller: Caller, definition: ObjectDefinition, rows: readonly Cells[]): void {
  const { registry } = caller.access;
  const may = caller.rights.mayName('create');
  const refused = new Set<string>();
  const own = registry.table(definition.name);
  for (const name of namesIn(rows)) {
    if (!Object.hasOwn(definition.children, name) && !(Object.hasOwn(own.fields, name) && may(own, name))) refused.add(name);
  }
  for (const shape of registry.childTables(definition)) {
    for (const name of namesIn(rows.flatMap((row) => rowsIn(row, shape).filter(isCells)))) {
      if (Object.hasOwn(CHILD_STANDARD, name) || !(Object.hasOwn(shape.fields, name) && may(shape, name))) refused.add(`${shape.child}.${name}`);
    }
  }
  if (refused.size > 0) throw denied([...refused]);
}

function namesIn(rows: readonly Cells[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return names;
}

function rowsIn(row: Cells, { child }: TableShape): readonly unknown[] {
  const given = row[child ?? ''];
  return Array.isArray(given) ? given : [];
}

function isCells(row: unknown): row is Cells {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}

/** Callers may have sent any name, `toString` too. */
function own(fields: Readonly<Record<string, Field>>, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

interface Filled {
  readonly shape: TableShape;
  readonly rows: readonly Cells[];
}

/** What the texts and ids in the link columns lead to. */
async function namedRecords(reader: Reader, caller: Caller, tables: readonly Filled[]): Promise<Links> {
  const found = new Map<string, Map<string, Found>>();
  for (const [object, texts] of textsOf(tables)) {
    const ids = [...texts].filter((text) => ID.test(text));
    const there = await caller.visible.among(reader, object, ids);
    const self = object === 'user' ? caller.context.principal.userId : null;
    const byId = ids.map((id): [string, Found] => [id, there.has(id) || id === self ? { id } : { problem: DEAD_LINK }]);
    const byName = await findLinks(reader, caller.access, caller.context, object, [...texts].filter((text) => !ID.test(text)));
    found.set(object, new Map([...byId, ...byName]));
  }
  return found;
}

/** What stands in link columns, by the object they point at. */
function textsOf(tables: readonly Filled[]): ReadonlyMap<string, ReadonlySet<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const { shape, rows } of tables) {
    const links = Object.entries(shape.fields).flatMap(([name, field]) => (field.type === 'link' ? [{ name, field }] : []));
    for (const { name, field } of links) {
      const texts = wanted.get(field.to) ?? new Set<string>();
      for (const row of rows) {
        const read = readCell(field, row[name]);
        if (read && 'value' in read && typeof read.value === 'string') texts.add(read.value.trim());
      }
      if (texts.size > 0) wanted.set(field.to, texts);
    }
  }
  return wanted;
}
