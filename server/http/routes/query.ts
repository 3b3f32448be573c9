import { querySchema } from '#common/api';
import type { QueryRequest } from '#core/records/gate.ts';
import { json } from '../answers.ts';
import { bodyAs, readJsonText } from '../json-body.ts';
import { queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';

export const queryRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/query',
    run: async (call, { gate }) => {
      const { object, select, filter, group, order, limit } = bodyAs(querySchema, await readJsonText(call.request));
      const request: QueryRequest = {
        object,
        select,
        ...(filter === undefined ? {} : { filter }),
        ...(group === undefined ? {} : { group }),
        ...(order === undefined ? {} : { order }),
        ...(limit === undefined ? {} : { limit }),
      };
      return json(await gate.query(call.context, request));
    },
  },
  { method: 'GET', path: '/reports', run: async (call, { gate }) => json({ reports: await gate.reports(call.context) }) },
  {
    method: 'GET',
    path: '/reports/:report',
    run: async (call, { gate }) => json(await gate.report(call.context, call.param('report'), { ...queryParams(call.request.url) })),
  },
];
