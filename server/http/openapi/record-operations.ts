import type { Lang, Text } from '#common/errors';
import type { ObjectView } from '#core/records/gate.ts';
import { FORMS } from '#server/papers';
import { shape, type JsonSchema } from './contract-schemas.ts';
import { draftSchemaOf, inputSchemaOf, schemaName } from './object-schemas.ts';
import { answers, NO_KEY, type Operation } from './operation.ts';

const LIST_QUERY: Readonly<Record<string, Text>> = {
  fields: { zh: '字段路径，逗号分隔', en: 'field paths, comma-separated' },
  filter: { zh: '条件表达式（CEL）', en: 'a condition (CEL)' },
  search: { zh: '名称或编码中的文字，或其拼音、拼音首字母', en: 'part of a name or code, or of its pinyin or initials' },
  sort: { zh: '字段路径，- 为降序', en: 'field paths, - first for descending' },
  limit: { zh: '行数，1 至 500，默认 50', en: '1 to 500, 50 unless told' },
  cursor: { zh: '上一页给出的 next', en: '`next` of the page before' },
  offset: { zh: '略过的行数，0 至 10000000；不与 cursor 同用', en: 'rows to leave out, 0 to 10,000,000; not with a cursor' },
  count: { zh: '为 true 时给出 total', en: 'true for `total`' },
  archived: { zh: '为 true 时含已归档', en: 'true for archived ones too' },
  format: { zh: 'csv 或 xlsx 为导出文件', en: 'csv or xlsx for a file' },
};

const PRINT_QUERY: Readonly<Record<string, Text>> = {
  form: { zh: '打印格式', en: 'the form' },
  ids: { zh: '记录标识，逗号分隔，至多 200 个', en: 'ids of records, comma-separated, 200 at most' },
};

const READ_QUERY: Readonly<Record<string, Text>> = { fields: LIST_QUERY['fields'] ?? { zh: '', en: '' } };

const ANY = '{object}';

/** Records of any object, for readers whose objects are not known. */
export const GENERIC_OPERATIONS: readonly Operation[] = operationsFor(ANY, '', { zh: '记录', en: 'records' }, {
  tag: 'records',
  record: shape('Record'),
  list: shape('List'),
  draft: { type: 'object' },
  patch: { type: 'object', properties: { version: { type: 'integer' } }, required: ['version'] },
  verbs: ['create', 'update', 'delete', 'unmask'],
  actions: [{ name: '{action}', id: 'Action', label: { zh: '执行动作', en: 'Do an action' }, input: { type: 'object' } }],
});

/** What this caller may do with the records of one object. */
export function objectOperations(object: ObjectView, lang: Lang): readonly Operation[] {
  const name = schemaName(object.name);
  const record = { $ref: `#/components/schemas/${name}Record` };
  return operationsFor(object.name, name, object.label, {
    tag: object.name,
    record,
    list: {
      type: 'object',
      properties: { records: { type: 'array', items: record }, next: { type: 'string' }, total: { type: 'integer' } },
      required: ['records'],
    },
    draft: draftSchemaOf(object, lang, true),
    patch: draftSchemaOf(object, lang, false),
    verbs: object.can,
    actions: object.actions.map((action) => ({
      name: action.name, id: schemaName(action.name), label: action.label, input: inputSchemaOf(action.input, lang),
    })),
  });
}

interface Shapes {
  readonly tag: string;
  readonly record: JsonSchema;
  readonly list: JsonSchema;
  readonly draft: JsonSchema;
  readonly patch: JsonSchema;
  readonly verbs: readonly string[];
  readonly actions: readonly { readonly name: string; readonly id: string; readonly label: Text; readonly input: JsonSchema }[];
}

