import { commentBodySchema } from '#common/api';
import { json } from '../answers.ts';
import { onceFor } from '../idempotency.ts';
import { bodyAs, readJsonText } from '../json-body.ts';
import type { Route } from '../route.ts';

/** What is said of a record beside its fields: comments, what comes before and after it. */
export const aboutRecordRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/records/:object/:id/related',
    run: async (call, { gate }) => json({ related: await gate.related(call.context, call.param('object'), call.param('id')) }),
  },
  {
    method: 'GET',
    path: '/records/:object/:id/comments',
    run: async (call, { comments }) => json({ comments: await comments.list(call.context, call.param('object'), call.param('id')) }),
  },
  {
    method: 'POST',
    path: '/records/:object/:id/comments',
    run: async (call, parts) => {
      const text = await readJsonText(call.request);
      const said = bodyAs(commentBodySchema, text);
      const [object, id] = [call.param('object'), call.param('id')];
      return await onceFor(call, parts, text, async () => ({ status: 201, body: await parts.comments.add(call.context, object, id, said) }));
    },
  },
];
