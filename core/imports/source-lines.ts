import type { Text } from '#common/errors';
import type { ObjectDefinition } from '#common/objects';
import type { Reader } from '#db';
import type { Registry } from '#core/registry';
import type { Caller } from '#core/records/caller.ts';
import { findLinks, type Found } from './find-links.ts';

/** A field of lines that names lines of another document: `orderLine` of an invoice names a line of what its `order` leads to. */
interface SourceLine {
  /** The table of lines it is in, and its name there. */
  readonly table: string;
  readonly field: string;
  /** The link of the record, the object it leads to, and the lines of that. */
  readonly link: string;
  readonly object: string;
  readonly lines: string;
  /** What both lines have, by which people know them: the product. */
  readonly by: { readonly name: string; readonly object: string } | undefined;
}

/** A record on its way in, before it is read as a draft. */
interface Given {
  readonly values: Record<string, unknown>;
  readonly problems: Record<string, Text>;
}

type Line = Readonly<Record<string, unknown>>;

/**
 * Puts the ids of lines where their place or their product was given: nobody has ids in a spreadsheet. What the caller may not see of the other document is not
 * found. A line whose record leads nowhere is left as it is: that is what is wrong then.
 */
export async function nameSourceLines(reader: Reader, caller: Caller, definition: ObjectDefinition, given: readonly Given[]): Promise<void> {
  for (const source of sourceLinesOf(caller.access.registry, definition)) {
    const texts = new Set(given.flatMap(({ values }) => linesIn(values, source).flatMap((line) => textIn(line, source) ?? [])));
    if (texts.size === 0) continue;
    const called = source.by ? await findLinks(reader, caller.access, caller.context, source.by.object, [...texts]) : new Map<string, Found>();
    const known = new Map<string, readonly Line[]>();
    for (const { values, problems } of given) {
      const id = values[source.link];
      if (typeof id !== 'string') continue;
      const lines = known.get(id) ?? (await linesOf(reader, caller, source, id));
      known.set(id, lines);
      for (const [index, line] of linesIn(values, source).entries()) {
        const text = textIn(line, source);
        if (text === undefined) continue;
        const found = lineOf(lines, text, called.get(text), source);
        if ('id' in found) line[source.field] = found.id;
        else {
          line[source.field] = null;
          problems[`${source.table}.${index}.${source.field}`] = found.problem;
        }
      }
    }
  }
}

function sourceLinesOf(registry: Registry, definition: ObjectDefinition): readonly SourceLine[] {
  const links = Object.entries(definition.fields).flatMap(([name, field]) => (field.type === 'link' ? [{ name, to: field.to }] : []));
  return Object.entries(definition.children).flatMap(([table, { fields }]) =>
    links.flatMap(({ name, to }) => {
      const field = `${name}Line`;
      const [lines, own] = Object.entries(registry.definition(to).children)[0] ?? [];
      if (fields[field]?.type !== 'text' || lines === undefined) return [];
      const shared = Object.entries(fields).find(([key, one]) => one.type === 'link' && own?.fields[key]?.type === 'link');
      const by = shared && shared[1].type === 'link' ? { name: shared[0], object: shared[1].to } : undefined;
      return [{ table, field, link: name, object: to, lines, by }];
    }),
  );
}

function linesIn(values: Readonly<Record<string, unknown>>, { table }: SourceLine): readonly Record<string, unknown>[] {
  const rows = values[table];
  return Array.isArray(rows) ? rows.map((row: unknown) => (typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : {})) : [];
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What stands for a line; undefined where there is nothing, or its id already. */
function textIn(line: Readonly<Record<string, unknown>>, { field }: SourceLine): string | undefined {
  const text = line[field];
  return typeof text === 'string' && text.trim() !== '' && !ID.test(text.trim()) ? text.trim() : undefined;
}

async function linesOf(reader: Reader, caller: Caller, { object, lines }: SourceLine, id: string): Promise<readonly Line[]> {
  if (!caller.access.view(object)) return [];
  const record = await caller.visible.one(reader, object, id, [lines]);
  const rows = record?.[lines];
  return Array.isArray(rows) ? (rows as readonly Line[]) : [];
}

/** By its place, else by what it is of. */
function lineOf(lines: readonly Line[], text: string, called: Found | undefined, { by }: SourceLine): Found {
  const isPlace = /^\d{1,4}$/.test(text);
  const place = isPlace ? lines.filter((line) => line['position'] === Number(text)) : [];
  const product = called && 'id' in called ? called.id : undefined;
  const found = place.length > 0 || by === undefined || product === undefined ? place : lines.filter((line) => line[by.name] === product);
  const [only] = found;
  if (only === undefined) return { problem: !isPlace && called && 'problem' in called ? called.problem : NO_LINE };
  if (found.length === 1) return { id: String(only['id']) };
  const places = found.map((line) => String(line['position']));
  return { problem: { zh: `第 ${places.join('、')} 行都是，请写行号`, en: `lines ${places.join(', ')} are of it; give the number of the line` } };
}

const NO_LINE: Text = { zh: '所指的单据里没有这一行', en: 'is no line of the document that is named' };
