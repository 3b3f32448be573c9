import type { Text } from '#common/errors';
import type { FieldMap } from '#common/fields';
import type { ActionInput, ObjectDefinition } from '#common/objects';
import type { Reader } from '#db';
import type { Caller } from './caller.ts';
import type { Draft } from './draft.ts';
import { invalid, noProblems, type Form } from './invalid.ts';

type Values = Readonly<Record<string, unknown>>;

/** The ids that a caller names, by the object they should be of; with the place each was named at. */
class Named {
  readonly byObject = new Map<string, Map<string, string[]>>();

  add(fields: FieldMap, values: Values, prefix: string): void {
    for (const [name, value] of Object.entries(values)) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field?.type !== 'link' || typeof value !== 'string') continue;
      const ids = this.byObject.get(field.to) ?? new Map<string, string[]>();
      const paths = ids.get(value);
      if (paths) paths.push(prefix + name);
      else ids.set(value, [prefix + name]);
      this.byObject.set(field.to, ids);
    }
  }
}

/** Every record a person links to must be there for that person. @throws PanshiError `invalid`, the same for hidden and for missing ones */
export async function requireLinks(reader: Reader, caller: Caller, definition: ObjectDefinition, draft: Draft): Promise<void> {
  await requireThere(reader, caller, definition, namedIn(caller, definition, draft));
}

/** The paths of links that lead nowhere for the caller. */
export async function deadLinks(reader: Reader, caller: Caller, definition: ObjectDefinition, draft: Draft): Promise<readonly string[]> {
  const dead: string[] = [];
  for await (const path of deadAmong(reader, caller, namedIn(caller, definition, draft))) dead.push(path);
  return dead;
}

function namedIn(caller: Caller, definition: ObjectDefinition, draft: Draft): Named {
  const { registry } = caller.access;
  const named = new Named();
  named.add(registry.table(definition.name).fields, draft.values, '');
  for (const [child, rows] of Object.entries(draft.children)) {
    const { fields } = registry.table(`${definition.name}.${child}`);
    rows.forEach((row, index) => named.add(fields, row.values, `${child}.${index}.`));
  }
  return named;
}

/** The same for what is given to an action. */
export async function requireInputLinks(reader: Reader, caller: Caller, declared: ActionInput | undefined, input: Values): Promise<void> {
  const named = new Named();
  named.add(declared?.fields ?? {}, input, '');
  for (const [child, table] of Object.entries(declared?.children ?? {})) {
    const rows = input[child];
    if (Array.isArray(rows)) rows.forEach((row: Values, index) => named.add(table.fields, row, `${child}.${index}.`));
  }
  await requireThere(reader, caller, declared ?? {}, named);
}

async function requireThere(reader: Reader, caller: Caller, form: Form, named: Named): Promise<void> {
  const problems = noProblems();
  for await (const path of deadAmong(reader, caller, named)) problems[path] = DEAD_LINK;
  if (Object.keys(problems).length > 0) throw invalid(form, problems);
}

/** What is said of a link that leads nowhere: the same for hidden and for missing records. */
export const DEAD_LINK: Text = { zh: '没有找到所指的记录', en: 'points at a record that was not found' };

async function* deadAmong(reader: Reader, caller: Caller, named: Named): AsyncIterable<string> {
  for (const [object, ids] of named.byObject) {
    const there = await caller.visible.among(reader, object, [...ids.keys()]);
    for (const [id, paths] of ids) {
      // Everybody may name oneself, also who may not read the list of people.
      if (there.has(id) || (object === 'user' && id === caller.context.principal.userId)) continue;
      yield* paths;
    }
  }
}