function operationsFor(object: string, name: string, label: Text, shapes: Shapes): readonly Operation[] {
  const { tag } = shapes;
  const all = `/records/${object}`;
  const one = `${all}/{id}`;
  const of = (zh: string, en: string): Text => ({ zh: `${zh}：${label.zh}`, en: `${en}: ${label.en}` });
  const create: Operation = {
    method: 'post', path: all, id: `create${name}`, tag, summary: of('新建', 'Create'), body: shapes.draft,
    answer: { status: 201, schema: shapes.record }, once: true,
  };
  const update: Operation = {
    method: 'patch', path: one, id: `update${name}`, tag, summary: of('修改', 'Change'), body: shapes.patch, answer: { status: 200, schema: shapes.record },
  };
  const attempt: Operation = {
    method: 'post', path: `${all}/try`, id: `try${name}`, tag, summary: of('试算：若现在保存会怎样（不保存）', 'What a draft would come to (nothing is stored)'),
    body: shape('TrialBody'), answer: answers('Trial'),
  };
  const remove: Operation = { method: 'delete', path: one, id: `delete${name}`, tag, summary: of('删除', 'Delete'), answer: { status: 204 } };
  const unmask: Operation = {
    method: 'post', path: `${one}/unmask`, id: `unmask${name}`, tag, summary: of('查看脱敏内容（说明原因，记入日志）', 'Show masked values (for a reason, which is logged)'),
    note: NO_KEY, body: shape('Unmask'), answer: answers('Unmasked'),
  };
  const print: Operation = {
    method: 'get', path: `${all}/print`, id: `print${name}`, tag, summary: of('打印（记入日志）', 'Print (logged)'), query: PRINT_QUERY,
    answer: { status: 200, type: 'application/pdf' },
  };
  return [
    { method: 'get', path: all, id: `list${name}`, tag, summary: of('列表', 'List'), query: LIST_QUERY, answer: { status: 200, schema: shapes.list } },
    ...(shapes.verbs.includes('create') ? [create] : []),
    ...(object === ANY || FORMS.some((form) => form.object === object) ? [print] : []),
    { method: 'get', path: one, id: `read${name}`, tag, summary: of('读取', 'Read'), query: READ_QUERY, answer: { status: 200, schema: shapes.record } },
    ...(shapes.verbs.includes('update') ? [update] : []),
    ...(shapes.verbs.includes('create') || shapes.verbs.includes('update') ? [attempt] : []),
    ...(shapes.verbs.includes('delete') ? [remove] : []),
    ...shapes.actions.map((action): Operation => ({
      method: 'post', path: `${one}/actions/${action.name}`, id: `act${name}${action.id}`, tag, summary: of(action.label.zh, action.label.en),
      body: action.input, answer: { status: 200, schema: shapes.record }, once: true,
    })),
    ...(shapes.verbs.includes('unmask') ? [unmask] : []),
    { method: 'get', path: `${one}/history`, id: `history${name}`, tag, summary: of('历史', 'History'), answer: answers('History') },
    { method: 'get', path: `${one}/related`, id: `related${name}`, tag, summary: of('前后单据与相关资料', 'What stands around it'), answer: answers('Related') },
    { method: 'get', path: `${one}/comments`, id: `comments${name}`, tag, summary: of('评论', 'Comments'), answer: answers('Comments') },
    {
      method: 'post', path: `${one}/comments`, id: `comment${name}`, tag, summary: of('评论（可提及看得到此记录的同事）', 'Comment (mentioning colleagues who see the record)'),
      body: shape('NewComment'), answer: answers('Comment', 201), once: true,
    },
    { method: 'get', path: `${one}/attachments`, id: `attachments${name}`, tag, summary: of('附件', 'Attachments'), answer: answers('Attachments') },
    {
      method: 'post', path: `${one}/attachments`, id: `attach${name}`, tag, summary: of('添加附件（原始内容，X-File-Name 为文件名）', 'Attach a file (bare body, name in X-File-Name)'),
      answer: answers('Attachment', 201), once: true,
    },
    {
      method: 'get', path: `${one}/attachments/{attachment}`, id: `attachment${name}`, tag, summary: of('下载附件', 'Download an attachment'),
      answer: { status: 200, type: 'application/octet-stream' },
    },
  ];
}
