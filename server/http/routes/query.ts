import { querySchema, type FileFormat } from '#common/api';
import type { QueryRequest } from '#core/records/gate.ts';
import { json, malformed } from '../answers.ts';
import { reportFile } from '../files.ts';
import { bodyAs, readJsonText } from '../json-body.ts';
import { queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';

export const queryRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/query',
    run: async (call, { gate }) => {
      const { object, select, filter, search, group, order, limit } = bodyAs(querySchema, await readJsonText(call.request));
      const request: QueryRequest = {
        object,
        select,
        ...(filter === undefined ? {} : { filter }),
        ...(search === undefined ? {} : { search }),
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
    run: async (call, parts) => {
      const { format = 'json', ...params } = queryParams(call.request.url);
      const report = call.param('report');
      if (format === 'json') return json(await parts.gate.report(call.context, report, params));
      if (!isFile(format)) throw malformed('format 应为 json、csv、xlsx 或 pdf。', 'format is json, csv, xlsx or pdf.');
      return await reportFile(call, parts, report, params, format);
    },
  },
];

function isFile(format: string): format is FileFormat {
  return format === 'csv' || format === 'xlsx' || format === 'pdf';
}
