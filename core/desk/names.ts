import type { Reader } from '#db';

/** Names of people by their ids, as others know them; somebody unknown is left out. */
export async function namesOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await reader.rows(`SELECT id, name FROM "user" WHERE id IN (${wanted.map(() => '?').join(', ')})`, wanted);
  return new Map(rows.map(([id, name]) => [String(id), String(name)]));
}
