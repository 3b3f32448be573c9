import { host, useDefinitions } from '#renderer/host';
import { addressOf } from '#renderer/pages/addresses.ts';

interface RecordKey {
  readonly object: string;
  readonly id: string;
}

/** The record at an address, if it is one. */
export function keyOfRecord(path: string): RecordKey | undefined {
  const [, object, id] = /^\/record\/([^/?]+)\/([^/?]+)/.exec(path) ?? [];
  return object === undefined || id === undefined ? undefined : { object, id };
}

export function addressOfRecord({ object, id }: RecordKey): string {
  return addressOf.record(object, id);
}

/**
 * What records are called, by id, asked once for each object. Records that are gone, or not for this reader, are left out.
 * @returns id → number or title
 */
export async function namesOf(records: readonly RecordKey[]): Promise<ReadonlyMap<string, string>> {
  const definitions = useDefinitions();
  const names = new Map<string, string>();
  const byObject = Map.groupBy(records, (record) => record.object);
  await Promise.all([...byObject].map(async ([object, keys]) => {
    const definition = definitions.find(object);
    if (definition === undefined || !definition.can.includes('read')) return;
    const readable = new Set(definition.fields.map((field) => field.name));
    const fields = [...new Set(['number', definition.title])].filter((field) => readable.has(field));
    const ids = keys.map(({ id }) => id).filter((id) => /^[0-9a-f-]{36}$/.test(id));
    if (fields.length === 0 || ids.length === 0) return;
    const found = await host().list(object, { fields: ['id', ...fields], filter: `id in [${ids.map((id) => `"${id}"`).join(', ')}]`, limit: ids.length, archived: true }).catch(() => undefined);
    for (const record of found?.records ?? []) {
      const name = [...fields].map((field) => record[field]).find((value) => typeof value === 'string' && value !== '');
      names.set(record.id, typeof name === 'string' ? name : '');
    }
  }));
  return names;
}
