import { z } from 'zod';
import { ask, queryString, tell } from './ask.ts';
import type { Client } from './client.ts';
import { savedContentSchema } from './saved-content.ts';

/* What lies on a person's desk: settings, drafts, saved views and dashboards, notices, what waits to be done. Kept in the host, never in the browser. */

const text = z.object({ zh: z.string(), en: z.string() });

/** A person's own settings of the workbench: language, theme, density, open tabs. At most 64 kB. */
export const preferencesSchema = z.object({ preferences: z.record(z.string(), z.unknown()) });

/** `sales-order:new`, `sales-order:0190…`: which page the draft belongs to. */
export const draftKeySchema = z.string().regex(/^[a-z0-9-]{1,60}(:[A-Za-z0-9-]{1,60})?$/);
/** At most 512 kB. */
export const draftBodySchema = z.strictObject({ title: z.string().max(200), content: z.record(z.string(), z.unknown()) });
const draftHead = z.object({ key: z.string(), title: z.string(), savedAt: z.string() });
export const draftsSchema = z.object({ drafts: z.array(draftHead) });
export const draftSchema = draftHead.extend({ content: z.record(z.string(), z.unknown()) });

export const savedKindSchema = z.enum(['view', 'dashboard']);
/** At most 64 kB of content, of its kind; `object` is the object a view lists, empty for dashboards. */
export const savedBodySchema = z.strictObject({
  kind: savedKindSchema,
  object: z.string().max(120),
  name: z.string().min(1).max(100),
  shared: z.boolean(),
  content: savedContentSchema,
});
export const savedPatchSchema = savedBodySchema.pick({ name: true, shared: true, content: true }).partial();
/** Its content as far as the caller may know of it, to be read by the schema of its kind. */
export const savedSchema = z.object({
  id: z.string(), kind: savedKindSchema, object: z.string(), name: z.string(), shared: z.boolean(), content: z.record(z.string(), z.unknown()),
  mine: z.boolean(), ownerName: z.string(),
});
export const savedListSchema = z.object({ saved: z.array(savedSchema) });

export const noticeSchema = z.object({
  id: z.string(), at: z.string(), kind: z.enum(['mention', 'comment', 'import', 'host']), text, object: z.string().nullable(), record: z.string().nullable(),
  by: z.string().nullable(), readAt: z.string().nullable(),
});
export const noticesSchema = z.object({ notices: z.array(noticeSchema), unread: z.int() });
export const noticesReadSchema = z.strictObject({ ids: z.array(z.string().max(64)).max(500).optional() });

/** Documents that wait for an action which the caller may do. */
export const todoSchema = z.object({
  items: z.array(z.object({
    object: z.string(), label: text, state: z.string(), stateLabel: text, count: z.int(),
    /** CEL for the list that shows them. */
    filter: z.string(),
    actions: z.array(z.object({ name: z.string(), label: text })),
  })),
});

export const commentBodySchema = z.strictObject({ text: z.string().trim().min(1).max(4000), mentions: z.array(z.string().max(64)).max(50).default([]) });
export const commentSchema = z.object({
  id: z.string(), at: z.string(), by: z.object({ id: z.string(), name: z.string() }), text: z.string(),
  mentions: z.array(z.object({ id: z.string(), name: z.string() })),
});
export const commentsSchema = z.object({ comments: z.array(commentSchema) });

export type Draft = z.infer<typeof draftSchema>;
export type DraftBody = z.infer<typeof draftBodySchema>;
export type Saved = z.infer<typeof savedSchema>;
export type SavedBody = z.infer<typeof savedBodySchema>;
export type SavedKind = z.infer<typeof savedKindSchema>;
export type Notices = z.infer<typeof noticesSchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type Todo = z.infer<typeof todoSchema>['items'][number];
export type Comment = z.infer<typeof commentSchema>;

export function deskOf(client: Pick<Client, 'send'>) {
  const on = (object: string, id: string): string => `/records/${encodeURIComponent(object)}/${encodeURIComponent(id)}/comments`;
  const draft = (key: string): string => `/drafts/${encodeURIComponent(key)}`;
  return {
    preferences: async () => (await ask(client, preferencesSchema, 'GET', '/preferences')).preferences,
    /** Replaces them as a whole. */
    keepPreferences: async (preferences: Record<string, unknown>) => void (await tell(client, 'PUT', '/preferences', { preferences })),
    drafts: async () => (await ask(client, draftsSchema, 'GET', '/drafts')).drafts,
    draft: async (key: string): Promise<Draft> => ask(client, draftSchema, 'GET', draft(key)),
    keepDraft: async (key: string, body: DraftBody) => void (await tell(client, 'PUT', draft(key), body)),
    dropDraft: async (key: string) => void (await tell(client, 'DELETE', draft(key))),
    saved: async (kind: SavedKind, object?: string) => (await ask(client, savedListSchema, 'GET', `/saved${queryString({ kind, object })}`)).saved,
    save: async (body: SavedBody): Promise<Saved> => ask(client, savedSchema, 'POST', '/saved', body),
    changeSaved: async (id: string, patch: z.infer<typeof savedPatchSchema>): Promise<Saved> => ask(client, savedSchema, 'PATCH', `/saved/${encodeURIComponent(id)}`, patch),
    dropSaved: async (id: string) => void (await tell(client, 'DELETE', `/saved/${encodeURIComponent(id)}`)),
    notices: async (): Promise<Notices> => ask(client, noticesSchema, 'GET', '/notices'),
    /** All of them when no ids are given. */
    readNotices: async (ids?: readonly string[]) => void (await tell(client, 'POST', '/notices/read', ids === undefined ? {} : { ids })),
    todo: async () => (await ask(client, todoSchema, 'GET', '/todo')).items,
    comments: async (object: string, id: string) => (await ask(client, commentsSchema, 'GET', on(object, id))).comments,
    comment: async (object: string, id: string, words: string, mentions: readonly string[] = []): Promise<Comment> =>
      ask(client, commentSchema, 'POST', on(object, id), { text: words, mentions }),
  };
}
