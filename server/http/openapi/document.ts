import type { Lang } from '#common/errors';
import type { ObjectView } from '#core/records/gate.ts';
import { contractSchemas, type JsonSchema } from './contract-schemas.ts';
import { recordSchemaOf, schemaName } from './object-schemas.ts';
import { LOBBY_OPERATIONS } from './lobby-operations.ts';
import { operationObject, type Operation } from './operation.ts';
import { PLATFORM_OPERATIONS } from './platform-operations.ts';
import { GENERIC_OPERATIONS, objectOperations } from './record-operations.ts';

export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
  };
}

/**
 * The interface as OpenAPI 3.1.
 * @param objects as the caller may see them; none for the part that is the same for everybody
 */
export function openApiDocument(objects: readonly ObjectView[], version: string, lang: Lang): OpenApi {
  const operations: readonly Operation[] = [
    ...PLATFORM_OPERATIONS,
    ...LOBBY_OPERATIONS,
    ...(objects.length === 0 ? GENERIC_OPERATIONS : objects.flatMap((object) => objectOperations(object, lang))),
  ];
  const paths: Record<string, Record<string, Readonly<Record<string, unknown>>>> = {};
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = operationObject(operation, lang);
  const labels = new Map(objects.map((object) => [object.name, object.label[lang]]));
  return {
    openapi: '3.1.0',
    info: {
      title: lang === 'zh' ? '磐石接口' : 'Panshi API',
      version,
      description:
        lang === 'zh'
          ? '金额和数量是十进制文本，日期为 YYYY-MM-DD，时间为 ISO UTC。所见内容取决于调用者的权限。'
          : "Money and quantities are decimal strings, dates YYYY-MM-DD, times ISO UTC. What is there depends on the caller's rights.",
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: [...new Set(operations.map((operation) => operation.tag))].map((name) => {
      const description = labels.get(name);
      return description === undefined ? { name } : { name, description };
    }),
    paths,
    components: {
      schemas: {
        ...contractSchemas(),
        ...Object.fromEntries(objects.map((object) => [`${schemaName(object.name)}Record`, recordSchemaOf(object, lang)])),
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-panshi' },
      },
    },
  };
}
