import { unmaskSchema } from '#common/api';
import type { ListRequest } from '#core/records/gate.ts';
import { listColumns } from '#server/papers';
import { json, malformed, noContent } from '../answers.ts';
import type { SignedCall } from '../call.ts';
import { csvFile, listSheet } from '../files.ts';
import { onceFor } from '../idempotency.ts';
import { bodyAs, objectOf, readJsonText } from '../json-body.ts';
import type { HandlerParts } from '../parts.ts';
import { flagParam, intParam, listParam, queryParams, type Params } from '../query-params.ts';
import type { Route } from '../route.ts';

const LIST = new Set(['fields', 'filter', 'search', 'sort', 'limit', 'cursor', 'offset', 'count', 'archived', 'format']);
const READ = new Set(['fields']);

export const recordRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/records/:object',
    run: async (call, parts) => {
      const object = call.param('object');
      const params = queryParams(call.request.url, LIST);
      const { format = 'json' } = params;
      if (format === 'csv') return await csv(call, parts, object, exportRequest(params));
      if (format === 'xlsx') return await listSheet(call, parts, object, exportRequest(params));
      if (format !== 'json') throw malformed('format 应为 json、csv 或 xlsx。', 'format is json, csv or xlsx.');
      return json(await parts.gate.list(call.context, object, listRequest(params)));
    },
  },
  {
    method: 'POST',
    path: '/records/:object',
    run: async (call, parts) => {
      const text = await readJsonText(call.request);
      const draft = objectOf(text);
      return await onceFor(call, parts, text, async () => ({
        status: 201,
        body: await parts.gate.create(call.context, call.param('object'), draft),
      }));
    },
  },
  {
    method: 'GET',
    path: '/records/:object/:id',
    run: async (call, { gate }) => {
      const fields = listParam(queryParams(call.request.url, READ)['fields']);
      return json(await gate.read(call.context, call.param('object'), call.param('id'), fields));
    },
  },
  {
    method: 'PATCH',
    path: '/records/:object/:id',
    run: async (call, { gate }) => {
      const patch = objectOf(await readJsonText(call.request));
      if (!Number.isSafeInteger(patch['version'])) {
        throw malformed('修改须带上读到的 version（整数）。', 'A change carries the version that was read, an integer.');
      }
      return json(await gate.update(call.context, call.param('object'), call.param('id'), patch));
    },
  },
  {
    method: 'DELETE',
    path: '/records/:object/:id',
    run: async (call, { gate }) => {
      await gate.remove(call.context, call.param('object'), call.param('id'));
      return noContent();
    },
  },
  {
    method: 'POST',
    path: '/records/:object/:id/actions/:action',
    run: async (call, parts) => {
      const text = await readJsonText(call.request);
      const input = objectOf(text);
      const [object, id, action] = [call.param('object'), call.param('id'), call.param('action')];
      return await onceFor(call, parts, text, async () => ({
        status: 200,
        body: await parts.gate.act(call.context, object, id, action, input),
      }));
    },
  },
  {
    method: 'POST',
    path: '/records/:object/:id/unmask',
    run: async (call, { gate }) => {
      const { fields, reason } = bodyAs(unmaskSchema, await readJsonText(call.request));
      return json({
        values: await gate.unmask(call.context, call.param('object'), call.param('id'), fields, reason ?? call.context.reason ?? ''),
      });
    },
  },
  {
    method: 'GET',
    path: '/records/:object/:id/history',
    run: async (call, { gate }) => json({ entries: await gate.history(call.context, call.param('object'), call.param('id')) }),
  },
];

function listRequest(params: Params): ListRequest {
  const { filter, search, cursor } = params;
  const fields = listParam(params['fields']);
  const sort = listParam(params['sort']);
  const limit = intParam('limit', params['limit'], 1, 500);
  const offset = intParam('offset', params['offset'], 0, 10_000_000);
  const count = flagParam('count', params['count']);
  const archived = flagParam('archived', params['archived']);
  return {
    ...(fields === undefined ? {} : { fields }),
    ...(filter === undefined ? {} : { filter }),
    ...(search === undefined ? {} : { search }),
    ...(sort === undefined ? {} : { sort }),
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(offset === undefined ? {} : { offset }),
    ...(count === undefined ? {} : { count }),
    ...(archived === undefined ? {} : { archived }),
  };
}

/** What is to be exported: all rows. */
function exportRequest(params: Params): ListRequest {
  for (const name of ['limit', 'cursor', 'offset', 'count']) {
    if (params[name] !== undefined) throw malformed(`导出全部行，不带 ${name}。`, `An export holds all rows and takes no ${name}.`);
  }
  return listRequest(params);
}

/** The list as a CSV file: an export, with its own right and entry in the log. */
async function csv(call: SignedCall, parts: HandlerParts, object: string, request: ListRequest): Promise<Response> {
  const view = await parts.gate.object(call.context, object);
  // Masked values are for the screen only.
  const fields = request.fields ?? view.fields.filter((field) => field.level !== 'masked').map((field) => field.name);
  const rows = parts.gate.export(call.context, object, { ...request, fields })[Symbol.asyncIterator]();
  // The first row is asked for before the answer begins, so that a refusal is an answer of its own.
  const first = await rows.next();
  async function* cells(): AsyncIterable<readonly unknown[]> {
    for (let row = first; row.done !== true; row = await rows.next()) {
      const record = row.value;
      yield fields.map((field) => record[field]);
    }
  }
  const header = (await listColumns(parts.gate, call.context, object, fields)).map(({ label }) => label);
  return csvFile(header, cells(), `${object}.csv`);
}
