import { json, malformed } from '../answers.ts';
import { intParam, queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';

const FIND = new Set(['q', 'object', 'limit']);

/** Records by a few letters. */
export const findingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/find',
    run: async (call, { gate }) => {
      const { q, object, limit: given } = queryParams(call.request.url, FIND);
      if (q === undefined) throw malformed('请给出要查找的文字 q。', 'Say what to find: q.');
      const limit = intParam('limit', given, 1, 50);
      const found = await gate.find(call.context, {
        text: q,
        ...(object === undefined ? {} : { object }),
        ...(limit === undefined ? {} : { limit }),
      });
      return json({ found });
    },
  },
];
