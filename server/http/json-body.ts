import type { z } from 'zod';
import { refuse, type PanshiError, type Text } from '#common/errors';
import { malformed } from './answers.ts';
import { parseStrictJson } from './strict-json.ts';

/** Longest JSON body in bytes. */
const MOST = 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of a JSON body; empty when there is none.
 * @param most longest body in bytes
 * @throws PanshiError `unsupported_media`, `too_large`, `malformed`
 */
export async function readJsonText(request: Request, most = MOST): Promise<string> {
  const bytes = await readBody(request, most);
  if (bytes.length === 0) return '';
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw refuse('unsupported_media', '请用 Content-Type: application/json 发送。', 'Send it with Content-Type: application/json.');
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw malformed('请求内容不是 UTF-8。', 'The body is not UTF-8.');
  }
}

/** @throws PanshiError `too_large` before reading more than the limit */
async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const length = request.headers.get('content-length');
  if (length !== null && Number(length) > limit) throw tooLarge(limit);
  // The transport holds a body to its announced length, so a short one can be taken in one piece.
  if (length !== null) return new Uint8Array(await request.arrayBuffer());
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let held = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts, held);
    const part: Uint8Array = value;
    held += part.length;
    if (held > limit) {
      void reader.cancel().catch(() => undefined);
      throw tooLarge(limit);
    }
    parts.push(part);
  }
}

export function tooLarge(limit: number): PanshiError {
  return refuse('too_large', `内容超过 ${Math.floor(limit / 1024)} KB。`, `The body is larger than ${Math.floor(limit / 1024)} KB.`);
}

/** A JSON object out of a body's text. @throws PanshiError `malformed` */
export function objectOf(text: string): Readonly<Record<string, unknown>> {
  const value = text === '' ? {} : parseStrictJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('请求内容应为 JSON 对象。', 'The body must be a JSON object.');
  return value as Readonly<Record<string, unknown>>;
}

/** A body of a known shape. @throws PanshiError `malformed` with one reason for each wrong place */
export function bodyAs<S extends z.ZodType>(schema: S, text: string): z.infer<S> {
  const parsed = schema.safeParse(objectOf(text));
  if (parsed.success) return parsed.data;
  const problems: Record<string, Text> = {};
  for (const issue of parsed.error.issues.slice(0, 20)) {
    problems[issue.path.join('.') || '.'] = { zh: `不符合接口约定：${issue.message}`, en: `does not fit the interface: ${issue.message}` };
  }
  throw malformed('请求内容不符合接口约定。', 'The body does not fit the interface.', problems);
}
