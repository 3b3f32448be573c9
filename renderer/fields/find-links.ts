import { markRaw } from 'vue';
import { ApiError } from '#common/api';
import { lowerAscii } from '#common/expression/text-order.ts';
import { host, problemOf, useDefinitions } from '#renderer/host';
import { useTitles } from './titles.ts';
import { plain, unread, type Unasked, type Unread } from './reading.ts';

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

/** The likeliest record that a text means. Where the host cannot be asked, that is said, and the text is looked for again later: nobody knows yet whether it is there. */
export async function firstFound(object: string, text: string): Promise<string | Unread> {
  try {
    return (await findLinks(object, text))[0]?.id ?? unread(text, '找不到', 'not found');
  } catch (error) {
    const { message } = problemOf(error);
    const unasked: Unasked = { ...unread(text, `还没有查到：${message}`, `not looked up yet: ${message}`), ask: () => firstFound(object, text) };
    return markRaw(unasked);
  }
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

/** Bounds of one question: the host takes conditions of 500 values and 4,000 characters, and of an address and its heads 16 KB, where each Chinese character takes nine bytes. */
const BATCH = { values: 400, condition: 3600, address: 10_000 } as const;
/** Nothing is called by a longer text. */
const LONGEST = 300;

/** What no name holds is not asked for: one such text would make the host refuse the question about all of them. */
function isAskable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/**
 * Finds what pasted texts mean, all of one object together: by code, number or name, whole. As it is written comes first; what is not found so is
 * looked for whatever its case, and whether its letters and digits are full-width. What is unknown or means several stays as text, with the reason.
 * @returns a value for each different text
 */
export async function resolveLinks(object: string, texts: readonly string[]): Promise<ReadonlyMap<string, string | Unread>> {
  const different = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  const definition = useDefinitions().find(object);
  const fields = useTitles().namingFields(object).filter((name) => definition?.fields.some((field) => field.name === name && field.level !== 'masked'));
  const askable = fields.length === 0 ? [] : different.filter((text) => text.length <= LONGEST && isAskable(text));
  const resolved = new Map<string, string | Unread>();
  for (const alike of [AS_WRITTEN, ANY_CASE]) {
    for (const some of batches(askable.filter((text) => !resolved.has(text)), fields, alike)) {
      const found = await named(object, fields, some, alike);
      for (const text of some) {
        const value = meant(text, fields, found, alike);
        if (value !== undefined) resolved.set(text, value);
      }
    }
  }
  for (const text of different) if (!resolved.has(text)) resolved.set(text, unread(text, '找不到', 'not found'));
  return resolved;
}

/** When a text and what a record is called are the same. */
interface Alike {
  /** What is compared, in the expression language. */
  readonly subject: (field: string) => string;
  /** What a record may be called there. */
  readonly forms: (text: string) => readonly string[];
  readonly same: (text: string, name: string) => boolean;
}

const folded = (text: string): string => lowerAscii(text.normalize('NFKC'));
const AS_WRITTEN: Alike = { subject: (field) => field, forms: (text) => [text], same: (text, name) => text === name };
const ANY_CASE: Alike = {
  subject: (field) => `lower(${field})`,
  // Brackets are full-width in one name and plain in the next, whatever is typed.
  forms: (text) => [...new Set([lowerAscii(text), folded(text), folded(text).replaceAll('(', '（').replaceAll(')', '）')])],
  same: (text, name) => folded(text) === folded(name),
};

function conditionOf(fields: readonly string[], texts: readonly string[], { subject, forms }: Alike): string {
  const list = JSON.stringify(texts.flatMap(forms));
  return fields.map((field) => `${subject(field)} in ${list}`).join(' || ');
}

/** As many texts together as one question takes. */
function batches(texts: readonly string[], fields: readonly string[], { forms }: Alike): readonly (readonly string[])[] {
  const made: string[][] = [];
  let taken = { values: Infinity, condition: 0, address: 0 };
  for (const text of texts) {
    const asked = forms(text);
    const written = asked.map((form) => `${JSON.stringify(form)},`).join('');
    const own = { values: asked.length * fields.length, condition: written.length * fields.length, address: encodeURIComponent(written).length * fields.length };
    const both = { values: taken.values + own.values, condition: taken.condition + own.condition, address: taken.address + own.address };
    const fits = both.values <= BATCH.values && both.condition <= BATCH.condition && both.address <= BATCH.address;
    if (fits) made.at(-1)?.push(text);
    else made.push([text]);
    taken = fits ? both : own;
  }
  return made;
}

type Named = { readonly id: string } & Readonly<Record<string, unknown>>;

async function named(object: string, fields: readonly string[], texts: readonly string[], alike: Alike): Promise<readonly Named[]> {
  const { records } = await host().list(object, { filter: conditionOf(fields, texts, alike), fields: ['id', ...fields], limit: 500 });
  const titles = useTitles();
  for (const record of records) titles.learn(object, record.id, titles.titleFrom(object, record));
  return records;
}

/** A code or number is clearer than a name: it is looked at first. */
function meant(text: string, fields: readonly string[], records: readonly Named[], { same }: Alike): string | Unread | undefined {
  for (const field of ['code', 'number', ...fields]) {
    const matches = records.filter((record) => typeof record[field] === 'string' && same(text, record[field]));
    const [only] = matches;
    if (matches.length === 1 && only) return only.id;
    if (matches.length > 1) return unread(text, `有 ${matches.length} 条记录叫这个名字，请改用编码`, `${matches.length} records are called this; use the code instead`);
  }
  return undefined;
}
