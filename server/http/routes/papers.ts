import { refuse } from '#common/errors';
import { FORMS } from '#server/papers';
import { json, malformed } from '../answers.ts';
import { printed } from '../files.ts';
import { listParam, queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';

const NONE = new Set<string>();
const PRINT = new Set(['form', 'ids']);
/** Records printed at once. */
const MOST_IDS = 200;

/** Dashboards and prints. */
export const paperRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/dashboards',
    run: async (call, { gate }) => {
      queryParams(call.request.url, NONE);
      return json({ dashboards: await gate.dashboards(call.context) });
    },
  },
  {
    method: 'GET',
    path: '/print-forms',
    run: async (call, { gate }) => {
      queryParams(call.request.url, NONE);
      const readable = new Set((await gate.objects(call.context)).filter(({ can }) => can.includes('read')).map(({ name }) => name));
      return json({ forms: FORMS.filter(({ object }) => readable.has(object)).map(({ name, object, label }) => ({ name, object, label })) });
    },
  },
  {
    method: 'GET',
    path: '/records/:object/print',
    run: async (call, parts) => {
      const object = call.param('object');
      const params = queryParams(call.request.url, PRINT);
      const ids = listParam(params['ids']);
      if (params['form'] === undefined || ids === undefined) throw malformed('打印须指明 form 与 ids。', 'A print names its form and its ids.');
      if (ids.length > MOST_IDS) throw malformed(`一次最多打印 ${MOST_IDS} 张。`, `At most ${MOST_IDS} records are printed at once.`);
      if (new Set(ids).size < ids.length) throw malformed('ids 中有重复。', 'An id stands twice among the ids.');
      const form = FORMS.find((one) => one.name === params['form'] && one.object === object);
      // Whoever has nothing to do with the object learns nothing of its forms.
      await parts.gate.object(call.context, object);
      if (form === undefined) throw refuse('not_found', '没有这种打印格式。', 'There is no such form.');
      return await printed(call, parts, form, ids);
    },
  },
];
