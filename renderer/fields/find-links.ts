import { ApiError } from '#common/api';
import { host, useDefinitions } from '#renderer/host';
import { useTitles } from './titles.ts';
import { plain, unread, type Unread } from './reading.ts';

/** A record that may be meant. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly code: string | null;
}

const SHOWN = 12;

/** Records that a few letters may mean, the likeliest first; without letters, the first ones of the list. */
export async function findLinks(object: string, text: string, signal?: AbortSignal): Promise<readonly Choice[]> {
  const wanted = plain(text);
  const found = wanted === '' ? undefined : await byLetters(object, wanted, signal);
  const choices = found ?? (await fromList(object, wanted));
  const titles = useTitles();
  for (const choice of choices) titles.learn(object, choice.id, choice);
  return choices;
}

async function byLetters(object: string, text: string, signal?: AbortSignal): Promise<readonly Choice[] | undefined> {
  try {
    return await host().finding.find(text, { object, limit: SHOWN, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

async function fromList(object: string, text: string): Promise<readonly Choice[]> {
  const titles = useTitles();
  const fields = titles.namingFields(object);
  if (fields.length === 0) return [];
  const { records } = await host().list(object, { fields: ['id', ...fields], limit: SHOWN, ...(text === '' ? {} : { search: text }) });
  return records.map((record) => ({ id: record.id, ...titles.titleFrom(object, record) }));
}

/** Texts looked up in one question. */
const BATCH = 100;

/**
 * Finds what pasted texts mean, all of one object together: by code, number or name, exactly. What is unknown or means several stays as text, with the reason.
 * @returns a value for each different text
 */
export async function resolveLinks(object: string, texts: readonly string[]): Promise<ReadonlyMap<string, string | Unread>> {
  const different = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  const definition = useDefinitions().find(object);
  const titles = useTitles();
  const fields = titles.namingFields(object).filter((name) => definition?.fields.some((field) => field.name === name && field.level !== 'masked'));
  const resolved = new Map<string, string | Unread>();
  for (let at = 0; at < different.length; at += BATCH) {
    const some = different.slice(at, at + BATCH);
    const found = fields.length === 0 ? [] : await named(object, fields, some);
    for (const text of some) resolved.set(text, meant(text, fields, found));
    for (const record of found) titles.learn(object, record.id, titles.titleFrom(object, record));
  }
  return resolved;
}

type Named = { readonly id: string } & Readonly<Record<string, unknown>>;

async function named(object: string, fields: readonly string[], texts: readonly string[]): Promise<readonly Named[]> {
  const list = JSON.stringify(texts);
  const { records } = await host().list(object, { filter: fields.map((field) => `${field} in ${list}`).join(' || '), fields: ['id', ...fields], limit: 500 });
  return records;
}

/** A code or number is clearer than a name: it is looked at first. */
function meant(text: string, fields: readonly string[], records: readonly Named[]): string | Unread {
  for (const field of ['code', 'number', ...fields]) {
    const matches = records.filter((record) => record[field] === text);
    const [only] = matches;
    if (matches.length === 1 && only) return only.id;
    if (matches.length > 1) return unread(text, `有 ${matches.length} 条记录叫这个名字，请改用编码`, `${matches.length} records are called this; use the code instead`);
  }
  return unread(text, '找不到', 'not found');
}
