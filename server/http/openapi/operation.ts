import type { Lang, Text } from '#common/errors';
import { shape, type JsonSchema, type ShapeName } from './contract-schemas.ts';

/** One call of the interface, before it is written as OpenAPI. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, parts as `{name}`. */
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly summary: Text;
  /** What a caller must know besides. */
  readonly note?: Text;
  /** Query parameters: name and what it says. */
  readonly query?: Readonly<Record<string, Text>>;
  readonly body?: JsonSchema;
  readonly answer?: { readonly status: number; readonly schema?: JsonSchema; readonly type?: string };
  /** Open without sign-in. */
  readonly open?: boolean;
  /** `Idempotency-Key` counts; a POST without this acts each time. */
  readonly once?: boolean;
}

const ERRORS: Readonly<Record<string, Text>> = {
  '400': { zh: '请求格式不正确', en: 'malformed' },
  '401': { zh: '未登录', en: 'not signed in' },
  '403': { zh: '无权限', en: 'not allowed' },
  '404': { zh: '不存在或不可见', en: 'not there, or not for the caller' },
  '409': { zh: '版本冲突或重复', en: 'version conflict or duplicate' },
  '422': { zh: '违反业务规则', en: 'breaks a business rule' },
  '429': { zh: '过于频繁', en: 'too many' },
};

/** The operation as an OpenAPI Operation Object. */
export function operationObject(operation: Operation, lang: Lang): Readonly<Record<string, unknown>> {
  const parts = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const parameters = [
    ...parts.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(operation.query ?? {}).map(([name, text]) => ({
      name,
      in: 'query',
      description: text[lang],
      schema: { type: 'string' },
    })),
    ...(operation.once === true ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 200 } }] : []),
  ];
  const { status, schema, type } = operation.answer ?? { status: 200 };
  const good = {
    description: 'OK',
    ...(schema === undefined && type === undefined
      ? {}
      : { content: { [type ?? 'application/json']: { schema: schema ?? { type: 'string' } } } }),
  };
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary[lang],
    ...(operation.note === undefined ? {} : { description: operation.note[lang] }),
    ...(operation.open === true ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(operation.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: operation.body } } } }),
    responses: {
      [String(status)]: good,
      ...Object.fromEntries(
        Object.entries(ERRORS).map(([code, text]) => [
          code,
          { description: text[lang], content: { 'application/json': { schema: shape('Error') } } },
        ]),
      ),
    },
  };
}

/** Of a POST whose answer may not be kept to be given again. */
export const NO_KEY: Text = {
  zh: '不用 Idempotency-Key：回答含有不应保存的内容，每次调用都会执行并记入日志。',
  en: 'Takes no Idempotency-Key: its answer may not be kept, so each call acts and is logged.',
};

export function answers(name: ShapeName, status = 200): Operation['answer'] {
  return { status, schema: shape(name) };
}
