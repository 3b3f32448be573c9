import { isPanshiError, refuse, type Lang, type PanshiError, type Text } from '#common/errors';
import type { Log } from './parts.ts';
import { dataHeaders, JSON_HEADERS } from './security-headers.ts';

export function json(body: unknown, status = 200, headers?: Readonly<Record<string, string>>): Response {
  return jsonText(JSON.stringify(body), status, headers);
}

/** An answer that is JSON already. */
export function jsonText(text: string, status: number, headers?: Readonly<Record<string, string>>): Response {
  // As bytes: a text would be gone through twice, for its length and to be written.
  return new Response(Buffer.from(text), { status, headers: headers === undefined ? JSON_HEADERS : { ...JSON_HEADERS, ...headers } });
}

export function noContent(headers?: Readonly<Record<string, string>>): Response {
  const { 'content-type': _, ...rest } = JSON_HEADERS;
  return new Response(null, { status: 204, headers: { ...rest, ...headers } });
}

/** A file to be saved, not shown. @param name as people know it, any characters */
export function download(
  body: ReadableStream<Uint8Array>,
  contentType: string,
  name: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const ascii = name.replace(/[^\w.-]+/g, '_').slice(0, 100);
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, escapeByte);
  const disposition = `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
  return new Response(body, { headers: { ...dataHeaders(contentType), 'content-disposition': disposition, ...headers } });
}

function escapeByte(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** The body of a refusal, in the reader's language. */
export function errorBody(error: PanshiError, lang: Lang, requestId: string): object {
  const { fields, problems } = error.details ?? {};
  const facts = shownFacts(error.details?.facts);
  const details = {
    ...(fields === undefined ? {} : { fields }),
    ...(problems === undefined ? {} : { problems: wordsOf(problems, lang) }),
    ...(facts === undefined ? {} : { facts }),
  };
  return {
    error: { code: error.code, message: error.text[lang], ...(Object.keys(details).length === 0 ? {} : { details }), requestId },
  };
}

type Facts = NonNullable<PanshiError['details']>['facts'];

/** What the store says of its tables and columns is for the log: the fields are named by their own names. */
function shownFacts(facts: Facts): Facts {
  if (facts === undefined) return undefined;
  const { table: _table, columns: _columns, ...shown } = facts;
  return Object.keys(shown).length === 0 ? undefined : shown;
}

/** Problems by field path, in the reader's language. */
export function wordsOf(problems: Readonly<Record<string, Text>>, lang: Lang): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(problems).map(([path, text]) => [path, text[lang]]));
}

/** Any thrown thing as an answer; what is no refusal is a defect, told to the log alone. */
export function errorAnswer(
  thrown: unknown,
  lang: Lang,
  requestId: string,
  log: Log,
  headers?: Readonly<Record<string, string>>,
): Response {
  const error = isPanshiError(thrown) ? thrown : INTERNAL;
  if (error.status >= 500) log.error({ requestId, code: error.code, err: thrown }, 'request failed');
  const seen = error.code === 'internal' ? INTERNAL : error;
  const retry: Record<string, string> =
    error.status === 429 || error.status === 503 ? { 'retry-after': error.code === 'locked' ? '1800' : '5' } : {};
  return json(errorBody(seen, lang, requestId), error.status, { ...retry, ...headers });
}

const INTERNAL = refuse(
  'internal',
  '程序出错，操作没有完成。请把请求编号告诉管理员。',
  'Something went wrong and nothing was done. Give the request id to your administrator.',
);

/** A request that cannot be read. */
export function malformed(zh: string, en: string, problems?: Readonly<Record<string, Text>>): PanshiError {
  return refuse('malformed', zh, en, problems === undefined ? undefined : { problems });
}
