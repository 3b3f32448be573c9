import { defineStore } from 'pinia';
import { reactive } from 'vue';
import { afterLeaving, host, useDefinitions } from '#renderer/host';

/** How people call a record: its title, and its code where it has one. `null` for one that the reader may not see. */
export interface Title {
  readonly title: string;
  readonly code: string | null;
}

/** Ids asked for in one question. */
const BATCH = 100;

/** Names of linked records. Asked for together, remembered until the session ends. */
export const useTitles = defineStore('titles', () => {
  const definitions = useDefinitions();
  const known = reactive(new Map<string, Title | null>());
  const wanted = new Map<string, Set<string>>();
  let asking: Promise<void> | undefined;

  /** What is known of it now; undefined until the host has answered. Asks for it if nobody has. */
  function titleOf(object: string, id: string): Title | null | undefined {
    const found = known.get(`${object}/${id}`);
    if (found === undefined) want(object, id);
    return found;
  }

  function want(object: string, id: string): void {
    const ids = wanted.get(object) ?? new Set();
    if (ids.has(id)) return;
    wanted.set(object, ids.add(id));
    asking ??= Promise.resolve().then(ask);
  }

  async function ask(): Promise<void> {
    asking = undefined;
    const asked = [...wanted].map(([object, ids]) => [object, [...ids]] as const);
    wanted.clear();
    await Promise.all(asked.map(async ([object, ids]) => {
      for (let at = 0; at < ids.length; at += BATCH) await read(object, ids.slice(at, at + BATCH));
    }));
  }

  async function read(object: string, ids: readonly string[]): Promise<void> {
    const found = new Map<string, Title>();
    const fields = namingFields(object);
    if (fields.length > 0) {
      try {
        const { records } = await host().list(object, { filter: `id in ${JSON.stringify(ids)}`, fields: ['id', ...fields], limit: 500, archived: true });
        for (const record of records) found.set(record.id, titleFrom(object, record));
      } catch {
        // Names are a help: without them the page still says that something is linked, and asks again when it is opened anew.
      }
    }
    for (const id of ids) known.set(`${object}/${id}`, found.get(id) ?? null);
  }

  /** The fields that name a record of this object, as far as the reader has them. */
  function namingFields(object: string): readonly string[] {
    const definition = definitions.find(object);
    if (definition === undefined) return [];
    const present = new Set(definition.fields.map((field) => field.name));
    const title = definition.fields.find((field) => field.name === definition.title);
    return [...new Set([...(title?.type === 'text' ? [definition.title] : []), 'code', 'name', 'number'])].filter((name) => present.has(name));
  }

  function titleFrom(object: string, record: Readonly<Record<string, unknown>>): Title {
    const definition = definitions.find(object);
    const texts = [record[definition?.title ?? ''], record['name'], record['number'], record['code']].filter((one) => typeof one === 'string' && one !== '');
    const code = record['code'];
    return { title: String(texts[0] ?? ''), code: typeof code === 'string' ? code : null };
  }

  /** The same as people write it: an account is called by its number first, `1002 银行存款`. */
  function labelOf(object: string, id: string): string | null | undefined {
    const found = titleOf(object, id);
    if (!found) return found;
    return found.code !== null && /^\d+$/.test(found.code) ? `${found.code} ${found.title}` : found.title;
  }

  /** Takes a name that another answer has told. */
  function learn(object: string, id: string, title: Title): void {
    known.set(`${object}/${id}`, title);
  }

  afterLeaving(() => {
    known.clear();
    wanted.clear();
  });

  return { titleOf, labelOf, learn, namingFields, titleFrom };
});
