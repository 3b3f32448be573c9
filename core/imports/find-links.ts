import type { Text } from '#common/errors';
import type { Context } from '#core/context';
import type { Access } from '#core/access';
import { isStorable } from '#core/records/storable.ts';
import type { Reader } from '#db';
import { normal } from '#db/search/normal.ts';
import { Names, type Named } from './names.ts';

/** What a text that stands for a record leads to. */
export type Found = { readonly id: string } | { readonly problem: Text };

const UNKNOWN: Text = { zh: '没有找到所指的记录', en: 'points at a record that was not found' };

/**
 * Records by what people call them: code, else number, else title. As it is written comes first; what is not found so is looked for whatever its case, its
 * width and the spaces in it. All texts of one object are asked about together. Only what the reader may see is found, or told of as a candidate, and a record
 * that is hidden is told of in the same words as one that is not there.
 */
export async function findLinks(reader: Reader, access: Access, context: Context, object: string, texts: readonly string[]): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>();
  const view = access.view(object);
  if (view) await settleAll(new Names(reader, context, view, access.registry.table(object).definition), texts.filter(isStorable), found);
  for (const text of texts) if (!found.has(text)) found.set(text, { problem: UNKNOWN });
  return found;
}

async function settleAll(names: Names, texts: readonly string[], found: Map<string, Found>): Promise<void> {
  const left = (): string[] => texts.filter((text) => !found.has(text));
  const known: (readonly Named[])[] = [];
  for (const field of names.fields) {
    if (left().length === 0) return;
    const named = await names.near(field, left());
    known.push(named);
    settle(left(), named, asWritten, found);
  }
  for (const named of known) settle(left(), named, normal, found);
  if (left().length > 0) settle(left(), await names.codesOfAnyCase(left()), normal, found);
}

const asWritten = (text: string): string => text;

/** @param form in which a text and a name are the same */
function settle(texts: readonly string[], named: readonly Named[], form: (text: string) => string, found: Map<string, Found>): void {
  const byName = Map.groupBy(named, ({ name }) => form(name));
  for (const text of texts) {
    const called = byName.get(form(text)) ?? [];
    const [only] = called;
    if (only) found.set(text, called.length === 1 ? { id: only.id } : { problem: ambiguous(called) });
  }
}

/** So many of the records that could be meant are told. */
const TOLD = 5;

function ambiguous(called: readonly Named[]): Text {
  const labels = [...new Set(called.map(({ label }) => label))].toSorted();
  // Where nothing tells them apart for this reader, a list would say one name over and over.
  const told = labels.length === called.length ? labels.slice(0, TOLD) : [];
  const more = told.length < called.length;
  const zh = told.length === 0 ? '' : `：${told.join('、')}${more ? ' 等' : ''}`;
  const en = told.length === 0 ? '' : `: ${told.join(', ')}${more ? ', …' : ''}`;
  return { zh: `有 ${called.length} 条记录符合${zh}。请改用编码`, en: `${called.length} records are called so${en}. Give the code instead` };
}
