import { z } from 'zod';
import { ask, queryString } from './ask.ts';
import type { Client } from './client.ts';

/** A record found by a few letters: part of a code, number or name, or the initials or syllables of its pinyin. */
export const foundSchema = z.object({
  found: z.array(z.object({ object: z.string(), id: z.string(), title: z.string(), code: z.string().nullable(), state: z.string().nullable() })),
});
export type Found = z.infer<typeof foundSchema>['found'][number];

/** Documents before and after a record, and what else speaks of it; only what the reader may see. */
export const relatedSchema = z.object({
  related: z.array(z.object({
    object: z.string(),
    /** `before`: the record came of them and names them; `after`: they came of it. */
    side: z.enum(['before', 'after']),
    /** The linking field, of the one or the other; `lines.product` where their rows name the record. */
    field: z.string(),
    count: z.int(),
    /** The first ten, the latest first. */
    records: z.array(z.object({ id: z.string(), title: z.string(), number: z.string().nullable(), state: z.string().nullable(), date: z.string().nullable() })),
  })),
});
export type Related = z.infer<typeof relatedSchema>['related'][number];

export function findingOf(client: Pick<Client, 'send'>) {
  return {
    /** Best first, over all objects the reader may see, or one. */
    find: async (q: string, how: { readonly object?: string; readonly limit?: number; readonly signal?: AbortSignal } = {}) =>
      (await ask(client, foundSchema, 'GET', `/find${queryString({ q, object: how.object, limit: how.limit })}`, undefined, how.signal)).found,
    related: async (object: string, id: string) =>
      (await ask(client, relatedSchema, 'GET', `/records/${encodeURIComponent(object)}/${encodeURIComponent(id)}/related`)).related,
  };
}
