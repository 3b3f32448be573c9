import type { Lang } from '#common/errors';
import type { FieldView, ObjectView } from '#core/records/gate.ts';
import type { JsonSchema } from './contract-schemas.ts';

/** A name for components: `SalesOrder`. */
export function schemaName(object: string): string {
  return object.replace(/(^|-)([a-z0-9])/g, (_match, _dash: string, letter: string) => letter.toUpperCase());
}

/** The record as this reader gets it. */
export function recordSchemaOf(object: ObjectView, lang: Lang): JsonSchema {
  return {
    type: 'object',
    title: object.label[lang],
    properties: {
      ...Object.fromEntries(object.fields.map((field) => [field.name, fieldSchema(field, lang, 'read')])),
      ...Object.fromEntries(
        object.children.map((child) => [
          child.name,
          {
            type: 'array',
            title: child.label[lang],
            items: {
              type: 'object',
              properties: Object.fromEntries(child.fields.map((field) => [field.name, fieldSchema(field, lang, 'read')])),
            },
          },
        ]),
      ),
      _masked: { type: 'array', items: { type: 'string' }, description: lang === 'zh' ? '已脱敏的字段' : 'fields shown masked' },
    },
    required: ['id'],
  };
}

/** What this caller may give: only fields open for writing. @param whole whether required fields must be there */
export function draftSchemaOf(object: ObjectView, lang: Lang, whole: boolean): JsonSchema {
  const open = object.fields.filter(isGiven);
  const children = object.children
    .map((child) => ({ ...child, fields: child.fields.filter(isGiven) }))
    .filter((child) => child.fields.length > 0);
  const required = whole
    ? open.filter((field) => field.required && field.options['default'] === undefined).map((field) => field.name)
    : ['version'];
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(open.map((field) => [field.name, fieldSchema(field, lang, 'write')])),
      ...Object.fromEntries(
        children.map((child) => [
          child.name,
          {
            type: 'array',
            title: child.label[lang],
            items: {
              type: 'object',
              additionalProperties: false,
              properties: {
                ...(whole ? {} : { id: { type: 'string', format: 'uuid' } }),
                ...Object.fromEntries(child.fields.map((field) => [field.name, fieldSchema(field, lang, 'write')])),
              },
            },
          },
        ]),
      ),
      ...(whole ? {} : { version: { type: 'integer' } }),
    },
    ...(required.length === 0 ? {} : { required }),
  };
}

export function inputSchemaOf(fields: readonly FieldView[], lang: Lang): JsonSchema {
  const required = fields.filter((field) => field.required).map((field) => field.name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, lang, 'write')])),
    ...(required.length === 0 ? {} : { required }),
  };
}

function isGiven(field: FieldView): boolean {
  return field.level === 'write' && field.options['system'] !== true;
}

/** One value. Decimals are texts: JSON numbers are floats to most readers. */
function fieldSchema(field: FieldView, lang: Lang, way: 'read' | 'write'): JsonSchema {
  const masked = way === 'read' && field.level === 'masked';
  const own = masked ? { type: 'string' } : valueSchema(field);
  const nullable = !field.required && typeof own['type'] === 'string';
  return {
    ...own,
    ...(nullable ? { type: [own['type'], 'null'] } : {}),
    title: field.label[lang],
    ...(masked ? { description: lang === 'zh' ? '脱敏显示' : 'shown masked' } : {}),
  };
}

function valueSchema({ type, options }: FieldView): JsonSchema {
  switch (type) {
    case 'int':
      return { type: 'integer' };
    case 'bool':
      return { type: 'boolean' };
    case 'decimal':
      return { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'time':
      return { type: 'string', format: 'date-time' };
    case 'link':
      return { type: 'string', format: 'uuid', ...(typeof options['to'] === 'string' ? { description: `→ ${options['to']}` } : {}) };
    case 'choice': {
      const { values } = options;
      const names = Array.isArray(values) ? values : typeof values === 'object' && values !== null ? Object.keys(values) : [];
      return names.length === 0 ? { type: 'string' } : { type: 'string', enum: names };
    }
    case 'text':
      return { type: 'string', ...(typeof options['max'] === 'number' ? { maxLength: options['max'] } : {}) };
    default:
      return {};
  }
}
