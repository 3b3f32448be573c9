import { createHash } from 'node:crypto';
import type { Lang } from '#common/errors';
import type { OpenApi } from './document.ts';

const STYLE = `
body{font:15px/1.6 "Noto Sans SC","Microsoft YaHei",system-ui,sans-serif;margin:0;color:#1c2430;background:#fbfaf7}
header,main{max-width:64rem;margin:0 auto;padding:1rem 1.5rem}
header{border-bottom:1px solid #d9dee5}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
nav{columns:14rem;font-size:.9rem}nav a{display:block;color:#1f3a5f;text-decoration:none}
details{background:#fff;border:1px solid #d9dee5;border-radius:6px;margin:.4rem 0}
summary{padding:.45rem .7rem;cursor:pointer}
summary b{display:inline-block;width:4.2rem;font-family:ui-monospace,monospace;text-transform:uppercase;color:#1f3a5f}
summary code{margin-right:.8rem}
section section{padding:0 .8rem .8rem}
table{border-collapse:collapse;width:100%;font-size:.88rem}
th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #edf0f4;vertical-align:top}
code{font-family:ui-monospace,monospace;font-size:.88rem}
`;

/** Base64 SHA-256 of the style sheet, for the page's content policy. */
export const STYLE_HASH = createHash('sha256').update(STYLE, 'utf8').digest('base64');

const WORDS = {
  zh: {
    parameters: '参数',
    body: '请求内容',
    answer: '回答',
    name: '名称',
    type: '类型',
    about: '说明',
    required: '必填',
    other: 'English',
  },
  en: {
    parameters: 'Parameters',
    body: 'Body',
    answer: 'Answer',
    name: 'Name',
    type: 'Type',
    about: 'About',
    required: 'required',
    other: '中文',
  },
} as const;

/** The OpenAPI document as one readable page: no script, nothing loaded from anywhere. */
export function docsPage(document: OpenApi, lang: Lang): string {
  const words = WORDS[lang];
  const other = lang === 'zh' ? 'en' : 'zh';
  const sections = document.tags.map((tag) => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, operation]) => list(operation['tags']).includes(tag.name))
        .map(([method, operation]) => operationHtml(document, path, method, operation, lang)),
    );
    const label = tag.description ?? tag.name;
    const heading = `<h2>${escape(label)}${label === tag.name ? '' : ` <code>${escape(tag.name)}</code>`}</h2>`;
    return `<section id="${escape(tag.name)}">${heading}${operations.join('')}</section>`;
  });
  const links = document.tags.map((tag) => `<a href="#${escape(tag.name)}">${escape(tag.description ?? tag.name)}</a>`).join('');
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(document.info.title)}</title><style>${STYLE}</style></head>
<body><header><h1>${escape(document.info.title)} ${escape(document.info.version)}</h1><p>${escape(document.info.description)}</p>
<p><a href="openapi.json">openapi.json</a> · <a href="docs?lang=${other}">${words.other}</a></p><nav>${links}</nav></header>
<main>${sections.join('')}</main></body></html>`;
}

function operationHtml(document: OpenApi, path: string, method: string, operation: Readonly<Record<string, unknown>>, lang: Lang): string {
  const words = WORDS[lang];
  const parameters = list(operation['parameters']).map((entry) => {
    const parameter = fieldsOf(entry);
    return [text(parameter['name']), text(parameter['in']), text(parameter['description'])];
  });
  const blocks = [
    ...(parameters.length === 0 ? [] : [table(words.parameters, [words.name, words.type, words.about], parameters)]),
    ...bodyBlock(document, words.body, schemaIn(operation['requestBody']), words),
    ...Object.entries(fieldsOf(operation['responses']))
      .filter(([code]) => code.startsWith('2'))
      .flatMap(([code, answer]) => bodyBlock(document, `${words.answer} ${code}`, schemaIn(answer), words)),
  ];
  const summary = `<b>${escape(method)}</b><code>${escape(path)}</code>${escape(text(operation['summary']))}`;
  return `<details><summary>${summary}</summary><section>${blocks.join('')}</section></details>`;
}

function bodyBlock(document: OpenApi, title: string, schema: unknown, words: (typeof WORDS)[Lang]): string[] {
  const resolved = resolve(document, schema);
  const properties = fieldsOf(resolved['properties']);
  const required = list(resolved['required']);
  const rows = Object.entries(properties).map(([name, property]) => [
    required.includes(name) ? `${name} (${words.required})` : name,
    typeName(property),
    text(fieldsOf(property)['title']) || text(fieldsOf(property)['description']),
  ]);
  return rows.length === 0 ? [] : [table(title, [words.name, words.type, words.about], rows)];
}

function schemaIn(holder: unknown): unknown {
  const [media] = Object.values(fieldsOf(fieldsOf(holder)['content']));
  return fieldsOf(media)['schema'];
}

function resolve(document: OpenApi, schema: unknown): Readonly<Record<string, unknown>> {
  const reference = text(fieldsOf(schema)['$ref']);
  return reference === '' ? fieldsOf(schema) : fieldsOf(document.components.schemas[reference.slice(reference.lastIndexOf('/') + 1)]);
}

function typeName(schema: unknown): string {
  const { type, $ref, items, format, enum: values, anyOf } = fieldsOf(schema);
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1);
  if (type === 'array') return `${typeName(items)}[]`;
  if (Array.isArray(values)) return values.join(' | ');
  if (Array.isArray(anyOf)) return anyOf.map(typeName).join(' | ');
  const own = Array.isArray(type) ? type.join(' | ') : text(type);
  return typeof format === 'string' ? `${own} (${format})` : own;
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map(
    (row) => `<tr>${row.map((cell, at) => `<td>${at === 0 ? `<code>${escape(cell)}</code>` : escape(cell)}</td>`).join('')}</tr>`,
  );
  return `<h3>${escape(title)}</h3><table><tr>${head.map((name) => `<th>${escape(name)}</th>`).join('')}</tr>${cells.join('')}</table>`;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function escape(raw: string): string {
  return raw.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
