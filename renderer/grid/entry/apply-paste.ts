import type { FieldView } from '#renderer/host';
import { linkedObject, readField, resolveLinks, type Unread } from '#renderer/fields';
import type { Paste } from './paste.ts';

/** Longest list of rows taken at once. */
export const MOST_ROWS = 5000;

/** The values of pasted rows: every cell is read, links of one object are found together; what cannot be read stays as it was, with the reason. */
export async function readPaste(paste: Paste): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows = paste.rows.slice(0, MOST_ROWS);
  const links = new Map<string, ReadonlyMap<string, string | Unread>>();
  await Promise.all(linkColumns(paste).map(async ({ field, at }) => {
    links.set(field.name, await resolveLinks(linkedObject(field), rows.map((row) => row[at] ?? '')));
  }));
  return rows.map((row) =>
    Object.fromEntries(paste.fields.flatMap((field, at) => {
      const text = row[at];
      if (field === undefined || text === undefined) return [];
      const value = field.type === 'link' ? (links.get(field.name)?.get(text.trim()) ?? null) : readField(field, text);
      return [[field.name, value] as const];
    })),
  );
}

function linkColumns(paste: Paste): readonly { readonly field: FieldView; readonly at: number }[] {
  return paste.fields.flatMap((field, at) => (field?.type === 'link' ? [{ field, at }] : []));
}
