import type { Lang } from '#common/errors';
import type { ReviewRow } from '#core/explain';
import { json, malformed } from '../answers.ts';
import { csvFile } from '../files.ts';
import { queryParams } from '../query-params.ts';
import type { Route } from '../route.ts';

const ASKED = new Set(['user', 'object', 'record', 'company']);

const HEADER: Readonly<Record<Lang, readonly string[]>> = {
  zh: ['用户名', '姓名', '启用', '公司', '角色', '角色名称', '对象', '对象名称', '可以', '记录范围', '字段'],
  en: ['User name', 'Name', 'Active', 'Company', 'Role', 'Role label', 'Object', 'Object label', 'May', 'Records', 'Fields'],
};

export const accessRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/access/explain',
    run: async (call, { explain }) => {
      const { user, object, record, company } = queryParams(call.request.url, ASKED);
      if (user === undefined || object === undefined) throw malformed('请给出 user 和 object。', 'Give user and object.');
      return json(await explain.explain(call.context, { user, object, record, company }));
    },
  },
  {
    method: 'GET',
    path: '/access/review',
    run: async (call, { explain }) => {
      const rows = await explain.review(call.context);
      return csvFile(HEADER[call.lang], cells(rows, call.lang), 'access-review.csv');
    },
  },
];

async function* cells(rows: AsyncIterable<ReviewRow>, lang: Lang): AsyncIterable<readonly unknown[]> {
  for await (const row of rows) {
    const { rows: scope, fields } = row;
    yield [
      row.username, row.name, row.active ? 1 : 0, row.company, row.role, row.roleLabel[lang], row.object, row.objectLabel[lang], row.can.join(' '),
      typeof scope === 'object' ? scope.when : (scope ?? ''), Object.entries(fields ?? {}).map(([name, level]) => `${name}=${level}`).join(' '),
    ];
  }
}
