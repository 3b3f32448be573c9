import { trialBodySchema } from '#common/api';
import { json, wordsOf } from '../answers.ts';
import { bodyAs, readJsonText } from '../json-body.ts';
import type { Route } from '../route.ts';

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
];
