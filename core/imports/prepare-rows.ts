import { refuse, type Text } from '#common/errors';
import type { Field } from '#common/fields';
import type { ObjectDefinition } from '#common/objects';
import { denied } from '#db/query';
import type { Reader } from '#db';
import type { Caller } from '#core/records/caller.ts';
import { readDraft, type Draft } from '#core/records/draft.ts';
import { DEAD_LINK } from '#core/records/require-links.ts';
import { findLinks, type Found } from './find-links.ts';
import { readCell } from './read-cell.ts';

export type Cells = Readonly<Record<string, unknown>>;

/** A row as it would be stored, or what keeps it from being understood, by field. */
export interface PreparedRow {
  readonly draft: Draft;
  readonly problems: Readonly<Record<string, Text>>;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads rows of cells: each link is looked up by what people call it, all in one question an object.
 * @throws PanshiError `field_denied` for columns that the caller may not write, `rule` for child tables
 */
export async function prepareRows(reader: Reader, caller: Caller, definition: ObjectDefinition, rows: readonly Cells[]): Promise<PreparedRow[]> {
  const { registry } = caller.access;
  const shape = registry.table(definition.name);
  requireColumns(caller, definition, rows);
  const links = await namedRecords(reader, caller, shape.fields, rows);
  return rows.map((row) => {
    const values: Record<string, unknown> = {};
    const problems: Record<string, Text> = {};
    for (const [name, cell] of Object.entries(row)) {
      const field = shape.fields[name];
      const read = field && readCell(field, cell);
      if (!field || !read) continue;
      const named = field.type === 'link' && 'value' in read && typeof read.value === 'string' ? links.get(field.to)?.get(read.value.trim()) : undefined;
      const settled = named ?? read;
      if ('problem' in settled) problems[name] = settled.problem;
      else values[name] = 'id' in settled ? settled.id : settled.value;
    }
    const { draft, problems: more } = readDraft(registry, definition, values, caller.rights.mayName('create'));
    return { draft, problems: { ...more, ...problems } };
  });
}

function requireColumns(caller: Caller, definition: ObjectDefinition, rows: readonly Cells[]): void {
  const shape = caller.access.registry.table(definition.name);
  const may = caller.rights.mayName('create');
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const children = columns.filter((name) => Object.hasOwn(definition.children, name));
  if (children.length > 0 || Object.values(definition.children).some((child) => child.required)) throw noRows(definition);
  const refused = columns.filter((name) => !Object.hasOwn(shape.fields, name) || !may(shape, name));
  if (refused.length > 0) throw denied(refused);
}

function noRows({ label }: ObjectDefinition): Error {
  return refuse(
    'rule',
    `「${label.zh}」带有明细行，不能从表格导入；请在单据的明细表格中粘贴。`,
    `${label.en} has lines and cannot be imported from a table; paste them into the lines of a document instead.`,
  );
}

/** What the texts and ids in the link columns lead to, by object. */
async function namedRecords(
  reader: Reader,
  caller: Caller,
  fields: Readonly<Record<string, Field>>,
  rows: readonly Cells[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Found>>> {
  const wanted = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const [name, cell] of Object.entries(row)) {
      const field = fields[name];
      const read = field?.type === 'link' ? readCell(field, cell) : undefined;
      if (field?.type !== 'link' || !read || !('value' in read) || typeof read.value !== 'string') continue;
      const texts = wanted.get(field.to) ?? new Set<string>();
      wanted.set(field.to, texts.add(read.value.trim()));
    }
  }
  const found = new Map<string, Map<string, Found>>();
  for (const [object, texts] of wanted) {
    const ids = [...texts].filter((text) => ID.test(text));
    const there = await caller.visible.among(reader, object, ids);
    const self = object === 'user' ? caller.context.principal.userId : null;
    const byId = ids.map((id): [string, Found] => [id, there.has(id) || id === self ? { id } : { problem: DEAD_LINK }]);
    const byName = await findLinks(reader, caller.access, caller.context, object, [...texts].filter((text) => !ID.test(text)));
    found.set(object, new Map([...byId, ...byName]));
  }
  return found;
}
