import { importBodySchema, trialBodySchema } from '#common/api';
import { json, wordsOf } from '../answers.ts';
import { onceFor } from '../idempotency.ts';
import { bodyAs, readJsonText } from '../json-body.ts';
import type { Route } from '../route.ts';

/** Longest body of an import in bytes: ten thousand rows of a wide table. */
const LONGEST_IMPORT = 16 * 1024 * 1024;

/** Help while something is entered. */
export const enteringRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/records/:object/try',
    run: async (call, { gate }) => {
      const { id, values } = bodyAs(trialBodySchema, await readJsonText(call.request));
      const { record, problems } = await gate.try(call.context, call.param('object'), { values, ...(id === undefined ? {} : { id }) });
      return json({ record, problems: wordsOf(problems, call.lang) });
    },
  },
  {
    method: 'POST',
    path: '/imports',
    run: async (call, parts) => {
      const text = await readJsonText(call.request, LONGEST_IMPORT);
      const request = bodyAs(importBodySchema, text);
      const body = async () => {
        const { problems, ...done } = await parts.imports.run(call.context, request);
        return { ...done, problems: problems.map(({ row, field, message }) => ({ row, field, message: message[call.lang] })) };
      };
      if (request.check) return json(await body());
      return await onceFor(call, parts, text, async () => ({ status: 200, body: await body() }));
    },
  },
  { method: 'GET', path: '/imports', run: async (call, { imports }) => json({ imports: await imports.list(call.context) }) },
  {
    method: 'DELETE',
    path: '/imports/:id',
    run: async (call, { imports }) => json(await imports.undo(call.context, call.param('id'))),
  },
];
