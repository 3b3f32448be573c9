import { noContent } from '../answers.ts';
import { onceFor } from '../idempotency.ts';
import { objectOf, readJsonText } from '../json-body.ts';
import type { Route } from '../route.ts';

/** The firm's own changes of definitions; they are listed as records of `customisation`. */
export const customisationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/customisations',
    run: async (call, parts) => {
      const text = await readJsonText(call.request);
      const change = objectOf(text);
      return await onceFor(call, parts, text, async () => ({ status: 201, body: { id: await parts.customise.add(call.context, change) } }));
    },
  },
  {
    method: 'DELETE',
    path: '/customisations/:id',
    run: async (call, { customise }) => {
      await customise.undo(call.context, call.param('id'));
      return noContent();
    },
  },
];
