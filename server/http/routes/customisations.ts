import { json, malformed, noContent } from '../answers.ts';
import { onceFor } from '../idempotency.ts';
import { objectOf, readJsonText } from '../json-body.ts';
import { intParam, queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';

const RULE = new Set(['object', 'prefix', 'per', 'digits']);

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
  {
    method: 'GET',
    path: '/numbering',
    run: async (call, { nextNumbers }) => {
      const given = queryParams(call.request.url, RULE);
      const { object, prefix, per } = given;
      const digits = intParam('digits', given['digits'], 1, 99);
      if (Object.keys(given).length === 0) return json({ next: await nextNumbers.read(call.context) });
      if (object === undefined || prefix === undefined || per === undefined || digits === undefined) {
        throw malformed('请同时给出 object、prefix、per 和 digits。', 'Give object, prefix, per and digits together.');
      }
      return json({ next: await nextNumbers.read(call.context, { object, prefix, per, digits }) });
    },
  },
];
