import { z } from 'zod';
import { draftBodySchema, draftKeySchema, noticesReadSchema, preferencesSchema, savedBodySchema, savedKindSchema, savedPatchSchema } from '#common/api';
import { json, malformed, noContent } from '../answers.ts';
import type { SignedCall } from '../call.ts';
import { onceFor } from '../idempotency.ts';
import { bodyAs, readJsonText } from '../json-body.ts';
import { queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';

const NONE = new Set<string>();
const SAVED = new Set(['kind', 'object']);
const preferencesBody = z.strictObject(preferencesSchema.shape);

/** What lies on a person's desk: each sees the own one alone. */
export const deskRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/preferences',
    run: async (call, { desk }) => {
      queryParams(call.request.url, NONE);
      return json({ preferences: await desk.preferences.read(call.context) });
    },
  },
  {
    method: 'PUT',
    path: '/preferences',
    run: async (call, { desk }) => {
      const { preferences } = bodyAs(preferencesBody, await readJsonText(call.request));
      await desk.preferences.keep(call.context, preferences);
      return noContent();
    },
  },
  {
    method: 'GET',
    path: '/drafts',
    run: async (call, { desk }) => {
      queryParams(call.request.url, NONE);
      return json({ drafts: await desk.drafts.list(call.context) });
    },
  },
  {
    method: 'GET',
    path: '/drafts/:key',
    run: async (call, { desk }) => json(await desk.drafts.read(call.context, keyOf(call))),
  },
  {
    method: 'PUT',
    path: '/drafts/:key',
    run: async (call, { desk }) => {
      const key = keyOf(call);
      await desk.drafts.keep(call.context, key, bodyAs(draftBodySchema, await readJsonText(call.request)));
      return noContent();
    },
  },
  {
    method: 'DELETE',
    path: '/drafts/:key',
    run: async (call, { desk }) => {
      await desk.drafts.drop(call.context, keyOf(call));
      return noContent();
    },
  },
  {
    method: 'GET',
    path: '/saved',
    run: async (call, { desk }) => {
      const { kind, object } = queryParams(call.request.url, SAVED);
      const wanted = savedKindSchema.safeParse(kind);
      if (!wanted.success) throw malformed('kind 应为 view 或 dashboard。', 'kind is view or dashboard.');
      return json({ saved: await desk.saved.list(call.context, wanted.data, object) });
    },
  },
  {
    method: 'POST',
    path: '/saved',
    run: async (call, parts) => {
      const text = await readJsonText(call.request);
      const body = bodyAs(savedBodySchema, text);
      return await onceFor(call, parts, text, async () => ({ status: 201, body: await parts.desk.saved.add(call.context, body) }));
    },
  },
  {
    method: 'PATCH',
    path: '/saved/:id',
    run: async (call, { desk }) => {
      const patch = bodyAs(z.strictObject(savedPatchSchema.shape), await readJsonText(call.request));
      return json(await desk.saved.change(call.context, call.param('id'), patch));
    },
  },
  {
    method: 'DELETE',
    path: '/saved/:id',
    run: async (call, { desk }) => {
      await desk.saved.remove(call.context, call.param('id'));
      return noContent();
    },
  },
  {
    method: 'GET',
    path: '/notices',
    run: async (call, { desk }) => {
      queryParams(call.request.url, NONE);
      return json(await desk.notices.list(call.context));
    },
  },
  {
    method: 'POST',
    path: '/notices/read',
    // Takes no Idempotency-Key: a notice is read once however often that is said.
    run: async (call, { desk }) => {
      const { ids } = bodyAs(noticesReadSchema, await readJsonText(call.request));
      await desk.notices.read(call.context, ids);
      return noContent();
    },
  },
  {
    method: 'GET',
    path: '/todo',
    run: async (call, { desk }) => {
      queryParams(call.request.url, NONE);
      return json({ items: await desk.todo.read(call.context) });
    },
  },
];

/** @throws PanshiError `malformed` */
function keyOf(call: SignedCall): string {
  const key = draftKeySchema.safeParse(call.param('key'));
  if (key.success) return key.data;
  throw malformed('草稿的键应形如 sales-order:new。', 'The key of a draft looks like sales-order:new.');
}
