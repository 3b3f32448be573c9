import { Readable } from 'node:stream';
import { z } from 'zod';
import { auditExportSchema } from '#common/api';
import { download, json, malformed } from '../answers.ts';
import { bodyAs, readJsonText } from '../json-body.ts';
import type { AuditSearch } from '../parts.ts';
import { intParam, queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';

const TEXTS = ['from', 'to', 'user', 'object', 'record', 'event', 'text', 'cursor'] as const;
const SEARCH = new Set<string>([...TEXTS, 'limit']);
const DAY = z.iso.date();

export const auditRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/audit',
    run: async (call, { audit }) => {
      const params = queryParams(call.request.url, SEARCH);
      for (const name of ['from', 'to']) {
        const day = params[name];
        if (day !== undefined && !DAY.safeParse(day).success) throw malformed(`${name} 应为日期 YYYY-MM-DD。`, `${name} is a date, YYYY-MM-DD.`);
      }
      const search: AuditSearch = {
        ...Object.fromEntries(TEXTS.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]]))),
        limit: intParam('limit', params['limit'], 1, 500),
      };
      return json(await audit.search(call.context, search));
    },
  },
  {
    method: 'POST',
    path: '/audit/exports',
    run: async (call, { audit }) => {
      const scope = bodyAs(auditExportSchema, await readJsonText(call.request));
      const bundle = await audit.export(call.context, scope);
      return download(Readable.toWeb(Readable.from(bundle)) as ReadableStream<Uint8Array>, 'application/zip', 'audit.zip');
    },
  },
];
